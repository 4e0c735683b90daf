"""The assistant behind every network surface: its blocking work runs on a few threads, off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from assistant.answer.model import Answer
from assistant.answer.pipeline import Assistant
from assistant.corpus.errors import CorpusError
from assistant.guard.finding import Report
from assistant.serve.problem import Problem
from assistant.settings import Settings

T = TypeVar("T")


class Desk:
    """Asks and checks for HTTP API, OpenAI-compatible API and page; refuses what is too long.

    At most `settings.workers` requests are worked on at a time; the others wait their turn.
    """

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.assistant = assistant
        self.settings = settings
        self._limiter = CapacityLimiter(settings.workers)

    async def ask(
        self,
        question: str,
        *,
        regulation: str | None = None,
        history: Sequence[str] = (),
        as_of: date | None = None,
    ) -> Answer:
        """Answer `question`. Raises Problem if it is too long, UnknownRegulation."""
        self._fits(question, self.settings.max_question, "question")
        for earlier in history:
            self._fits(earlier, self.settings.max_question, "history")
        self._known(regulation)
        ask = partial(self.assistant.ask, regulation=regulation, history=tuple(history), as_of=as_of)
        return await self._run(partial(ask, question))

    async def check(self, text: str, *, regulation: str | None = None) -> Report:
        """Check a statement or draft. Raises Problem if it is too long, UnknownRegulation."""
        self._fits(text, self.settings.max_text, "text")
        self._known(regulation)
        return await self._run(partial(self.assistant.check, text, regulation=regulation))

    def _fits(self, text: str, limit: int, where: str) -> None:
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise Problem(
                422, "not_text", f"{where} 含有半个字符（孤立的代理码位）。", "请改用 UTF-8 文字。", where
            )
        if len(text) > limit:
            message = f"{where} 有 {len(text)} 字，超过上限 {limit} 字。"
            raise Problem(422, "text_too_long", message, "请缩短或分次提交。", where)

    def _known(self, regulation: str | None) -> None:
        if regulation is not None:
            self.assistant.library.regulation(regulation)

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        except CorpusError as error:
            # What the request names was looked up before; this is a fault of the program, not of the request.
            raise RuntimeError(str(error)) from error
