"""Plots as inline SVG, drawn here so that a report is one file and its Chinese labels are text.

Sizes are in CSS pixels. Colours are custom properties of the report's style sheet (light and dark).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

_ROW, _LABEL, _BAR, _NOTE = 26, 330, 360, 260
_WIDTH, _HEIGHT, _MARGIN = 640, 220, 48
_LINE = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1 with its interval; note: written after it."""

    label: str
    value: float
    low: float
    high: float
    note: str


@dataclass(frozen=True, slots=True)
class Series:
    """A curve: x ascending, y of the same length."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def bars(rows: Sequence[Bar], title: str) -> Markup:
    """Horizontal bars with intervals."""
    drawn = Markup().join(_bar(row, at) for at, row in enumerate(rows))
    return _svg(_LABEL + _BAR + _NOTE, _ROW * len(rows) + 4, title, drawn)


def _bar(row: Bar, at: int) -> Markup:
    y = at * _ROW
    left, right, end = (_LABEL + _BAR * share for share in (row.low, row.high, row.value))
    return Markup(
        '<text x="{tx}" y="{ty}" class="end">{label}</text>'
        '<rect x="{x}" y="{by}" width="{full}" height="14" class="track"/>'
        '<rect x="{x}" y="{by}" width="{width:.1f}" height="14" class="bar"/>'
        '<path d="M{left:.1f} {my}H{right:.1f}" class="interval"/>'
        '<text x="{nx}" y="{ty}">{note}</text>'
    ).format(
        tx=_LABEL - 8,
        ty=y + 17,
        label=row.label,
        x=_LABEL,
        by=y + 6,
        full=_BAR,
        width=end - _LABEL,
        left=left,
        right=right,
        my=y + 13,
        nx=_LABEL + _BAR + 8,
        note=row.note,
    )


def histogram(values: Sequence[float], title: str, unit: str, bins: int = 24) -> Markup:
    """Counts over logarithmic bins: latencies spread over orders of magnitude. Values must be above 0."""
    data = np.maximum(np.asarray(values, dtype=float), 1e-6)
    low, high = float(data.min()), float(data.max())
    edges = np.geomspace(low, max(high, low * 1.01), bins + 1)
    counts, _ = np.histogram(data, edges)
    step, tallest = (_WIDTH - 2 * _MARGIN) / bins, max(int(counts.max()), 1)
    room = _HEIGHT - 2 * _MARGIN + 24
    drawn = [
        Markup(
            '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="bar"><title>{:.3g}–{:.3g} {}：{}</title></rect>'
        ).format(
            _MARGIN + at * step,
            _HEIGHT - _MARGIN - room * count / tallest,
            step - 1,
            room * count / tallest,
            edges[at],
            edges[at + 1],
            unit,
            count,
        )
        for at, count in enumerate(counts)
    ]
    drawn += [
        Markup('<text x="{:.1f}" y="{}" class="middle">{:.3g}</text>').format(
            _MARGIN + at * step, _HEIGHT - _MARGIN + 18, edges[at]
        )
        for at in range(0, bins + 1, 4)
    ]
    drawn.append(
        Markup('<text x="{}" y="{}" class="middle">{}（对数刻度）</text>').format(
            _WIDTH / 2, _HEIGHT - 8, unit
        )
    )
    drawn.append(Markup('<text x="{}" y="20">最多 {} 题</text>').format(_MARGIN, tallest))
    return _svg(_WIDTH, _HEIGHT, title, Markup().join(drawn))


def curves(series: Sequence[Series], title: str, x_name: str) -> Markup:
    """Curves over logarithmic axes under a title, each with its name and last value at its end. Values must be above 0."""
    xs, ys = _Axis.of([x for s in series for x in s.x]), _Axis.of([y for s in series for y in s.y])
    x_room, y_room = _WIDTH - 2 * _MARGIN - 110, _HEIGHT - 2 * _MARGIN + 12
    floor = _HEIGHT - _MARGIN

    def across(value: float) -> float:
        return _MARGIN + x_room * xs.place(value)

    def up(value: float) -> float:
        return floor - y_room * ys.place(value)

    drawn = [Markup('<text x="{}" y="14" class="middle">{}</text>').format(_MARGIN + x_room / 2, title)]
    drawn += [
        Markup(
            '<path d="M{} {y:.1f}H{}" class="grid"/><text x="{}" y="{ty:.1f}" class="end">{v:g}</text>'
        ).format(_MARGIN, _MARGIN + x_room, _MARGIN - 6, y=up(value), ty=up(value) + 4, v=value)
        for value in ys.ticks()
    ]
    ends = _apart([up(s.y[-1]) for s in series])
    for at, s in enumerate(series):
        points = [(across(x), up(y)) for x, y in zip(s.x, s.y, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(Markup('<polyline points="{}" class="curve c{}"/>').format(path, at % 4))
        drawn += [
            Markup(
                '<circle cx="{:.1f}" cy="{:.1f}" r="2.5" class="c{}"><title>{:g}：{:.4g}</title></circle>'
            ).format(*point, at % 4, x, y)
            for point, x, y in zip(points, s.x, s.y, strict=True)
        ]
        drawn.append(
            Markup('<text x="{:.1f}" y="{:.1f}" class="c{}">{} {:.3g}</text>').format(
                points[-1][0] + 8, ends[at] + 4, at % 4, s.name, s.y[-1]
            )
        )
    drawn += [
        Markup('<text x="{:.1f}" y="{}" class="middle">{:g}</text>').format(across(x), floor + 18, x)
        for x in sorted({x for s in series for x in s.x})
    ]
    drawn.append(
        Markup('<text x="{}" y="{}" class="middle">{}（两轴都是对数刻度）</text>').format(
            _MARGIN + x_room / 2, _HEIGHT - 8, x_name
        )
    )
    return _svg(_WIDTH, _HEIGHT, title, Markup().join(drawn))


@dataclass(frozen=True, slots=True)
class _Axis:
    """A logarithmic axis from low to high, both above 0."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> _Axis:
        return cls(min(values), max(values))

    def place(self, value: float) -> float:
        """0 at the low end, 1 at the high one."""
        spread = math.log10(self.high / self.low)
        return math.log10(value / self.low) / spread if spread else 0.0

    def ticks(self) -> list[float]:
        """Powers of ten within; the ends where there are fewer than two."""
        powers = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
        found = [10.0**power for power in powers]
        return found if len(found) > 1 else sorted({self.low, self.high})


def _apart(heights: Sequence[float]) -> list[float]:
    """Heights of labels, moved down where they would overlap."""
    placed = list(heights)
    last = -math.inf
    for at in sorted(range(len(placed)), key=placed.__getitem__):
        placed[at] = last = max(placed[at], last + _LINE)
    return placed


def _svg(width: int, height: int, title: str, drawn: Markup) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">{}</svg>').format(
        width, height, width, escape(title), drawn
    )
