"""Asking any OpenAI-compatible endpoint the gold questions, so that a rival is measured with the same ruler.

Only the text of its replies is looked at: result types could not be scored, citations are read from its words. What the
protocol has no field for is written into the question: the regulation of a filter, and the day of asking.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from openai import OpenAI, OpenAIError
from openai.types.chat import ChatCompletionMessageParam

from assistant.corpus.errors import CorpusError
from assistant.corpus.library import Library
from evals.cases import Case
from evals.scoring import Reply

KEY = "EVALS_API_KEY"
"""Environment variable with the endpoint's key; an endpoint without keys needs none."""
RETRIES = 2


class EndpointError(CorpusError):
    """An endpoint that cannot be used at all."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to ask. model: None for the first that the endpoint lists; timeout: seconds per question."""

    url: str
    model: str | None
    timeout: float


class Endpoint:
    """An OpenAI-compatible endpoint. Safe to share between threads."""

    def __init__(self, target: Target, library: Library) -> None:
        """Raises EndpointError where it cannot be reached or lists no model."""
        self._target = target
        self._library = library
        self._client = OpenAI(
            base_url=target.url,
            api_key=os.environ.get(KEY, "none"),
            timeout=target.timeout,
            max_retries=RETRIES,
        )
        try:
            self._model = target.model or self._first_model()
        except EndpointError:
            self.close()
            raise

    @property
    def name(self) -> str:
        """Model and address."""
        return f"{self._model} @ {self._target.url}"

    def _first_model(self) -> str:
        try:
            models = self._client.models.list().data
        except OpenAIError as error:
            raise EndpointError(
                f"--endpoint {self._target.url}：连不上：{error}；请核对地址和 {KEY}"
            ) from error
        if not models:
            raise EndpointError(f"--endpoint {self._target.url}：没有列出模型；请用 --model 写明")
        return models[0].id

    def ask(self, case: Case) -> Reply:
        """Ask with the earlier questions as earlier user messages."""
        messages: list[ChatCompletionMessageParam] = [
            {"role": "user", "content": earlier} for earlier in case.history
        ]
        messages.append({"role": "user", "content": self.wording(case)})
        start = time.perf_counter()
        try:
            reply = self._client.chat.completions.create(model=self._model, messages=messages, temperature=0)
        except OpenAIError as error:
            return Reply("", None, time.perf_counter() - start, f"{type(error).__name__}：{error}"[:300])
        seconds = time.perf_counter() - start
        if not reply.choices:
            return Reply("", None, seconds, "回复中没有 choices")
        return Reply(reply.choices[0].message.content or "", None, seconds)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def wording(self, case: Case) -> str:
        """The question with what the protocol cannot say otherwise."""
        day = f"今天是{case.as_of.year}年{case.as_of.month}月{case.as_of.day}日。" if case.as_of else ""
        if case.regulation is None:
            return day + case.question
        return f"{day}按《{self._library.regulation(case.regulation).meta.title}》：{case.question}"
