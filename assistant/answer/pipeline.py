"""The whole way from a question to an answer, the same on every surface.

question → understood → refused, if what it asks for is not here
         → the clauses it cites, the topics it is about → rules → composed → checked → answer
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date

import assistant as package
from assistant.answer.answering import Answering
from assistant.answer.catalogue import Catalogue, load_catalogue
from assistant.answer.checking import Checking
from assistant.answer.compose import Composer
from assistant.answer.dating import Dating
from assistant.answer.draft import Draft
from assistant.answer.evidence import Evidence
from assistant.answer.model import Answer, Clarification, Outcome, Provenance, Statement
from assistant.answer.naming import Names
from assistant.answer.premise import Premises, load_question_words
from assistant.answer.relevance import Relevance
from assistant.answer.understand import Understanding, language_of
from assistant.answer.wording import Wording
from assistant.corpus.library import Library
from assistant.guard.finding import Report
from assistant.guard.guard import Guard
from assistant.rules.base import RuleBase
from assistant.rules.calendar import load_calendar
from assistant.rules.lexicon import Lexicon, lexicon_hash, load_lexicon
from assistant.rules.load import load_rules
from assistant.rules.matching import Matcher
from assistant.settings import Settings

_NO_WORD = re.compile(r"[\W_]*", re.UNICODE)
_UNDERSTANDING_FILES = (
    "lexicon.yaml",
    "topics.yaml",
    "outside.yaml",
    "questions.yaml",
    "catalogue.yaml",
    "guard.yaml",
)


class Assistant:
    """Answers questions and checks statements over one knowledge folder. Safe to share between threads."""

    def __init__(self, settings: Settings, base: RuleBase, lexicon: Lexicon, catalogue: Catalogue) -> None:
        knowledge = settings.knowledge
        self._settings = settings
        self._base = base
        self._catalogue = catalogue
        self.library: Library = base.library
        self.rules: RuleBase = base
        matcher = Matcher(base, lexicon)
        self._guard = Guard(base, lexicon)
        self._checking = Checking(base, self._guard)
        words = load_question_words(knowledge / "questions.yaml")
        premises = Premises(base, lexicon, self._guard, words)
        calendar = load_calendar(knowledge / "calendar.yaml")
        names = Names(base.library, knowledge / "outside.yaml")
        self._composer = Composer(base, catalogue)
        self._understanding = Understanding(base.library, lexicon, matcher, names)
        self._answering = Answering(
            base,
            matcher,
            Relevance(base, matcher, Evidence(base, lexicon)),
            Dating(base, calendar, catalogue, words.timely),
            premises,
            self._composer,
            catalogue,
        )
        self._wording = Wording.from_settings(settings, self._guard, self._composer)
        self._lexicon_hash = lexicon_hash(*(knowledge / name for name in _UNDERSTANDING_FILES))

    @classmethod
    def load(cls, settings: Settings) -> Assistant:
        """Read the knowledge folder. Raises ParseError, RuleProblems for what is wrong in it, and WordingError
        for a language model that cannot be used.
        """
        base = load_rules(settings.knowledge)
        lexicon = load_lexicon(settings.knowledge / "lexicon.yaml")
        return cls(settings, base, lexicon, load_catalogue(settings.knowledge / "catalogue.yaml"))

    def ask(
        self,
        question: str,
        *,
        regulation: str | None = None,
        history: Sequence[str] = (),
        as_of: date | None = None,
    ) -> Answer:
        """Answer `question`. regulation: keep to this one (id or name); history: earlier questions, oldest first;
        as_of: the day it is asked, default today. Raises UnknownRegulation.
        """
        chosen = self.library.regulation(regulation).id if regulation else None
        day = as_of or date.today()  # noqa: DTZ011 - the office's own day
        language = language_of(question)
        draft = self._unreadable(question, language)
        if draft is None:
            query = self._understanding.read(question, history=history, regulation=chosen, as_of=day)
            draft = self._checking.checked(self._answering.draft(query))
            draft = self._wording.reword(query, draft) if self._wording else draft
        provenance = self.provenance(day)
        id = _hash([question, chosen, list(history), provenance.model_dump()], draft.wording)
        return self._answer(draft, language, id, provenance)

    def check(self, text: str, *, regulation: str | None = None) -> Report:
        """What the regulations bear out of `text`. Raises UnknownRegulation."""
        chosen = self.library.regulation(regulation).id if regulation else None
        return self._guard.check(text, regulation=chosen)

    def provenance(self, as_of: date | None = None) -> Provenance:
        """What answers are made from."""
        return Provenance(
            texts=self.library.texts_hash,
            rules=self._base.hash,
            lexicon=self._lexicon_hash,
            encoder="",
            version=package.__version__,
            as_of=(as_of or date.today()).isoformat(),  # noqa: DTZ011 - the office's own day
        )

    def _unreadable(self, question: str, language: str) -> Draft | None:
        """The question back where there is nothing to understand, or too much."""
        limit = self._settings.max_question
        if _NO_WORD.fullmatch(question):
            return self._asked_back(self._composer.say("empty", language))
        if len(question) > limit:
            say = self._composer.say("too_long", language, length=len(question), limit=limit)
            return self._asked_back(say)
        return None

    @staticmethod
    def _asked_back(say: Statement) -> Draft:
        return Draft(Outcome.CLARIFY, (say,), clarification=Clarification(question=say.text))

    def _answer(self, draft: Draft, language: str, id: str, provenance: Provenance) -> Answer:
        citations = self._composer.citations(draft.statements)
        notices = (*draft.notices, *self._composer.notices(draft.rules, citations, language))
        return Answer(
            id=id,
            outcome=draft.outcome,
            language=language,
            text=self._composer.text(draft.statements, notices, language),
            statements=draft.statements,
            citations=citations,
            clarification=draft.clarification,
            notices=notices,
            provenance=provenance,
        )


def _hash(asked: list[object], wording: str) -> str:
    """sha256 of everything that an answer depends on; its date is in the provenance, a model's words in `wording`."""
    key = [*asked, wording] if wording else asked
    return hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()
