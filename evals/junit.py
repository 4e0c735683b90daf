"""Results as JUnit XML, for build servers: one suite per kind, one test case per question."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

from evals.results import CaseResult, Results

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: Results) -> str:
    """Failing cases are failures, those that could not be asked are errors, those that could not be scored skipped."""
    kinds: defaultdict[str, list[CaseResult]] = defaultdict(list)
    for result in results.cases:
        kinds[result.case.kind].append(result)
    root = ET.Element("testsuites", name=f"evals {results.made.subject}")
    for kind, members in sorted(kinds.items()):
        seconds = sum(results.seconds[r.case.id] for r in members)
        suite = ET.SubElement(root, "testsuite", name=kind, tests=str(len(members)), time=f"{seconds:.6f}")
        suite.set("failures", str(sum(r.passed is False and not r.error for r in members)))
        suite.set("errors", str(sum(bool(r.error) for r in members)))
        suite.set("skipped", str(sum(r.passed is None and not r.error for r in members)))
        for result in members:
            _case(suite, result, results.seconds[result.case.id])
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, result: CaseResult, seconds: float) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=f"gold.{result.case.kind}", name=result.case.id, time=f"{seconds:.6f}"
    )
    case.set("file", result.file)
    case.set("line", str(result.line))
    if result.error:
        ET.SubElement(case, "error", message=_plain(result.error))
    elif result.passed is None:
        ET.SubElement(case, "skipped", message="未能评分")
    elif not result.passed:
        failure = ET.SubElement(case, "failure", message=_plain(result.reason))
        failure.text = _plain(f"问：{result.case.question}\n应：{result.case.why}\n得：{result.text}")


def _plain(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _NOT_XML.sub("�", text)
