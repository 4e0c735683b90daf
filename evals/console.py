"""What a run prints for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evals.compare import Comparison
from evals.guard import GuardCaseResult, GuardResults
from evals.results import CaseResult, Estimate, Results
from evals.retrieval_results import GoldRetrieval

_COLUMNS = {
    "passed": "通过",
    "outcome": "类型",
    "must_say": "该说",
    "must_not_say": "不说",
    "cited_article": "引条",
    "cited_paragraph": "引款",
    "cited_item": "引项",
    "precise_item": "精确",
}
_LONGEST = 400


def table(groups: Mapping[str, Mapping[str, Estimate]]) -> str:
    """One line per group: cases, share passed with its interval, the other scores."""
    lines = [
        f"{'':<32}{'题':>4}  {'通过 [95%]':<18}"
        + "".join(f"{name:>6}" for name in list(_COLUMNS.values())[1:])
    ]
    for group in sorted(groups, key=lambda name: (name != "all", name)):
        metrics = groups[group]
        passed = metrics.get("passed")
        if passed is None:
            lines.append(f"{group:<32}  未能评分")
            continue
        cells = [
            f"{metrics[name].value:>8.3f}" if name in metrics else f"{'–':>8}" for name in list(_COLUMNS)[1:]
        ]
        lines.append(f"{group:<32}{passed.n:>5}  {_interval(passed):<20}" + "".join(cells))
    return "\n".join(lines)


def summary(results: Results) -> str:
    """The table, refusals, latency."""
    figures = results.figures
    refusal = "  ".join(
        f"{name} {figures[name]:.3f}" for name in sorted(figures) if name.startswith("refusal_")
    )
    quotes = f"quotes {figures['quotes']:.3f}" if "quotes" in figures else "quotes –"
    return "\n".join(
        [table(results.groups), f"{refusal}  {quotes}  errors {figures['errors']:.0f}", _latency(figures)]
    )


def failures(results: Sequence[CaseResult], at_most: int) -> str:
    """Failing cases, compactly: question, expected, got, reason."""
    failing = [r for r in results if not r.passed]
    shown = [_failure(r) for r in failing[:at_most]]
    return "\n\n".join([*shown, f"未通过 {len(failing)} 题，列出 {len(shown)} 题"])


def _failure(result: CaseResult) -> str:
    case = result.case
    filters = [f"[{case.regulation}]"] if case.regulation else []
    history = [f"（此前：{' / '.join(case.history)}）"] if case.history else []
    got = str(result.answer["outcome"]) if result.answer else "–"
    return "\n".join(
        [
            f"✗ {case.id} · {case.kind} · {result.file}:{result.line}",
            f"  问：{' '.join([*filters, case.question, *history])}",
            f"  应：{'/'.join(case.expect.outcome)}；{case.why}",
            f"  得：{got}：{_clip(result.text)}",
            f"  因：{result.reason or '未能评分'}",
        ]
    )


def _clip(text: str) -> str:
    flat = " ⏎ ".join(text.split("\n"))
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…（共{len(flat)}字）"


def guard_summary(results: GuardResults) -> str:
    """Shares per group, confusion per set, the figures."""
    metrics = {"right": "判对", "published": "误放行", "caught": "抓住", "false_alarm": "误拦"}
    lines = [f"{'':<34}{'句':>5}" + "".join(f"{name:>20}" for name in metrics.values())]
    for group, found in results.groups.items():
        cells = [_interval(found.get(name)) for name in metrics]
        lines.append(f"{group:<36}{found['right'].n:>5}" + "".join(f"{cell:>22}" for cell in cells))
    for name, rows in results.confusion.items():
        lines.append(f"\n{name}：应得 → 实得")
        lines += [
            f"  {wanted:<14}{'  '.join(f'{got} {n}' for got, n in row.items())}"
            for wanted, row in rows.items()
        ]
    figures = results.figures
    lines.append(f"\n误放行 {figures['false_published']:.0f} 句  errors {figures['errors']:.0f}")
    return "\n".join([*lines, _latency(figures)])


def guard_failures(results: Sequence[GuardCaseResult], at_most: int) -> str:
    """Statements with a wrong verdict, those that would be published first."""
    wrong = sorted((r for r in results if not r.right), key=lambda r: not (r.is_false and r.published))
    shown = [_guard_failure(r) for r in wrong[:at_most]]
    return "\n\n".join([*shown, f"判错 {len(wrong)} 句，列出 {len(shown)} 句"])


def _guard_failure(result: GuardCaseResult) -> str:
    case = result.case
    heads = [
        f"[{f.verdict}] {f.message}{f'：应为“{f.expected}”' if f.expected else ''}"
        f"{f'，写的是“{f.found}”' if f.found else ''}（{'、'.join(f.rules)}）"
        for f in result.findings
        if f.verdict == result.got
    ]
    filters = f"[{case.regulation}] " if case.regulation else ""
    return "\n".join(
        [
            f"✗ {case.id} · {case.mutation or case.set} · 应 {'/'.join(case.wanted)}，得 {result.got or result.error}",
            f"  句：{filters}{case.text}",
            f"  据：{'、'.join(case.provisions)}；{case.why}",
            *(f"  因：{_clip(head)}" for head in heads[:2]),
        ]
    )


def changes(comparison: Comparison) -> str:
    """What newly fails and newly passes, and the figures that moved."""
    lines = [f"✗ 新增未通过 {r.case.id}：{_clip(r.reason)}" for r in comparison.newly_failing]
    lines += [f"✓ 新增通过 {r.case.id}" for r in comparison.newly_passing]
    lines += [f"  {c.name} {c.old:.4f} → {c.new:.4f}" for c in comparison.figures]
    counts = (
        f"新增未通过 {len(comparison.newly_failing)}，新增通过 {len(comparison.newly_passing)}，"
        f"结论未变而答复不同 {len(comparison.otherwise_answered)}，"
        f"新题 {len(comparison.added)}，去掉的题 {len(comparison.dropped)}"
    )
    return "\n".join([*lines, counts])


def retrieval_summary(results: GoldRetrieval) -> str:
    """Measures by system, and of the leading system by kind and wording."""
    names = list(next(iter(results.systems.values())))
    lines = [f"{'':<20}" + "".join(f"{name:>18}" for name in names)]
    lines += [
        f"{system:<20}" + "".join(f"{m[name]:>18.3f}" for name in names)
        for system, m in results.systems.items()
    ]
    lines.append(f"\n{list(results.systems)[-1]}，{len(results.cases)} 题：")
    lines += [
        f"  {group:<20}recall@5 {m['recall@5']:.3f}  mrr@10 {m['mrr@10']:.3f}"
        for group, m in results.groups.items()
    ]
    return "\n".join(lines)


def retrieval_failures(results: GoldRetrieval, at_most: int) -> str:
    """Cases with a wanted clause outside the first five."""
    late = [r for r in results.cases if any(rank is None or rank > 5 for rank in r.ranks)]
    shown = [
        f"✗ {r.id}　{r.question}\n  应：{'；'.join(' | '.join(group) for group in r.wanted)}（名次 {r.ranks}）\n  得：{'、'.join(r.hits)}"
        for r in late[:at_most]
    ]
    return "\n".join([*shown, f"有应引条款不在前五的 {len(late)} 题，列出 {len(shown)} 题"])


def _interval(found: Estimate | None) -> str:
    return f"{found.value:.3f} [{found.low:.2f}–{found.high:.2f}]" if found else "–"


def _latency(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {value:.2f}" for name, value in figures.items() if name.startswith("latency_"))


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"· {line}" for line in lines)
