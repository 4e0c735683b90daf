"""What a sentence cites must exist and carry the rule that the sentence states."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.corpus.citation_model import Citation
from assistant.corpus.citation_resolve import Failure, Resolved, resolve
from assistant.corpus.library import Library
from assistant.guard.align import Alignment, align
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frame, Frames
from assistant.guard.reading import Reading
from assistant.guard.sentence import Sentence
from assistant.guard.vocabulary import CLASS_SANCTION

CARRIED = 0.75


@dataclass(frozen=True, slots=True)
class Cited:
    """Provisions of one regulation that a stretch cites; ambiguous: ids of several readings; missing: none at all."""

    provisions: tuple[str, ...]
    ambiguous: tuple[str, ...]
    missing: tuple[Failure, Citation] | None

    def holds(self, provision: str) -> bool:
        """Whether a provision is a cited one or lies in it."""
        return any(within(provision, cited) for cited in self.provisions)


def cited_by(sentence: Sentence, start: int, end: int, library: Library, id: str) -> Cited:
    """What clauses [start, end) cite of one regulation."""
    provisions: list[str] = []
    readings: list[str] = []
    missing: tuple[Failure, Citation] | None = None
    for clause, citation in sentence.citations:
        if not start <= clause < end or (citation.regulation not in {None, id}):
            continue
        for target in resolve(citation, library, id):
            match target:
                case Resolved(provision=str(provision)):
                    provisions.append(provision)
                case Failure(reason="ambiguous"):
                    readings += target.readings
                case Failure(reason="unit" | "edition"):
                    missing = missing or (target, citation)
                case _:
                    continue
    return Cited(tuple(provisions), tuple(readings), missing)


def within(inner: str, outer: str) -> bool:
    """Whether one id lies in another: 13.1 in 13, 7.2(3) in 7.2, but 13 not in 1."""
    return inner == outer or (inner.startswith(outer) and inner[len(outer)] in ".(")


def carried(
    reading: Reading,
    alignment: Alignment | None,
    cited: Cited,
    id: str,
    frames: Frames,
    library: Library,
    limit: int,
) -> Finding | None:
    """The finding where the citation decides; None where the plain finding stands."""
    if cited.ambiguous:
        return Finding(
            verdict=Verdict.AMBIGUOUS, span=reading.span, provisions=cited.ambiguous,
            message="引用的项有几种读法，请写明是第几款",
        )  # fmt: skip
    if (said := _named_item(reading, cited, frames, library)) is not None:
        return said
    frame = _carrier(reading, cited, id, frames, library, limit)
    if frame is not None:
        return Finding(
            verdict=Verdict.SUPPORTED, span=reading.span, rules=(frame.id,),
            provisions=(frame.encoded.provision,), quote=frame.quote, message="与规定一致",
        )  # fmt: skip
    if alignment is not None and alignment.verdict is Verdict.SUPPORTED:
        where = alignment.frame
        return Finding(
            verdict=Verdict.CONTRADICTED, span=reading.span, rules=(where.id,), provisions=(where.encoded.provision,),
            quote=where.quote, expected=where.provision.label if where.provision else "",
            found="、".join(cited.provisions), message="所引条款没有这一规定",
        )  # fmt: skip
    if alignment is None or (
        alignment.verdict is Verdict.UNSUPPORTED
        and not cited.holds(alignment.frame.encoded.provision)
        and not _touches(reading, cited, frames, library)
    ):
        return Finding(
            verdict=Verdict.CONTRADICTED, span=reading.span, provisions=cited.provisions,
            quote=library.provision(cited.provisions[0]).text, found="、".join(cited.provisions),
            message="所引条款没有这一规定",
        )  # fmt: skip
    return None


def _named_item(reading: Reading, cited: Cited, frames: Frames, library: Library) -> Finding | None:
    """第（五）项是责令公开道歉: an item that is one name, and a statement that says nothing but a name."""
    named = {t.value for t in reading.of("class", CLASS_SANCTION) if not t.denied}
    others = [t for t in reading.tokens if t.kind == "class" and t.group != CLASS_SANCTION]
    if len(cited.provisions) != 1 or not named or others or reading.atoms or _turned(reading):
        return None
    provision = library.provision(cited.provisions[0])
    text = frames.reader.read(provision.text)
    own = {t.value for t in text.of("class", CLASS_SANCTION)}
    if provision.kind != "item" or not own or text.atoms:
        return None
    right = named <= own
    return Finding(
        verdict=Verdict.SUPPORTED if right else Verdict.CONTRADICTED,
        span=reading.span,
        provisions=(provision.id,),
        quote=provision.text,
        expected="" if right else "、".join(sorted(own)),
        found="" if right else "、".join(sorted(named)),
        message="与规定一致" if right else "所引的项是别的内容",
    )


def _turned(reading: Reading) -> bool:
    return any(t.kind in {"neg", "deny", "modal", "silence", "only"} for t in reading.tokens)


def _carrier(
    reading: Reading, cited: Cited, id: str, frames: Frames, library: Library, limit: int
) -> Frame | None:
    """A rule under a cited provision that bears the reading out; for a cited item also the rule of its list."""
    for frame in frames.candidates(reading, id, 3 * limit):
        source = frame.encoded.provision
        below = cited.holds(source)
        above = not below and any(_lies_in(c, source, library) for c in cited.provisions)
        if not (below or above) or align(reading, frame, frames).verdict is not Verdict.SUPPORTED:
            continue
        strangers = [
            c for c in cited.provisions if not within(source, c) and not _lies_in(c, source, library)
        ]
        if any(_own_label(c, library) not in frame.encoded.zh for c in strangers):
            continue
        if below or _touches(reading, cited, frames, library):
            return frame
    return None


def _lies_in(inner: str, outer: str, library: Library) -> bool:
    """Whether a provision lies in another, an item in the paragraph that leads up to it too (25(6) in 25.1)."""
    return within(inner, outer) or library.provision(inner).parent == outer


def _own_label(provision: str, library: Library) -> str:
    """第五条: the label without the title."""
    return library.provision(provision).label.partition("》")[2]


def _touches(reading: Reading, cited: Cited, frames: Frames, library: Library) -> bool:
    """Whether the words of the cited provisions have most of what is said."""
    if reading.english:
        return True
    texts = [
        text for c in cited.provisions for text in (library.provision(c).text, library.provision(c).lead)
    ]
    keys = frozenset(k for text in texts for k in frames.reader.read(text).keys)
    pieces = reading.pieces
    if not pieces:
        return True
    held = sum(any(k in keys for k in a.keys) for a in reading.atoms)
    for token in reading.of("class"):
        held += all(token.value[i : i + 2] in keys for i in range(max(1, len(token.value) - 1)))
    return held / len(pieces) >= CARRIED
