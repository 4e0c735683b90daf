"""What a question takes for granted: units that it cites, and what it says behind 既然, 为什么 and the like.

A question that merely asks (申诉期是30日吗？) has no premise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.corpus.citation_model import Context
from assistant.corpus.citation_resolve import Failure, resolve
from assistant.corpus.citations import find_citations
from assistant.guard.finding import Finding, Verdict
from assistant.guard.signs import pairs

if TYPE_CHECKING:
    from assistant.guard.guard import Guard

_GIVEN = (
    re.compile(r"(?:既然|因为|由于|鉴于|考虑到)(?P<said>[^，。？！?!;；\n]{4,200})"),
    re.compile(
        r"(?:为什么|为何|凭什么|why (?:does|do|is|are|must|may))(?P<said>[^，。？！?!\n]{4,200})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<said>[^，。？！?!\n]{0,100}规定了?[^，。？！?!\n]{4,100})，(?:那|那么|请问|怎么|如何|我)"
    ),
    re.compile(r"(?:given that|since|because) (?P<said>[^,.?!\n]{8,200})", re.IGNORECASE),
)
_PERIOD = re.compile(
    r"(?P<value>[0-9一二三四五六七八九十两百]{1,4}个?(?:工作日|日|天|个月|月|年))的?(?P<matter>[\u4e00-\u9fff]{2,6}?期限?)(?=[^\u4e00-\u9fff]|从|自|怎|如|是从|什|何|该|到)"
)
_ASKED = re.compile(r"哪|谁|什么|怎|如何|多少|几|吗|是否|是不是|能不能|有没有|还是|么\s*$|呢\s*$")
_EXISTS = re.compile(r"有(?:没有|无)?第|是否有第|有第.{0,12}吗|存在第")
_CARRIES = re.compile(
    r"规定的(?P<matter>[\u4e00-\u9fff]{2,12}?)(?=是|为|有|由|包括|怎|多|什|谁|适|如|[，。？?])"
)


def premises(guard: Guard, question: str, regulation: str | None) -> tuple[Finding, ...]:
    """The contradicted premises of a question; none where it takes nothing for granted or all of it is right."""
    return (*_cited(guard, question, regulation), *_said(guard, question, regulation))


def _cited(guard: Guard, question: str, regulation: str | None) -> Iterator[Finding]:
    if _EXISTS.search(question):
        return
    library = guard.base.library
    mentions = {id for m in guard.names.find(question) if len(m.regulations) == 1 for id in m.regulations}
    about = next(iter(mentions)) if len(mentions) == 1 else regulation
    for citation in find_citations(question, context=Context(titles=guard.titles, regulation=about)):
        if citation.source == "foreign" or (citation.regulation is None and about is None):
            continue
        for target in resolve(citation, library, about):
            if isinstance(target, Failure):
                if target.reason == "unit":
                    yield Finding(
                        verdict=Verdict.CONTRADICTED, span=(citation.start, citation.end), found=citation.raw,
                        message=target.message,
                    )  # fmt: skip
                continue
            if target.provision and (matter := _CARRIES.match(question, citation.end)):
                text = library.provision(target.provision).text
                words = matter["matter"]
                if not any(pair in text for pair in pairs(words)):
                    yield Finding(
                        verdict=Verdict.CONTRADICTED, span=matter.span("matter"), provisions=(target.provision,),
                        quote=text, found=words, message="所引条款没有规定这一事项",
                    )  # fmt: skip


def _said(guard: Guard, question: str, regulation: str | None) -> Iterator[Finding]:
    for pattern in _GIVEN:
        for match in pattern.finditer(question):
            said = match["said"]
            if not _ASKED.search(said):
                yield from _contradicted(guard, said, match.start("said"), regulation)
    for match in _PERIOD.finditer(question):
        statement = f"{match['matter']}是{match['value']}"
        if not re.search(r"吗|是不是|是否|还是|对不对", question):
            for finding in guard.check(statement, regulation=regulation).findings:
                if finding.verdict is Verdict.CONTRADICTED:
                    yield finding.model_copy(update={"span": match.span()})


def _contradicted(guard: Guard, said: str, at: int, regulation: str | None) -> Iterator[Finding]:
    for finding in guard.check(said, regulation=regulation).findings:
        if finding.verdict is Verdict.CONTRADICTED:
            start, end = finding.span
            yield finding.model_copy(update={"span": (start + at, end + at)})
