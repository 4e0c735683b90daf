import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from assistant.guard.finding import Verdict
from evals.gold_files import load_cases
from evals.guard import run_guard
from evals.guard_cases import GuardCase, GuardGold
from evals.plots import Series, curves, histogram
from evals.report import Report, Sources
from evals.retrieval_results import Benchmark
from evals.run import Local, Run, run
from evals.scoring import Scorer


@pytest.fixture(scope="module")
def sources(assistant, library):
    gold = load_cases(library)
    day = date(2024, 9, 27)
    chosen = [c for c in gold.cases if c.id.startswith(("wf-appeal", "ccp-inj", "x-", "wf-sil"))]
    results = run(Run(Local(assistant, day), gold, chosen, day), Scorer(library))
    worse = results.cases[0].model_copy(update={"passed": not results.cases[0].passed})
    mutant = GuardCase(
        id="m-1",
        set="mutants",
        text="申诉期间停止问责决定的执行。",
        regulation="weifang-2011",
        wanted=(Verdict.CONTRADICTED,),
        provisions=("weifang-2011:14",),
        mutation="否定",
    )
    guard = run_guard(assistant, GuardGold((mutant,), "sha", {"同义": 2}), day)
    scale = [
        {"articles": n, "build_s": n / 900, "memory_mib": 100 + n / 100, "p50_ms": 2.0, "p99_ms": 9.0}
        for n in (1000, 5000)
    ]
    benchmark = Benchmark.model_validate(
        {"systems": {"bm25": {"recall@10": 0.4}}, "scale": scale, "folds": 5}
    )
    old = results.model_copy(update={"cases": (worse, *results.cases[1:])})
    return Sources(run=results, old=old, guard=guard, benchmark=benchmark)


@pytest.fixture(scope="module")
def report(sources, library):
    return Report(sources, library)


class Page(HTMLParser):
    """Ids, links and everything that would be fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        del tag
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.ids.append(value)
            elif name == "href":
                self.links.append(value)
            elif name in {"src", "srcset", "data", "action", "poster"}:
                self.fetched.append(value)


def test_the_page_loads_nothing_and_every_link_has_its_target(report):
    html = report.html()
    page = Page(html)
    assert page.fetched == []
    assert not re.search(r"url\(|@import|//[a-z0-9.-]+\.[a-z]{2,}/", html)
    assert {link[0] for link in page.links} == {"#"}
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_changes_guard_and_scale_are_on_the_page(report):
    html = report.html()
    assert "新增未通过" in html or "新增通过" in html
    assert "否定" in html
    assert "同义 2" in html
    assert html.count("<polyline") == 4


def test_hostile_words_stay_words(sources, library):
    evil = '<script>alert(1)</script>"]]>&\x00|'
    first = sources.run.cases[0]
    changed = first.model_copy(update={"text": evil, "passed": False, "error": evil})
    run = sources.run.model_copy(update={"cases": (changed,), "seconds": {changed.case.id: 0.1}})
    evil_report = Report(Sources(run=run), library)
    assert "<script>alert" not in evil_report.html()
    assert "\\|" in evil_report.markdown()


def test_junit_counts_what_the_run_counted(report, sources, tmp_path):
    report.write(tmp_path)
    root = ET.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - what the test wrote
    cases = root.findall(".//testcase")
    assert len(cases) == len(sources.run.cases)
    failing = sum(r.passed is False for r in sources.run.cases)
    assert sum(int(suite.attrib["failures"]) for suite in root) == failing == len(root.findall(".//failure"))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["junit.xml", "report.html", "report.md"]


def test_markdown_tables_have_even_rows(report):
    widths = {}
    for block in report.markdown().split("\n\n"):
        rows = [line for line in block.split("\n") if line.startswith("|")]
        widths[block[:20]] = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert [block for block, found in widths.items() if len(found) > 1] == []


def test_plots_of_equal_and_single_values():
    assert "NaN" not in histogram([1.0, 1.0], "用时", "毫秒")
    assert "nan" not in curves([Series("p50", [1000.0], [2.0])], "规模", "条文数")
