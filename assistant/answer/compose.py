"""Composing: from selected rules to the statements, notices and layout of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answer.catalogue import Catalogue
from assistant.answer.model import Basis, CitationView, Statement
from assistant.corpus.citation_labels import english_label
from assistant.corpus.library import Library
from assistant.corpus.provision import Provision, ProvisionId
from assistant.guard.finding import Verdict
from assistant.rules.base import Encoded, RuleBase

_LONGEST_QUOTE = 400
_JOINED = {"zh": "；", "en": "; "}
_BEFORE = {"zh": "：", "en": ": "}


class Composer:
    """Writes statements from rules and quotes; every word is a rule's, a clause's or the catalogue's."""

    def __init__(self, base: RuleBase, catalogue: Catalogue) -> None:
        self._base = base
        self._library: Library = base.library
        self._catalogue = catalogue

    def title(self, regulation: str, language: str) -> str:
        """The regulation's name for people."""
        meta = self._library.regulations[regulation].meta
        return meta.english_title or meta.title if language == "en" else f"《{meta.title}》"

    def titles(self, regulations: Iterable[str], language: str) -> str:
        """The names of several regulations, for a sentence."""
        return ("; " if language == "en" else "、").join(self.title(id, language) for id in regulations)

    def say(self, id: str, language: str, **values: object) -> Statement:
        """A sentence of the catalogue."""
        return self.sentence(self._catalogue.say(id, language, **values))

    def words(self, id: str, language: str, **values: object) -> str:
        """The words of a sentence of the catalogue."""
        return self._catalogue.say(id, language, **values)

    def sentence(self, text: str) -> Statement:
        """A sentence that the catalogue made."""
        return Statement(text=text, basis=Basis.NOTICE, verdict=Verdict.NEUTRAL)

    def rule(self, rule: Encoded, language: str) -> Statement:
        """A rule's rendering, cited to its clause."""
        citations = (rule.provision,) if rule.provision else ()
        text = rule.en if language == "en" else f"{rule.zh}。"
        return Statement(
            text=text, basis=Basis.RULE, citations=citations, verdict=Verdict.SUPPORTED, rules=(rule.id,)
        )

    def of(self, rule: Encoded, language: str) -> Statement:
        """The sentence of a rule or of a silence."""
        if rule.silent:
            return self.silence(rule.regulation, rule.topic, rule, language)
        return self.rule(rule, language)

    def pointer(self, rules: Sequence[Encoded], language: str) -> Statement:
        """Where special procedures stand that go with an answer without bearing on what was asked."""
        ids = tuple(dict.fromkeys(rule.provision for rule in rules))
        text = self._catalogue.say("special", language)
        used = tuple(rule.id for rule in rules)
        return Statement(text=text, basis=Basis.NOTICE, citations=ids, verdict=Verdict.NEUTRAL, rules=used)

    def silence(self, regulation: str, topic: str, silence: Encoded | None, language: str) -> Statement:
        """That a regulation does not regulate a topic."""
        title = self.title(regulation, language)
        if silence is None or silence.rule.zh is None:
            name = getattr(self._base.topics[topic], language)
            text = self._catalogue.say("silent_topic", language, title=title, topic=name)
        elif language == "en":
            text = silence.en
        else:
            text = self._catalogue.say("silent", language, title=title, silence=silence.zh)
        citations = (silence.provision,) if silence and silence.provision else ()
        rules = (silence.id,) if silence else ()
        return Statement(
            text=text, basis=Basis.RULE, citations=citations, verdict=Verdict.SUPPORTED, rules=rules
        )

    def quote(self, provision: Provision) -> Statement:
        """A clause, whole."""
        return Statement(
            text=provision.text, basis=Basis.QUOTE, citations=(provision.id,), verdict=Verdict.SUPPORTED
        )

    def readings(self, rules: Iterable[Encoded], language: str) -> list[str]:
        """The assumptions behind rules, as notices."""
        found = dict.fromkeys((rule.regulation, id) for rule in rules for id in rule.rule.assumes)
        texts = dict.fromkeys(getattr(self._base.readings[key], language) for key in found)
        return [self._catalogue.say("assumption", language, text=text) for text in texts]

    def notices(
        self, rules: Sequence[Encoded], citations: Sequence[CitationView], language: str
    ) -> tuple[str, ...]:
        """What a reader of an answer with citations must know: assumptions, validity, where the authority lies."""
        ids = dict.fromkeys([*(c.regulation for c in citations), *(rule.regulation for rule in rules)])
        if not ids:
            return ()
        metas = [self._library.regulations[id].meta for id in ids]
        outdated = [
            self._catalogue.say(
                "status", language, title=self.title(meta.id, language), note=meta.validity(language)
            )
            for meta in metas
            if meta.status in ("superseded", "repealed")
        ]
        return (*self.readings(rules, language), *outdated, self._catalogue.say("official", language))

    def citations(self, statements: Sequence[Statement]) -> tuple[CitationView, ...]:
        """The provisions cited, in order of first mention."""
        ids = dict.fromkeys(id for statement in statements for id in statement.citations)
        return tuple(self._view(self._library.provision(id)) for id in ids)

    def _view(self, provision: Provision) -> CitationView:
        quote = f"{provision.lead}\n{provision.text}" if provision.lead else provision.text
        return CitationView(
            id=provision.id,
            regulation=provision.regulation,
            label=provision.label,
            quote=quote,
            url=f"/provisions/{provision.id}",
        )

    def text(self, statements: Sequence[Statement], notices: Sequence[str], language: str) -> str:
        """The plain text of an answer: statements under their regulation, each with its citation in words."""
        lines: list[str] = []
        current = ""
        for statement in statements:
            heading = self._heading(statement, language)
            if heading and heading != current:
                lines.append(heading)
                current = heading
            lines.append(self._line(statement, language))
        quotes = self._quotes(statements) if language == "en" else []
        return "\n".join([*lines, *quotes, *(f"※ {notice}" for notice in notices)])

    def _heading(self, statement: Statement, language: str) -> str:
        """What a sentence stands under: its regulation, or that regulation's commentary; "" if it says so itself."""
        if not statement.citations:
            return ""
        cited = self._library.provision(statement.citations[0])
        title = self.title(cited.regulation, language)
        if statement.text.startswith(title):
            return ""
        return self._catalogue.say(
            "by_regulation" if cited.normative else "commentary_of", language, title=title
        )

    def _line(self, statement: Statement, language: str) -> str:
        if not statement.citations:
            return statement.text
        labels = [self._short(id, language) for id in statement.citations]
        if statement.basis is Basis.QUOTE:
            return f"{_JOINED[language].join(labels)}{_BEFORE[language]}{statement.text}"
        if language == "en":
            return f"{statement.text} [{'; '.join(labels)}]"
        return f"{statement.text.removesuffix('。')}（{'、'.join(labels)}）。"

    def _short(self, id: str, language: str) -> str:
        """The label without the title, which stands above; for English with the id, which a reader can look up."""
        if language == "en":
            return f"{id}, {_english_label(id)}"
        return self._library.provision(id).label.split("》", 1)[-1]

    def _quotes(self, statements: Sequence[Statement]) -> list[str]:
        """The clauses cited, by their Chinese label; with their words the smallest ones that the answer has not yet."""
        given = {
            id for statement in statements if statement.basis is Basis.QUOTE for id in statement.citations
        }
        views = self.citations(statements)
        short = [view for view in views if len(view.quote) <= _LONGEST_QUOTE]
        known = given | {above for view in short for above in self._above(view)}
        shown = {view.id for view in short if view.id not in known and not given & set(self._above(view))}
        return [f"{view.label}：“{view.quote}”" if view.id in shown else view.label for view in views]

    def _above(self, view: CitationView) -> tuple[str, ...]:
        regulation = self._library.regulations[view.regulation]
        return tuple(provision.id for provision in regulation.ancestors(view.id))


def _english_label(id: str) -> str:
    parsed = ProvisionId.parse(id)
    return english_label(parsed.unit, sub=parsed.sub, paragraph=parsed.paragraph, item=parsed.item)
