"""From a question understood to a draft: cited clauses, topics and their rules, silence, or a question back."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.companions import Companions
from assistant.answer.compose import Composer
from assistant.answer.correct import Corrections
from assistant.answer.dating import Dating
from assistant.answer.draft import Draft
from assistant.answer.finding import Finder
from assistant.answer.model import Basis, Clarification, Option, Outcome, Statement
from assistant.answer.polar import Polar
from assistant.answer.query import Ask, How, Query
from assistant.answer.refuse import Limits
from assistant.answer.relevance import Relevance
from assistant.answer.scenario import Scenarios
from assistant.answer.select import Pick, Selection, wants_scenario
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.derived import STRUCTURE
from assistant.rules.matching import Matcher
from assistant.rules.modality import DEFAULTS, ENGLISH
from assistant.rules.render import modal_word, modality_of
from assistant.rules.schema import Norm


class Answering:
    """Drafts answers from the rules; the same query always gives the same draft."""

    def __init__(
        self,
        base: RuleBase,
        matcher: Matcher,
        relevance: Relevance,
        dating: Dating,
        corrections: Corrections,
        polar: Polar,
        finder: Finder,
        composer: Composer,
    ) -> None:
        self._base = base
        self._composer = composer
        self._dating = dating
        self._corrections = corrections
        self._polar = polar
        self._finder = finder
        self._selection = Selection(base, matcher, relevance)
        self._companions = Companions(base, matcher, composer)
        self._scenarios = Scenarios(base, matcher, composer, self._companions)
        self._limits = Limits(base.library, composer)

    def draft(self, query: Query) -> Draft:
        """The draft for a query; nothing in it is guessed."""
        if refusal := self._limits.refusal(query):
            return self._refused(query, refusal)
        if query.names_only:
            titles = self._composer.titles(query.titled, query.language)
            return self._asking(query, "what_about", [], title=titles)
        if query.bad_date:
            say = self._composer.say("bad_date", query.language, reason=query.bad_date)
            return Draft(Outcome.PREMISE_CORRECTED, (say,))
        if query.places:
            return self._elsewhere(query)
        return self._here(query)

    def _elsewhere(self, query: Query) -> Draft:
        """A place without rules of its own here: what applies everywhere, and that it is only that."""
        nationwide = self._limits.nationwide(query)
        draft = self._here(replace(query, places=(), regulations=nationwide, how=How.NAMED))
        title = self._composer.titles(nationwide, query.language)
        say = self._composer.say("place_party", query.language, place=query.places[0], title=title)
        return replace(draft, statements=(say, *draft.statements))

    def _here(self, query: Query) -> Draft:
        if query.failures and not query.provisions:
            return self._no_such_unit(query)
        picks = self._selection.picks(query)
        answering = {pick.regulation for pick in picks if pick.rules}
        return self._corrections.applied(query, self._from_rules(query, picks), answering)

    def _from_rules(self, query: Query, picks: tuple[Pick, ...]) -> Draft:
        if query.provisions:
            return self._cited(query, picks)
        if quotes := self._finder.quotable(query) if not any(pick.rules for pick in picks) else []:
            return Draft(Outcome.ANSWERED, tuple(self._composer.quote(clause) for clause in quotes))
        if not picks:
            return self._nothing(query)
        regulations = tuple(dict.fromkeys(pick.regulation for pick in picks))
        if query.how is How.OPEN and len(regulations) > 1 and not self._together(query, picks):
            return self._clarify(query, picks, regulations)
        return self._answered(query, picks)

    def _together(self, query: Query, picks: tuple[Pick, ...]) -> bool:
        """Whether all regulations answer at once: they are compared, or the matter is none of choosing."""
        return Ask.COMPARE in query.asks or self._base.topics[picks[0].topic].together

    def _refused(self, query: Query, refusal: str) -> Draft:
        titles = self._limits.titles(query.language)
        first = self._composer.sentence(refusal)
        return Draft(
            Outcome.NOT_COVERED,
            (first, self._composer.say("holds", query.language, titles=titles)),
        )

    def _no_such_unit(self, query: Query) -> Draft:
        failure = query.failures[0]
        if failure.reason == "ambiguous" or query.readings:
            return self._which_unit(query, query.readings or failure.readings)
        if failure.reason == "edition":
            return self._refused(query, failure.message)
        return Draft(Outcome.PREMISE_CORRECTED, tuple(self._missing_units(query)))

    def _missing_units(self, query: Query) -> list[Statement]:
        """What the regulations have instead of the units that the question cites and they lack."""
        language = query.language
        if language == "zh":
            texts = dict.fromkeys(failure.message for failure in query.failures)
            return [self._composer.say("no_unit", "zh", reason=text) for text in texts]
        titles = dict.fromkeys(f.regulation for f in query.failures if f.regulation)
        structures = [rule for id in titles for rule in self._base.on(id, STRUCTURE)]
        said = [self._composer.say("no_unit", "en", title=self._composer.title(id, "en")) for id in titles]
        return [*said, *(self._composer.rule(rule, "en") for rule in structures)]

    def _which_unit(self, query: Query, readings: tuple[str, ...]) -> Draft:
        provisions = [self._base.library.provision(id) for id in readings]
        options = [
            Option(label=p.label, question=p.label, statements=(self._composer.quote(p),)) for p in provisions
        ]
        return self._asking(query, "ambiguous_unit", options, cited=query.text)

    def _asking(self, query: Query, id: str, options: list[Option], **values: object) -> Draft:
        question = self._composer.say(id, query.language, **values)
        clarification = Clarification(question=question.text, options=tuple(options))
        statements = tuple(statement for option in options for statement in option.statements)
        return Draft(Outcome.CLARIFY, (question, *statements), clarification=clarification)

    def _cited(self, query: Query, picks: tuple[Pick, ...]) -> Draft:
        """The clauses named, whole; what else the question asks is answered beside them."""
        quotes = [self._composer.quote(self._base.library.provision(id)) for id in query.provisions]
        notices = (self._composer.words("commentary", query.language),) if query.commentary else ()
        failures = self._missing_units(query)
        regulations = {id.split(":")[0] for id in query.provisions}
        beside = [p for p in picks if p.regulation in regulations and p.rules and p.cued and query.asks]
        answered = self._answered(query, tuple(beside)) if beside and not query.commentary else None
        if query.language == "en" and answered is None:
            rules = [rule for id in query.provisions for rule in self._base.of_provision(id)]
            quotes = [self._composer.rule(rule, "en") for rule in rules] + quotes
        return Draft(
            Outcome.PREMISE_CORRECTED if failures else Outcome.ANSWERED,
            (*failures, *quotes, *(answered.statements if answered else ())),
            answered.rules if answered else (),
            notices,
        )

    def _nothing(self, query: Query) -> Draft:
        """No topic: silent if the question names a regulation or whom it reaches, outside the base if not."""
        if query.titled or query.how is How.FILTER or (query.how is How.NAMED and query.topical):
            titles = self._composer.titles(query.regulations, query.language)
            say = self._composer.say("silent_matter", query.language, title=titles)
            return Draft(Outcome.SILENT, (say,))
        titles = self._limits.titles(query.language)
        return Draft(Outcome.NOT_COVERED, (self._composer.say("not_covered", query.language, titles=titles),))

    def _answered(self, query: Query, picks: tuple[Pick, ...]) -> Draft:
        statements: list[Statement] = []
        used: list[Encoded] = []
        counted: list[Statement] = []
        topics = {pick.topic for pick in picks if Ask.WHO in pick.part.asks}
        for pick in _with_rules_first(picks, query):
            found, rules = self._of_pick(query, pick, picks, topics)
            dated = self._dating.statements(query, rules)
            counted += [s for s in dated if s not in counted]
            statements += [s for s in found if s not in statements]
            used += rules
        if not any(pick.rules and not self._no_period(pick, picks) for pick in picks):
            return Draft(Outcome.SILENT, (*counted, *statements), tuple(used))
        first = counted or self._yes_or_no(query, picks)
        return Draft(Outcome.ANSWERED, (*first, *_without_idle_pointers(statements)), tuple(used))

    def _yes_or_no(self, query: Query, picks: tuple[Pick, ...]) -> list[Statement]:
        """The first sentence for a question that asks whether: yes or no where the guard is sure, else the modal word."""
        rules = [rule for pick in picks if Ask.WHETHER in pick.part.asks for rule in pick.rules]
        if not rules or any(wants_scenario(pick) for pick in picks):
            return []
        if sum(bool(part.asks) for part in query.parts) > 1:
            return []
        verdict = self._polar.verdict(query, rules)
        if verdict is not None:
            return [self._composer.say("affirmed" if verdict else "denied", query.language)]
        first = rules[0].rule
        if not isinstance(first, Norm) or modal_word(first) not in DEFAULTS.values():
            return []
        word = ENGLISH[modality_of(first)] if query.language == "en" else modal_word(first)
        return [self._composer.say("modal", query.language, word=word)]

    def _of_pick(
        self, query: Query, pick: Pick, picks: tuple[Pick, ...], topics: set[str]
    ) -> tuple[list[Statement], list[Encoded]]:
        if not pick.rules:
            silence = self._composer.silence(pick.regulation, pick.topic, pick.silence, query.language)
            return [silence], [pick.silence] if pick.silence else []
        if wants_scenario(pick):
            return self._scenarios.statements(query, pick, topics)
        rules = list(self._base.linked(pick.rules))
        statements = self._companions.statements(query, pick.rules)
        if self._no_period(pick, picks) and not any(rule.silent for rule in rules):
            title = self._composer.title(pick.regulation, query.language)
            statements.insert(0, self._composer.say("no_period", query.language, title=title))
        return statements, rules

    def _no_period(self, pick: Pick, picks: tuple[Pick, ...]) -> bool:
        """Whether a period is asked for that no rule on the topic sets, nor any other that answers."""
        beside = [rule for p in picks if p.regulation == pick.regulation for rule in p.rules]
        on = self._base.on(pick.regulation, pick.topic)
        return Ask.PERIOD in pick.part.asks and not self._dating.tells_when((*beside, *on))

    def _clarify(self, query: Query, picks: tuple[Pick, ...], regulations: tuple[str, ...]) -> Draft:
        """The answer depends on the regulation, which is not said: each one's answer as an option."""
        options: list[Option] = []
        rules: list[Encoded] = []
        for regulation in regulations:
            own = self._answered(query, tuple(pick for pick in picks if pick.regulation == regulation))
            title = self._composer.title(regulation, query.language)
            options.append(Option(label=title, question=f"{title}：{query.text}", statements=own.statements))
            rules += own.rules
        return replace(self._asking(query, "which_regulation", options), rules=tuple(rules))


def _without_idle_pointers(statements: list[Statement]) -> list[Statement]:
    """Statements without those that only point to rules which others give in full."""
    given = {id for s in statements if s.basis is Basis.RULE for id in s.rules}
    return [s for s in statements if s.basis is not Basis.NOTICE or not s.rules or not set(s.rules) <= given]


def _with_rules_first(picks: tuple[Pick, ...], query: Query) -> list[Pick]:
    """In the order of the question, for each regulation together; a comparison keeps topics side by side."""
    order = {regulation: i for i, regulation in enumerate(dict.fromkeys(pick.regulation for pick in picks))}
    if Ask.COMPARE in query.asks:
        return list(picks)
    return sorted(picks, key=lambda pick: order[pick.regulation])
