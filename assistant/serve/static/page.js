// Two things that Gradio does not do. Clause links open the whole regulation in a dialog on this page (with Ctrl,
// Shift or the middle button a tab, as links do); and the chat scrolls to the question, not to the answer's end.
(() => {
	const dialog = document.createElement("dialog");
	dialog.id = "reader";
	dialog.setAttribute("aria-label", "制度全文");
	dialog.innerHTML =
		'<form method="dialog"><a id="reader-tab" target="_blank" rel="noopener">在新窗口打开</a>' +
		'<button>关闭</button></form><iframe id="reader-frame" title="制度全文"></iframe>';

	const open = (href) => {
		if (!dialog.isConnected) document.body.append(dialog);
		dialog.querySelector("#reader-tab").href = href;
		dialog.querySelector("#reader-frame").src = href;
		dialog.showModal();
	};

	dialog.addEventListener("click", (event) => {
		if (event.target === dialog) dialog.close();
	});
	// An answer is read from its beginning: the latest question goes to the top of the chat.
	let asked = 0;
	new MutationObserver(() => {
		const questions = document.querySelectorAll("#chat .asked");
		if (questions.length > asked) {
			const chat = questions[0].closest(".bubble-wrap");
			const last = questions[questions.length - 1];
			chat?.scrollTo({ top: chat.scrollTop + last.getBoundingClientRect().top - chat.getBoundingClientRect().top - 16 });
		}
		asked = questions.length;
	}).observe(document.documentElement, { childList: true, subtree: true });

	document.addEventListener("click", (event) => {
		const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
		const link = event.target.closest?.("a[href]");
		if (!link || !plain || link.id === "reader-tab") return;
		const url = new URL(link.href, location.href);
		if (url.origin !== location.origin || !url.pathname.startsWith("/provisions/")) return;
		event.preventDefault();
		event.stopPropagation();
		open(url.href);
	}, true);
})();
