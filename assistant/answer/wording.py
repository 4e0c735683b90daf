"""Wording by a language model: the composed answer goes in, the same answer in other words comes out, or the same answer.

composed → evidence → stored or written draft → every sentence checked → worded
                                              → one more try with what was wrong → composed, with a notice

Only `answered` is reworded. In the other outcomes the catalogue's own sentence is the message (a correction, a question
back, a limit of the base); no rule bears it out, so no rewording of it could be checked.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.answer import wording_prompt as prompt
from assistant.answer.compose import Composer
from assistant.answer.draft import Draft
from assistant.answer.model import Basis, Outcome, Statement
from assistant.answer.query import Query
from assistant.answer.wording_check import DraftCheck, statement_of
from assistant.answer.wording_draft import MAX_DRAFT, Sentence, sentences, without_thoughts
from assistant.answer.wording_endpoint import ModelFailure, load_endpoint
from assistant.answer.wording_prompt import Evidence, Message, Problem
from assistant.answer.wording_store import DraftStore, key_of
from assistant.guard.guard import Guard
from assistant.settings import Settings

LOG = logging.getLogger(__name__)
TRIES = 2
FALLBACK = "model_fallback"


class Writer(Protocol):
    """What writes: `assistant.answer.wording_client.LanguageModel`."""

    def write(self, messages: Sequence[Message], seconds: float) -> str:
        """The model's whole text, within `seconds`."""
        ...


class Wording:
    """Rewords drafts. Safe to share between threads."""

    def __init__(
        self, model: str, writer: Writer, seconds: float, store: DraftStore, guard: Guard, composer: Composer
    ) -> None:
        """seconds: longest wait for the model, both tries together."""
        self._model, self._writer, self._seconds = model, writer, seconds
        self._store = store
        self._check = DraftCheck(guard)
        self._composer = composer

    @classmethod
    def from_settings(cls, settings: Settings, guard: Guard, composer: Composer) -> Wording | None:
        """None where no endpoint is set. Raises WordingError for an endpoint that cannot be used."""
        endpoint = load_endpoint(settings)
        if endpoint is None:
            return None
        # Imported here: it takes seconds, which a program without a model is spared.
        from assistant.answer.wording_client import LanguageModel  # noqa: PLC0415

        store = DraftStore(settings.data / "wording")
        return cls(endpoint.model, LanguageModel(endpoint), settings.llm_timeout, store, guard, composer)

    def reword(self, query: Query, draft: Draft) -> Draft:
        """The draft in the model's words where all of it is borne out; else as it was, with the notice that says so."""
        evidence = self._evidence(draft, query.language)
        if draft.outcome is not Outcome.ANSWERED or not evidence:
            return draft
        try:
            worded = self._worded(query, draft, evidence)
        except ModelFailure as failure:
            LOG.warning("语言模型没有给出措辞（%s）；用程序写成的答复", failure)
            worded = None
        except Exception:
            LOG.exception("核对语言模型的措辞时出错；用程序写成的答复")
            worded = None
        if worded is not None:
            return worded
        notice = self._composer.say(FALLBACK, query.language).text
        return replace(draft, notices=(notice, *draft.notices), wording=FALLBACK)

    def _worded(self, query: Query, draft: Draft, evidence: Mapping[str, Evidence]) -> Draft | None:
        messages = prompt.first(query.text, query.language, list(evidence.values()))
        key = key_of(self._model, messages)
        if (stored := self._store.get(key)) is not None:
            worded, problems = self._checked(stored, query.language, draft, evidence)
            if not problems:
                return worded
        until = time.monotonic() + self._seconds
        for attempt in range(1, TRIES + 1):
            text = without_thoughts(self._writer.write(messages, until - time.monotonic()))
            worded, problems = self._checked(text, query.language, draft, evidence)
            if not problems:
                self._store.keep(key, text)
                return worded
            LOG.info("语言模型的第%d份草稿没有通过核对：%s", attempt, problems[0].reason)
            messages = prompt.again(messages, text[:MAX_DRAFT], problems, query.language)
        return None

    def _evidence(self, draft: Draft, language: str) -> dict[str, Evidence]:
        """The statements to reword: rules with a clause. Quotes, silences and notices stay as they are."""
        rows = dict.fromkeys(s for s in draft.statements if self._rewordable(s))
        return {
            (id := f"E{n}"): Evidence(
                id,
                self._composer.title(row.citations[0].split(":")[0], language),
                row,
                "\n".join(view.quote for view in self._composer.citations((row,))),
            )
            for n, row in enumerate(rows, 1)
        }

    def _rewordable(self, statement: Statement) -> bool:
        return (
            statement.basis is Basis.RULE
            and bool(statement.citations)
            and self._check.states_rules(statement)
        )

    def _checked(
        self, text: str, language: str, draft: Draft, evidence: Mapping[str, Evidence]
    ) -> tuple[Draft, list[Problem]]:
        """The draft in the words of `text`, and why it cannot be published."""
        found = sentences(text[: MAX_DRAFT + 1])
        if problems := self._check.problems(found, len(text), evidence, language):
            return draft, problems
        statements = _arranged(draft, found, evidence)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return replace(draft, statements=statements, wording=digest), self._check.as_a_whole(statements)


def _arranged(
    draft: Draft, found: Sequence[Sentence], evidence: Mapping[str, Evidence]
) -> tuple[Statement, ...]:
    """The model's sentences, with what is not reworded before the sentence that words what it stood before."""
    id_of = {one.statement: id for id, one in evidence.items()}
    waiting: list[Statement] = []
    before: dict[str, list[Statement]] = {}
    for statement in draft.statements:
        if (id := id_of.get(statement)) is None:
            waiting.append(statement)
        elif id not in before:
            before[id], waiting = waiting, []
    arranged: list[Statement] = []
    for sentence in found:
        for id in sentence.ids:
            arranged += before.pop(id, [])
        arranged.append(statement_of(sentence, evidence))
    return (*arranged, *waiting)
