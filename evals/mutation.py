"""Altered rules: from every rule's rendering, statements that are false by construction.

Each kind of alteration fixes the verdicts that are right. An alteration that means the same, or whose verdict the rules do
not fix, is left out and counted with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.corpus.provision import ProvisionId
from assistant.guard.finding import Verdict
from assistant.guard.signs import pairs
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase
from evals import lexical_mutation as lexical
from evals.lexical_mutation import TIERS, Change, LeftOut

FALSE = frozenset({Verdict.CONTRADICTED})
NOT_BORNE_OUT = frozenset({Verdict.UNSUPPORTED})
OPEN = frozenset({Verdict.AMBIGUOUS, Verdict.UNSUPPORTED, Verdict.CONTRADICTED})


@dataclass(frozen=True, slots=True)
class Mutant:
    """An altered statement, the regulation it is about, and the verdicts that are right."""

    kind: str
    rule: str
    regulation: str
    text: str
    right: frozenset[Verdict]


class Maker:
    """Makes mutants of the rules of a base; `excluded` counts what was left out, by reason.

    implied: beginnings of conditions that the guard takes for said where they are not.
    """

    def __init__(self, base: RuleBase, implied: tuple[str, ...]) -> None:
        self.base, self.implied = base, implied
        self.excluded: Counter[str] = Counter()
        self.rules = [
            e for e in base if e.provision and not e.silent and base.library.provision(e.provision).normative
        ]

    def all(self) -> Iterator[Mutant]:
        """Every mutant of every rule, each text once."""
        makers: Sequence[Callable[[Encoded], Iterator[Mutant]]] = (
            *map(self._lexical, (lexical.values, lexical.units, lexical.comparators)), self.organs, self.sanctions,
            *map(self._lexical, (lexical.tiers, lexical.modality, lexical.negation)), self.citations, self.regulations,
            self.lists, self._lexical(lexical.dates), self.conditions,
        )  # fmt: skip
        seen: set[tuple[str, str]] = set()
        for encoded in self.rules:
            for make in makers:
                for mutant in make(encoded):
                    if (mutant.regulation, mutant.text) not in seen:
                        seen.add((mutant.regulation, mutant.text))
                        yield mutant

    def _lexical(
        self, operator: Callable[[Encoded], Iterator[Change | LeftOut]]
    ) -> Callable[[Encoded], Iterator[Mutant]]:
        """The mutants that an operator on words makes of a rule."""

        def make(encoded: Encoded) -> Iterator[Mutant]:
            for change in operator(encoded):
                if isinstance(change, LeftOut):
                    self.excluded[change.reason] += 1
                else:
                    yield from self._mutant(change.kind, encoded, change.text)

        return make

    def _mutant(
        self, kind: str, encoded: Encoded, text: str, right: frozenset[Verdict] = FALSE
    ) -> Iterator[Mutant]:
        if text == encoded.zh:
            return
        if any(text == other.zh for other in self.rules if other.regulation == encoded.regulation):
            self.excluded["改后是另一条规则"] += 1
            return
        yield Mutant(kind, encoded.id, encoded.regulation, text + "。", right)

    def organs(self, encoded: Encoded) -> Iterator[Mutant]:
        """Another body or person of the same regulation in the place of the one who acts."""
        who = getattr(encoded.rule, "who", None)
        if not who or who not in encoded.zh:
            return
        others = dict.fromkeys(
            w for e in self.rules if e.regulation == encoded.regulation
            and (w := getattr(e.rule, "who", None)) and w not in encoded.zh and not _overlap(w, who)
        )  # fmt: skip
        for other in list(others)[:3]:
            yield from self._mutant("主体", encoded, encoded.zh.replace(who, other, 1))

    def sanctions(self, encoded: Encoded) -> Iterator[Mutant]:
        """Another sanction in a tier, an effect or an overlay."""
        rule = encoded.rule
        named = (
            rule.sanctions
            if isinstance(rule, s.Tier | s.Authority)
            else rule.of
            if isinstance(rule, s.Effect)
            else ()
        )
        lists = [
            e.rule
            for e in self.rules
            if e.regulation == encoded.regulation and isinstance(e.rule, s.Sanctions)
        ]
        known = [m.name for one in lists for m in one.members if not m.other]
        tier = next((t for t in TIERS if t in encoded.zh), None)
        rules = [e.rule for e in self.rules if isinstance(e.rule, s.Tier) and tier and e.rule.tier == tier]
        true = {name for one in rules for name in one.sanctions}
        others = [
            name
            for name in known
            if name not in encoded.zh and name not in true and not any(_overlap(name, n) for n in named)
        ]
        for name, other in zip(named, others, strict=False):
            if encoded.zh.count(name) == 1:
                yield from self._mutant("问责方式", encoded, encoded.zh.replace(name, other))

    def citations(self, encoded: Encoded) -> Iterator[Mutant]:
        """The true rule, cited to a unit that does not carry it, and to one that does not exist."""
        regulation = self.base.library.regulations[encoded.regulation]
        own = ProvisionId.parse(encoded.provision)
        articles = [p for p in regulation.provisions if p.kind == "article"]
        if not own.unit.isdigit() or len(articles) < 4:
            return
        wrong = [a for a in articles if abs(int(ProvisionId.parse(a.id).unit) - int(own.unit)) == 1]
        for article in wrong[:1]:
            if any(e.zh == encoded.zh and e.provision.startswith(article.id) for e in self.rules):
                self.excluded["所引条款也有同样的规定"] += 1
                continue
            yield from self._mutant("条款号", encoded, f"{encoded.zh}（{article.label}）")
        missing = ProvisionId(encoded.regulation, str(len(articles) + 7)).label(regulation.meta.title)
        yield from self._mutant("条款号（不存在）", encoded, f"{encoded.zh}（{missing}）")

    def regulations(self, encoded: Encoded) -> Iterator[Mutant]:
        """The rule moved to a regulation that is silent on its topic."""
        for id in self.base.library.regulations:
            if id == encoded.regulation or not self.base.on(id, encoded.topic):
                continue
            if not all(e.silent for e in self.base.on(id, encoded.topic)):
                self.excluded["另一制度对同一事项有规定，判断不能由构造确定"] += 1
                continue
            if "本办法" in encoded.zh or "本条例" in encoded.zh or "本意见" in encoded.zh:
                self.excluded["改制度后“本办法”所指不同"] += 1
                continue
            yield Mutant("换制度", encoded.id, id, encoded.zh + "。", NOT_BORNE_OUT)

    def lists(self, encoded: Encoded) -> Iterator[Mutant]:
        """A counted list with a member less or more."""
        rule = encoded.rule
        if not isinstance(rule, s.Sanctions) or "共" not in encoded.zh:
            return
        names = [m.name for m in rule.members]
        head = encoded.zh.partition("：")[0]
        for left_out in names[:3]:
            kept = [n for n in names if n != left_out]
            yield from self._mutant("列举缩短", encoded, f"{head}：{'、'.join(kept)}")
        foreign = [
            m.name for e in self.rules if e.regulation != encoded.regulation and isinstance(e.rule, s.Sanctions)
            for m in e.rule.members if not any(_overlap(m.name, n) for n in names)
        ]  # fmt: skip
        for name in list(dict.fromkeys(foreign))[:3]:
            yield from self._mutant("列举加长", encoded, f"{head}：{'、'.join([*names, name])}")

    def conditions(self, encoded: Encoded) -> Iterator[Mutant]:
        """A condition, an approval or a required consequence left out."""
        rule = encoded.rule
        parts = [getattr(rule, name, None) for name in ("when", "approval", "unless")]
        if isinstance(rule, s.Situation) and len(rule.alternatives) == 1:
            parts.append(rule.alternatives[0].consequence)
        for part in filter(None, parts):
            rest = encoded.zh.replace(part, "")
            said = pairs(part, marks=True)
            if 10 * sum(pair in rest for pair in said) >= 3 * len(said):
                self.excluded["条件的内容在其余文字中仍有"] += 1
                continue
            if part.startswith(self.implied):
                self.excluded["条件已含在事项之中"] += 1
                continue
            if part.endswith(("后", "前", "时", "期间", "下")) or encoded.zh.count(part) != 1:
                self.excluded["只是时间，或者不能整体去掉"] += 1
                continue
            text = encoded.zh.replace(part + "，", "").replace(
                "，" + part, "的" if isinstance(rule, s.Situation) else ""
            )
            text = text.replace("的的", "的")
            if text != encoded.zh and part not in text:
                yield from self._mutant("去掉条件", encoded, text, OPEN)


def _overlap(one: str, other: str) -> bool:
    """Whether two names share two signs in a row: 市委 and 市委组织部 do not exclude one another for certain."""
    return any(pair in other for pair in pairs(one, marks=True))
