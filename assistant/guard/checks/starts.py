"""What a period runs from: 收到问责决定书之日 is not 作出问责决定之日.

Source: DESIGN.md, Guard, “quantities with unit and trigger”. Events: `knowledge/guard.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

MUST_FLAG = (
    Example("可自作出问责决定之日起15个工作日内提出书面申诉。", "weifang-2011"),
    Example("问责决定自送达之日起生效。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("不是作出决定之日起15个工作日，而是收到决定书之日起15个工作日，这是潍坊办法的申诉期限。", None),
    Example("调查通知的送达期限是立项后3个工作日。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the events that periods run from."""
    other = reading.starts - frame.reading.starts
    if not frame.reading.starts or not other or reading.starts & frame.reading.starts:
        return
    start, end = reading.span
    yield Clash(
        "hard",
        start,
        end,
        "、".join(sorted(frame.reading.starts)),
        "、".join(sorted(other)),
        "起算点与规定不同",
    )
