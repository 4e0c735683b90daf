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
from assistant.answer.catalogue import load_catalogue
from assistant.answer.checking import Checking
from assistant.answer.compose import Composer
from assistant.answer.correct import Corrections
from assistant.answer.dating import Dating
from assistant.answer.draft import Draft
from assistant.answer.events import Events
from assistant.answer.evidence import Evidence
from assistant.answer.finding import Finder, Hit
from assistant.answer.model import Answer, Clarification, Outcome, Provenance, Statement
from assistant.answer.naming import Names
from assistant.answer.polar import Polar
from assistant.answer.premise import Premises, load_question_words
from assistant.answer.relevance import Relevance
from assistant.answer.understand import Understanding, language_of
from assistant.answer.wording import Wording
from assistant.corpus.library import Library
from assistant.guard.finding import Report
from assistant.guard.guard import Guard
from assistant.rules.base import RuleBase
from assistant.rules.calendar import load_calendar
from assistant.rules.lexicon import lexicon_hash, load_lexicon
from assistant.rules.load import load_rules
from assistant.rules.matching import Matcher
from assistant.search.retriever import HybridRetriever
from assistant.settings import Settings

_NO_WORD = re.compile(r"[\W_]*", re.UNICODE)
_UNDERSTANDING_FILES = (
    "lexicon.yaml",
    "topics.yaml",
    "outside.yaml",
    "questions.yaml",
    "catalogue.yaml",
    "guard.yaml",
    "everyday.yaml",
    "calendar.yaml",
)


class Assistant:
    """Answers questions and checks statements over one knowledge folder. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        """Read the knowledge folder and load the encoder.

        Raises ParseError and RuleProblems for what is wrong in the folder, EncoderError and WordingError for an encoder
        or a language model that cannot be used.
        """
        knowledge = settings.knowledge
        self._settings = settings
        self.rules: RuleBase = load_rules(knowledge)
        self.library: Library = self.rules.library
        lexicon = load_lexicon(knowledge / "lexicon.yaml")
        catalogue = load_catalogue(knowledge / "catalogue.yaml")
        words = load_question_words(knowledge / "questions.yaml")
        calendar = load_calendar(knowledge / "calendar.yaml")
        names = Names(self.library, knowledge / "outside.yaml")
        matcher = Matcher(self.rules, lexicon)
        self._guard = Guard(self.rules, lexicon, knowledge / "guard.yaml")
        self._finder = Finder(self.library, lexicon, names, HybridRetriever.of(self.library, settings))
        self._composer = Composer(self.rules, catalogue)
        self._understanding = Understanding(self.library, lexicon, matcher, names)
        self._answering = Answering(
            self.rules,
            matcher,
            Relevance(self.rules, matcher, Evidence(self.rules, lexicon)),
            Dating(self.rules, calendar, catalogue, lexicon, Events(words.events), words.timely),
            Corrections(self.rules, self._composer, Premises(self.rules, lexicon, self._guard, words)),
            Polar(self._guard, words),
            self._finder,
            self._composer,
        )
        self._checking = Checking(self.rules, self._guard)
        self._wording = Wording.from_settings(settings, self._guard, self._composer)
        self._lexicon_hash = lexicon_hash(*(knowledge / name for name in _UNDERSTANDING_FILES))

    @classmethod
    def load(cls, settings: Settings) -> Assistant:
        """The assistant over the knowledge folder of the settings. Raises as the constructor does."""
        return cls(settings)

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

    def search(self, text: str, k: int) -> list[Hit]:
        """The k leaf clauses that fit `text` best, best first."""
        return self._finder.search(text, k)

    def provenance(self, as_of: date | None = None) -> Provenance:
        """What answers are made from."""
        return Provenance(
            texts=self.library.texts_hash,
            rules=self.rules.hash,
            lexicon=self._lexicon_hash,
            encoder=self._finder.fingerprint,
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
