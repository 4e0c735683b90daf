"""The report: one self-contained page, Markdown for a pull request, JUnit XML for a build server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from assistant.corpus.library import Library
from assistant.corpus.provision import Provision
from evals.compare import Comparison, compare, order
from evals.figures import ALL
from evals.guard import GuardResults
from evals.heatmap import Heatmap, heatmap
from evals.junit import junit
from evals.labels import KINDS, SETS, group_label
from evals.plots import Bar, Series, bars, curves, histogram
from evals.results import Estimate, Results, write_text
from evals.retrieval_results import Benchmark, GoldRetrieval, ScalePoint
from evals.scoring import SCORES

TEMPLATES = Path(__file__).resolve().parent / "templates"
_WORST = 10


@dataclass(frozen=True)
class Sources:
    """What a report is made from; only `run` must be there."""

    run: Results
    old: Results | None = None
    guard: GuardResults | None = None
    retrieval: GoldRetrieval | None = None
    benchmark: Benchmark | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the annex of clauses, with everything inside it that can be linked to."""

    provision: Provision
    inside: tuple[Provision, ...]


class Report:
    """Renders one set of results."""

    def __init__(self, sources: Sources, library: Library) -> None:
        self.sources = sources
        self.library = library
        self.comparison: Comparison | None = compare(sources.old, sources.run) if sources.old else None
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(("html.j2",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._titles = {r.id: r.meta.title for r in library.regulations.values()}
        self._environment.filters["percent"] = _percent
        self._environment.filters["group"] = lambda group: group_label(group, self._titles)
        self._environment.filters["cell"] = lambda text: str(text).replace("|", "\\|").replace("\n", " ")

    def html(self) -> str:
        """One page that loads nothing."""
        return self._render(
            "report.html.j2",
            {
                "kinds": self._group_bars("kind:", "各类题的通过率"),
                "regulations": self._group_bars("regulation:", "各制度的通过率"),
                "files": self._group_bars("file:", "各标准题文件的通过率"),
                "wordings": self._group_bars("wording:", "正式说法与口语说法"),
                "latency": self._latency(),
                "guard_sets": self._guard_bars(),
                "heat": self._heat(),
                "scale": self._scale(),
                "articles": self._articles(),
            },
        )

    def markdown(self) -> str:
        """For a pull request: figures, changes, the worst cases."""
        return self._render("report.md.j2", {})

    def write(self, folder: Path) -> list[Path]:
        """Write report.html, report.md and junit.xml. Raises ResultsError."""
        texts = {
            "report.html": self.html(),
            "report.md": self.markdown(),
            "junit.xml": junit(self.sources.run),
        }
        for name, text in texts.items():
            write_text(folder / name, text)
        return [folder / name for name in texts]

    def _render(self, template: str, more: Mapping[str, object]) -> str:
        ordered = order(self.sources.run.cases, self.comparison)
        return self._environment.get_template(template).render(
            run=self.sources.run,
            guard=self.sources.guard,
            retrieval=self.sources.retrieval,
            benchmark=self.sources.benchmark,
            comparison=self.comparison,
            cases=ordered,
            worst=[r for r in ordered if r.passed is False][:_WORST],
            names=SCORES,
            kinds_named=KINDS,
            total=self.sources.run.groups.get(ALL, {}),
            titles=self._titles,
            same_texts=self.sources.run.made.texts in ("", self.library.texts_hash),
            **more,
        )

    def _group_bars(self, prefix: str, title: str) -> Markup:
        found = {
            group_label(group, self._titles): metrics["passed"]
            for group, metrics in self.sources.run.groups.items()
            if group.startswith(prefix) and "passed" in metrics
        }
        return bars([_bar(name, value) for name, value in sorted(found.items(), key=_value)], title)

    def _latency(self) -> Markup:
        values = [1000 * seconds for seconds in self.sources.run.seconds.values()]
        return histogram(values, "回答用时", "毫秒") if values else Markup("")

    def _guard_bars(self) -> Markup:
        guard = self.sources.guard
        if guard is None:
            return Markup("")
        found = [
            (name, guard.groups[f"set:{id}"]["right"])
            for id, name in SETS.items()
            if f"set:{id}" in guard.groups
        ]
        return bars([_bar(name, value) for name, value in found], "核对判对率")

    def _heat(self) -> Heatmap | None:
        return heatmap(self.sources.guard.cases, self.library) if self.sources.guard else None

    def _scale(self) -> list[Markup]:
        points = self.sources.benchmark.scale if self.sources.benchmark else ()
        plots = {
            "规模与查询用时": {"p50 毫秒": "p50_ms", "p99 毫秒": "p99_ms"},
            "规模与建库、启动、替换一部制度的用时": {
                "建库 秒": "build_s",
                "启动 秒": "start_s",
                "替换 秒": "replace_s",
            },
            "规模与内存、磁盘": {"内存 MiB": "memory_mib", "索引 MiB": "index_mib"},
        }
        return [
            curves(drawn, title, "条文数")
            for title, names in plots.items()
            if (drawn := [s for name, key in names.items() if (s := _series(name, key, points)).x])
        ]

    def _articles(self) -> list[Article]:
        """Every article, section, notice, … of every regulation, so that each link on the page has a target."""
        found: list[Article] = []
        for regulation in self.library.regulations.values():
            inside: dict[str, list[Provision]] = {}
            for provision in regulation.provisions:
                inside.setdefault(provision.unit, []).append(provision)
            found += [
                Article(top, tuple(inside[top.unit])) for top in regulation.provisions if top.parent is None
            ]
        return found


def _series(name: str, key: str, points: Sequence[ScalePoint]) -> Series:
    """What was measured of something, against the size of the corpus; nothing where it was 0 or not measured."""
    known = [(float(point.articles), float(value)) for point in points if (value := getattr(point, key))]
    return Series(name, [x for x, _ in known], [y for _, y in known])


def _bar(name: str, found: Estimate) -> Bar:
    note = f"{_percent(found.value)} · {found.n}题 · [{_percent(found.low)}, {_percent(found.high)}]"
    return Bar(name, found.value, found.low, found.high, note)


def _value(item: tuple[str, Estimate]) -> tuple[float, str]:
    return item[1].value, item[0]


def _percent(value: float) -> str:
    return f"{100 * value:.1f}%"
