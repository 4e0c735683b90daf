"""What is left over: every word of a statement must be borne out by the rule, or carry no claim.

Source: DESIGN.md, Guard, “every content word is consumed”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

MUST_FLAG = (
    Example("提出申诉须缴纳受理费用。", "weifang-2011"),
    Example("为了防止串供，调查工作应当由两名及以上工作人员进行。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("收到问责决定书以后，有15个工作日可以提出书面申诉。", "weifang-2011"),
    Example("您好，申诉期间不停止问责决定的执行。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Each run of content that the rule does not have."""
    run: list[tuple[int, int]] = []
    others = [e for e in reading.events if frame.reading.starts and e.name not in frame.reading.starts]
    for atom in reading.atoms:
        event = any(e.start <= atom.start < e.end for e in others)
        bare = atom.denied or event or any(key in frame.keys for key in atom.keys)
        if not bare and (not run or atom.start <= run[-1][1]):
            run.append((atom.start, atom.end))
            continue
        if run:
            yield _clash(reading, run)
        run = [] if bare else [(atom.start, atom.end)]
    if run:
        yield _clash(reading, run)


def _clash(reading: Reading, run: list[tuple[int, int]]) -> Clash:
    start, end = run[0][0], run[-1][1]
    return Clash("leftover", start, end, "", reading.text[start:end], "所依据的规定没有这一内容")
