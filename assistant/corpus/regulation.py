"""One regulation: what its front matter says, its clauses, and finding a clause by any unambiguous id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.corpus.errors import AmbiguousProvision, ParseError, UnknownProvision
from assistant.corpus.metadata import Metadata
from assistant.corpus.numerals import NumeralError, to_chinese, to_int
from assistant.corpus.provision import Provision, ProvisionId
from assistant.corpus.structure import Document, Oddity, RuleBlock, placed_blocks, provisions


@dataclass(frozen=True)
class Regulation:
    """A regulation as parsed. text: all its lines, headings included; provisions: in order, parents first."""

    meta: Metadata
    text: str
    provisions: tuple[Provision, ...]
    blocks: tuple[RuleBlock, ...]
    oddities: tuple[Oddity, ...]
    file: str

    @classmethod
    def of(cls, meta: Metadata, document: Document) -> Regulation:
        """Read the provisions off a parsed document. Raises ParseError for an id that occurs twice."""
        placed = tuple(provisions(document, meta.id, meta.title))
        seen: dict[str, Provision] = {}
        for provision in (p.provision for p in placed):
            if (earlier := seen.setdefault(provision.id, provision)) is not provision:
                message = f"“{provision.label}”与第{earlier.line}行重复；请改正编号"
                raise ParseError(document.file, provision.line, message)
        blocks = placed_blocks(document, placed)
        return cls(meta, document.text, tuple(seen.values()), blocks, document.oddities, document.file)

    @property
    def id(self) -> str:
        """Id of the regulation: `weifang-2011`."""
        return self.meta.id

    @cached_property
    def _by_id(self) -> dict[str, Provision]:
        return {p.id: p for p in self.provisions}

    @cached_property
    def _children(self) -> dict[str, tuple[Provision, ...]]:
        children: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            if provision.parent:
                children.setdefault(provision.parent, []).append(provision)
        return {parent: tuple(group) for parent, group in children.items()}

    def get(self, id: str) -> Provision:
        """The provision with exactly this shortest id. Raises UnknownProvision."""
        if id not in self._by_id:
            raise UnknownProvision(id, f"《{self.meta.title}》没有这一条款")
        return self._by_id[id]

    def children(self, id: str) -> tuple[Provision, ...]:
        """The units directly inside a provision (款, 项, （一）), in order."""
        return self._children.get(self.resolve(id).id, ())

    def ancestors(self, id: str) -> tuple[Provision, ...]:
        """The units around a provision, nearest first."""
        found: list[Provision] = []
        parent = self.resolve(id).parent
        while parent:
            found.append(self.get(parent))
            parent = found[-1].parent
        return tuple(found)

    def leaves(self) -> tuple[Provision, ...]:
        """The smallest units, in order: 项, or 款 without 项."""
        return tuple(p for p in self.provisions if p.id not in self._children)

    def paragraphs(self, id: str) -> tuple[Provision, ...]:
        """The 款 of an article, section, notice, …; a unit with a single 款 is that 款 itself."""
        inside = self.children(id)
        paragraphs = tuple(p for p in inside if p.kind == "paragraph")
        return (
            paragraphs if paragraphs or any(p.kind == "subsection" for p in inside) else (self.resolve(id),)
        )

    def resolve(self, spec: str | ProvisionId) -> Provision:
        """The provision that an id in any unambiguous form means: `5(13)`, `5.1(13)` and `weifang-2011:5（十三）`.

        Raises UnknownProvision, naming what there is, and AmbiguousProvision with the readings where a 款 is needed.
        """
        if isinstance(spec, str):
            spec = ProvisionId.parse(spec if ":" in spec or "：" in spec else f"{self.id}:{spec}")
        if spec.regulation != self.id:
            raise UnknownProvision(str(spec), f"这是《{self.meta.title}》（{self.id}）之外的条款")
        own = self._in_own_signs(spec)
        holder = self._holder(own)
        paragraph = self._paragraph(own, holder)
        return paragraph if own.item is None else self._item(own, holder, paragraph)

    def _in_own_signs(self, spec: ProvisionId) -> ProvisionId:
        """Articles are numbered 14, sections 二(四); either is accepted in the other's signs: 十四, 2(4)."""
        if f"{self.id}:{spec.unit}" in self._by_id:
            return spec
        try:
            value = to_int(spec.unit)
        except NumeralError:
            return spec
        if f"{self.id}:{value}" in self._by_id:
            item = to_int(spec.sub) if spec.sub else spec.item
            return ProvisionId(self.id, str(value), None, spec.paragraph, item)
        sub = spec.sub or (str(spec.item) if spec.item else None)
        return ProvisionId(self.id, to_chinese(value), sub, spec.paragraph)

    def _holder(self, spec: ProvisionId) -> Provision:
        """The article, section, subsection, notice, … that an id lies in."""
        unit = self._by_id.get(f"{self.id}:{spec.unit}")
        if unit is None:
            tops = [ProvisionId.parse(p.id).unit for p in self.provisions if p.parent is None]
            raise UnknownProvision(str(spec), f"《{self.meta.title}》有{_listed(tops)}")
        if spec.sub is None:
            return unit
        found = self._by_id.get(f"{unit.id}({to_chinese(to_int(spec.sub))})")
        if found is None:
            inside = [
                str(ProvisionId.parse(p.id).sub) for p in self.children(unit.id) if p.kind == "subsection"
            ]
            raise UnknownProvision(str(spec), f"{unit.label}之下有{_listed(inside) or '段落，没有（一）级'}")
        return found

    def _paragraph(self, spec: ProvisionId, holder: Provision) -> Provision:
        """The 款 that an id names; the holder itself where none is named or it is a single 款."""
        if spec.paragraph is None:
            return holder
        paragraphs = self.paragraphs(holder.id)
        if not 1 <= spec.paragraph <= len(paragraphs):
            raise UnknownProvision(str(spec), f"{holder.label}有{len(paragraphs)}款")
        return paragraphs[spec.paragraph - 1]

    def _item(self, spec: ProvisionId, holder: Provision, paragraph: Provision) -> Provision:
        """The 项 that an id names; without a 款, only where the holder has one numbered list."""
        within = [paragraph] if spec.paragraph else self.paragraphs(holder.id)
        lists = [items for p in within if (items := [i for i in self.children(p.id) if i.kind == "item"])]
        found = [i for items in lists for i in items if ProvisionId.parse(i.id).item == spec.item]
        if not found:
            counts = "、".join(f"{len(items)}项" for items in lists) or "没有分项"
            raise UnknownProvision(str(spec), f"{paragraph.label}：{counts}")
        if len(lists) > 1:
            raise AmbiguousProvision(str(spec), tuple(i.id for i in found))
        return found[0]


def _listed(names: list[str]) -> str:
    """Names for a message; articles that follow one another as first and last."""
    numbers = [name for name in names if name.isdigit()]
    if len(numbers) > 2:
        span = f"第{numbers[0]}条至第{numbers[-1]}条"
        names = [span, *(name for name in names if not name[0].isdigit())]
    return "、".join(names)
