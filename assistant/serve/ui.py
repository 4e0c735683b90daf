"""The page: ask on the left, cited clauses beside it; a second tab checks a draft; a third lists the regulations."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (Gradio annotates its components only in part.)

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

# Read by Gradio when it is imported. The second: after how many events it counts them up, for a monitoring page that
# is not served here.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)

import gradio as gr
from fastapi import FastAPI
from gradio.themes import Base, colors

from assistant.serve.desk import Desk
from assistant.serve.fragments import answer_html, cards_html, draft_html, question_html
from assistant.serve.pages import STATIC, templates
from assistant.serve.problem import INTERNAL, Problem
from assistant.serve.wording import EXAMPLES, NOTICES, STATUS, SUBTITLE, TITLE

log = logging.getLogger(__name__)
Messages = list[dict[str, Any]]
Turn = tuple[Any, ...]  # one value per output component, as Gradio takes it: box, chat, earlier, cards
_SANS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
_SEAL, _SEAL_DARK = "#96201c", "#7a1916"
# Not through Gradio's own `css`, which rewrites selectors and breaks :is().
_HEAD = '<link rel="stylesheet" href="surface/page.css"><script src="surface/page.js" defer></script>'
_REMEMBERED = 20  # earlier questions kept for follow-ups
_SESSION_SECONDS = 3600


class _Theme(Base):
    """Fonts of the reader's own system: nothing is fetched."""

    def __init__(self) -> None:
        super().__init__(
            primary_hue=colors.red, neutral_hue=colors.stone, font=_SANS, font_mono=("monospace",)
        )
        self.set(
            body_text_color="*neutral_900",
            body_text_color_subdued="*neutral_600",
            input_placeholder_color="*neutral_500",
            button_primary_background_fill=_SEAL,
            button_primary_background_fill_hover=_SEAL_DARK,
            button_primary_text_color="white",
            color_accent=_SEAL,
            border_color_accent="*neutral_400",
        )


def mount_page(app: FastAPI, desk: Desk) -> None:
    """Serve the page at `/` of `app`, after whatever routes `app` has already. Not to be called in an event loop."""

    async def mount() -> None:
        _mount(app, desk)

    # Gradio makes its locks when it is mounted and, without a running loop, leaves loops behind that nobody closes.
    asyncio.run(mount())


def _mount(app: FastAPI, desk: Desk) -> None:
    gr.mount_gradio_app(
        app,
        _blocks(desk),
        path="/",
        theme=_Theme(),
        head=_HEAD,
        footer_links=[],
        favicon_path=str(STATIC / "favicon.png"),
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        max_file_size="1b",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )


def _blocks(desk: Desk) -> gr.Blocks:
    library = desk.assistant.library
    choices = [("全部制度文件", ""), *((r.meta.title, id) for id, r in library.regulations.items())]
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        _html(templates.get_template("header.html").render(title=TITLE, subtitle=SUBTITLE, notices=NOTICES))
        with gr.Tab("问答"):
            _ask_tab(desk, choices)
        with gr.Tab("核对文稿"):
            _check_tab(desk, choices)
        with gr.Tab("制度文件"):
            _html(
                templates.get_template("library.html").render(
                    regulations=library.regulations.values(), status=STATUS
                )
            )
    return blocks


@contextmanager
def _told_on_the_page() -> Generator[None]:
    """Turns a failure into a message on the page; what was typed stays where it is."""
    try:
        yield
    except Problem as problem:
        raise gr.Error(str(problem), title="没有完成", print_exception=False) from problem
    except Exception as error:
        log.exception("the page could not answer")
        raise gr.Error(str(INTERNAL), title="没有完成", print_exception=False) from error


def _html(value: str, elem_id: str | None = None) -> gr.HTML:
    """HTML that looks as `page.css` says."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _ask_tab(desk: Desk, choices: list[tuple[str, str]]) -> None:
    earlier = gr.State([], time_to_live=_SESSION_SECONDS)
    with gr.Row(elem_id="ask"):
        with gr.Column(scale=3, min_width=320):
            chat = gr.Chatbot(
                elem_id="chat",
                label="问答",
                show_label=False,
                height="max(340px, calc(100vh - 360px))",
                layout="bubble",
                autoscroll=False,  # page.js brings the question to the top, so that an answer is read from its start
                buttons=[],
                feedback_options=None,
                latex_delimiters=[],
                allow_tags=False,
                placeholder="### 请用自己的话提问\n答复只来自收录的制度文件，每句注明条款。",
                examples=[{"text": text} for text in EXAMPLES],
            )
            with gr.Row(elem_id="compose"):
                box = gr.Textbox(
                    label="问题",
                    show_label=False,
                    placeholder="输入问题，回车发送",
                    max_length=desk.settings.max_question,
                    lines=1,
                    max_lines=6,
                    scale=5,
                    min_width=160,
                    autofocus=True,
                )
                send = gr.Button("提问", variant="primary", scale=0, min_width=72)
            with gr.Row(elem_id="options"):
                regulation = gr.Dropdown(choices, value="", label="限定制度文件", scale=3, min_width=220)
                clear = gr.Button("清空对话", scale=0, min_width=96, size="md")
        with gr.Column(scale=2, min_width=300, elem_id="clauses"):
            _html('<h2 class="side">引用条款</h2>')
            cards = _html(cards_html(None), elem_id="cards")

    async def ask(question: str, within: str, messages: Messages, asked: list[str]) -> Turn:
        if not question.strip():
            return question, messages, asked, gr.skip()
        with _told_on_the_page():
            answer = await desk.ask(question, regulation=within or None, history=asked)
        reply: dict[str, Any] = {"role": "assistant", "content": answer_html(answer)}
        if answer.clarification:
            reply["options"] = [{"value": o.question, "label": o.label} for o in answer.clarification.options]
        said = {"role": "user", "content": question_html(question)}
        return "", [*messages, said, reply], [*asked, question][-_REMEMBERED:], cards_html(answer)

    async def ask_example(event: gr.SelectData, within: str, messages: Messages, asked: list[str]) -> Turn:
        return await ask(event.value["text"], within, messages, asked)

    async def ask_option(event: gr.SelectData, within: str, messages: Messages, asked: list[str]) -> Turn:
        return await ask(event.value, within, messages, asked)

    def forget() -> Turn:
        return "", [], [], cards_html(None)

    outputs = [box, chat, earlier, cards]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    workers = desk.settings.workers
    for event in (box.submit, send.click):
        event(ask, [box, regulation, chat, earlier], outputs, concurrency_limit=workers, **quiet)
    for event, chosen in ((chat.example_select, ask_example), (chat.option_select, ask_option)):
        event(chosen, [regulation, chat, earlier], outputs, concurrency_limit=workers, **quiet)
    for event in (clear.click, chat.clear):
        event(forget, None, outputs, **quiet)


def _check_tab(desk: Desk, choices: list[tuple[str, str]]) -> None:
    with gr.Row(elem_id="check"):
        with gr.Column(scale=2, min_width=320):
            draft = gr.Textbox(
                label="文稿",
                placeholder="粘贴答复、通报或决定书的文字，逐句与条款核对",
                lines=12,
                max_lines=24,
                max_length=desk.settings.max_text,
            )
            with gr.Row():
                regulation = gr.Dropdown(choices, value="", label="依据的制度文件", scale=3, min_width=220)
                start = gr.Button("核对", variant="primary", scale=0, min_width=96)
        with gr.Column(scale=3, min_width=320):
            result = _html('<p class="empty">核对结果在这里逐句列出。</p>', elem_id="findings")

    async def check(text: str, within: str) -> str:
        if not text.strip():
            return '<p class="empty">请先粘贴文稿。</p>'
        with _told_on_the_page():
            report = await desk.check(text, regulation=within or None)
        return draft_html(text, report, lambda id: desk.assistant.library.provision(id).label)

    start.click(
        check,
        [draft, regulation],
        result,
        concurrency_limit=desk.settings.workers,
        api_visibility="private",
        show_progress="minimal",
    )
