// Brings the clause that was looked up into view, for readers who scroll and for those who use a screen reader.
const here = document.getElementById("here");
if (here) {
	here.scrollIntoView({ block: "center" });
	here.focus({ preventScroll: true });
}

// Inside the page's dialog, Escape closes it although the focus is in here.
document.addEventListener("keydown", (event) => {
	if (event.key === "Escape") window.frameElement?.closest("dialog")?.close();
});
