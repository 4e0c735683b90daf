"""Plots as inline SVG, drawn here so that a report is one file and its Chinese labels are text.

Sizes are in CSS pixels. Colours are custom properties of the report's style sheet (light and dark).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

_ROW, _LABEL, _BAR, _NOTE = 26, 330, 360, 260
_WIDTH, _HEIGHT, _MARGIN = 640, 220, 48


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
    """Curves over logarithmic axes, each with its name and last value at its end. Values must be above 0."""
    xs = np.log10([x for s in series for x in s.x])
    ys = np.log10([y for s in series for y in s.y])
    x_room, y_room = _WIDTH - 2 * _MARGIN - 110, _HEIGHT - 2 * _MARGIN + 20

    def place(value: float, among: np.ndarray, room: float) -> float:
        spread = float(among.max() - among.min()) or 1.0
        return room * (float(np.log10(value)) - float(among.min())) / spread

    drawn: list[Markup] = []
    for at, s in enumerate(series):
        points = [
            (_MARGIN + place(x, xs, x_room), _HEIGHT - _MARGIN - place(y, ys, y_room))
            for x, y in zip(s.x, s.y, strict=True)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(Markup('<polyline points="{}" class="curve c{}"/>').format(path, at % 4))
        drawn.append(
            Markup('<text x="{:.1f}" y="{:.1f}" class="c{}">{} {:.3g}</text>').format(
                points[-1][0] + 6, points[-1][1] + 4, at % 4, s.name, s.y[-1]
            )
        )
    drawn += [
        Markup('<text x="{:.1f}" y="{}" class="middle">{:g}</text>').format(
            _MARGIN + place(x, xs, x_room), _HEIGHT - _MARGIN + 18, x
        )
        for x in sorted({x for s in series for x in s.x})
    ]
    drawn.append(
        Markup('<text x="{}" y="{}" class="middle">{}</text>').format(_WIDTH / 2, _HEIGHT - 8, x_name)
    )
    return _svg(_WIDTH, _HEIGHT, title, Markup().join(drawn))


def _svg(width: int, height: int, title: str, drawn: Markup) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">{}</svg>').format(
        width, height, width, escape(title), drawn
    )
