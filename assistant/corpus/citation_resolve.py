"""From a citation to the provisions it means, or the reason why it means none.

Nothing is guessed: a foreign norm, a missing unit, several readings and an edition that is not in the knowledge base
each come back as a `Failure` with a message for staff.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.corpus.citation_model import Citation, Problem, Target
from assistant.corpus.citation_targets import RANGE_LIMIT
from assistant.corpus.errors import AmbiguousProvision, UnknownProvision
from assistant.corpus.library import Library, names
from assistant.corpus.numerals import NUMERAL_CHARS, to_int
from assistant.corpus.provision import Provision, ProvisionId
from assistant.corpus.regulation import Regulation
from assistant.corpus.title_index import TitleIndex

Reason = Literal["regulation", "edition", "unit", "ambiguous", "context", "range"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A unit that exists. provision: its shortest id; None where the whole regulation is cited."""

    target: Target
    regulation: str
    provision: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A unit that a citation names and that cannot be given.

    reason: regulation (foreign, unknown or not named), edition (another year's text), unit (does not exist),
        ambiguous (several; `readings` are their ids), context (前款 with nothing before it), range (too long, reversed).
    target: None where the failure is the whole citation's. regulation: its id, where known.
    articles: how many articles the regulation has, for reason "unit".
    message: for staff, in Chinese.
    """

    reason: Reason
    message: str
    target: Target | None = None
    regulation: str | None = None
    readings: tuple[str, ...] = ()
    articles: int | None = None


Resolution = Resolved | Failure

_PROBLEMS: dict[Problem, Failure] = {
    "no context": Failure("context", "无法确定“前款”“该条”一类的词指哪一条款；请写明条、款、项"),
    "range too large": Failure("range", f"引用的范围太大，只逐条核对前{RANGE_LIMIT}个；请缩小范围"),
    "range reversed": Failure("range", "引用的范围前大后小；请核对起止"),
}


def title_index(library: Library) -> TitleIndex:
    """Every name of every regulation of the library, for `Context.titles`; of versions that share one, the newest has it."""
    return TitleIndex.build({name: r.id for r in library.oldest_first for name in names(r.meta)})


def resolve(
    citation: Citation, library: Library, default_regulation: str | None = None
) -> tuple[Resolution, ...]:
    """What each target of a citation means, in the order written; a problem of the whole citation comes last.

    default_regulation: the one meant where the citation and its context name none; never used for a foreign norm.
    """
    if citation.problem and not citation.targets:
        return (_PROBLEMS[citation.problem],)
    regulation = _regulation(citation, library, default_regulation)
    if isinstance(regulation, Failure):
        return (regulation,)
    if citation.edition.isdigit() and not _is_edition(regulation, int(citation.edition)):
        return (_other_edition(citation, regulation),)
    results: list[Resolution] = [_resolve(target, regulation) for target in citation.targets]
    return (*results, _PROBLEMS[citation.problem]) if citation.problem else tuple(results)


def _regulation(citation: Citation, library: Library, default: str | None) -> Regulation | Failure:
    if citation.source == "foreign":
        name = citation.title or citation.raw
        return Failure("regulation", f"知识库中没有“{name}”，无法核对所引条款")
    if citation.source == "generic":
        return _of_kind(citation, library, default)
    id = citation.regulation or default
    if id is None:
        return Failure(
            "regulation",
            f"“{citation.raw}”没有写明是哪部制度；请写出名称",
            readings=tuple(library.regulations),
        )
    if id not in library.regulations:
        known = "、".join(library.regulations)
        return Failure("regulation", f"知识库中没有制度“{id}”；现有：{known}", regulation=id)
    return library.regulations[id]


def _of_kind(citation: Citation, library: Library, default: str | None) -> Regulation | Failure:
    """《条例》 is the regulation spoken of if it is one, else the only one there is."""
    kind = "" if citation.title.isascii() else citation.title.strip("《》〈〉")
    own = library.regulations.get(default) if default else None
    if own and own.meta.title.endswith(kind):
        return own
    matching = [r for r in library.regulations.values() if r.meta.title.endswith(kind)]
    if len(matching) == 1:
        return matching[0]
    readings = tuple(r.id for r in matching)
    return Failure("regulation", f"“{citation.raw}”没有写明是哪部制度；请写出全称", readings=readings)


def _is_edition(regulation: Regulation, year: int) -> bool:
    """Whether a year written with the name can be this text's; where the text has no date, nothing speaks against it."""
    dates = [date for date in (regulation.meta.issued, regulation.meta.effective) if date]
    return not dates or any(date.year == year for date in dates)


def _other_edition(citation: Citation, regulation: Regulation) -> Failure:
    years = "、".join(
        sorted({str(date.year) for date in (regulation.meta.issued, regulation.meta.effective) if date})
    )
    message = f"知识库中的《{regulation.meta.title}》是{years}年的文本，没有{citation.edition}年的文本"
    return Failure("edition", message, regulation=regulation.id)


def _resolve(target: Target, regulation: Regulation) -> Resolution:
    if target.unit is None:
        return Resolved(target, regulation.id, None)
    spec = ProvisionId(regulation.id, target.unit, target.sub, target.paragraph, target.item)
    if _is_missing_part(target, regulation):
        return _of_annex(target, regulation)
    found = _look_up(target, spec, regulation)
    if isinstance(found, Provision) and target.point is not None:
        return Failure("unit", f"{found.label}之下没有单独编号的“目”", target, regulation.id, (found.id,))
    if target.loose and target.item is not None:
        second = ProvisionId(regulation.id, target.unit, None, target.item)
        found = _either(target, found, _look_up(target, second, regulation), regulation)
    return Resolved(target, regulation.id, found.id) if isinstance(found, Provision) else found


def _either(
    target: Target, item: Provision | Failure, paragraph: Provision | Failure, regulation: Regulation
) -> Provision | Failure:
    """第13条(2) is 项 or 款, whichever exists; an article with a single 款 is not cited by it."""
    if isinstance(item, Failure):
        return paragraph if isinstance(paragraph, Provision) and item.reason == "unit" else item
    if isinstance(paragraph, Failure) or paragraph.kind == "article":
        return item
    readings = (item.id, paragraph.id)
    message = f"括号中的数字可以是项，也可以是款：{'、'.join(readings)}；请写明"
    return Failure("ambiguous", message, target, regulation.id, readings)


def _look_up(target: Target, spec: ProvisionId, regulation: Regulation) -> Provision | Failure:
    try:
        return regulation.resolve(spec)
    except AmbiguousProvision as error:
        return Failure("ambiguous", str(error), target, regulation.id, error.readings)
    except UnknownProvision as error:
        articles = sum(provision.kind == "article" for provision in regulation.provisions)
        _, _, there_is = str(error).partition("：")
        message = f"没有{spec.label(regulation.meta.title)}：{there_is}"
        return Failure("unit", message, target, regulation.id, articles=articles or None)


def _of_annex(target: Target, regulation: Regulation) -> Resolution:
    """第三部分 of a regulation of articles can only be its annex's."""
    id = f"{regulation.id}:附件.{to_int(target.unit or '')}"
    if any(provision.id == id for provision in regulation.provisions):
        return Resolved(target, regulation.id, id)
    return Failure("unit", f"《{regulation.meta.title}》没有第{target.unit}部分", target, regulation.id)


def _is_missing_part(target: Target, regulation: Regulation) -> bool:
    """第三部分 of a regulation of articles: `Regulation.resolve` would take it for 第三条."""
    numbered = target.unit is not None and target.unit[0] in NUMERAL_CHARS
    id = f"{regulation.id}:{target.unit}"
    return numbered and target.sub is None and all(provision.id != id for provision in regulation.provisions)
