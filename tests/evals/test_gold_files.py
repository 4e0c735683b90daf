import pytest

from assistant.corpus.errors import ParseError
from evals.gold_files import GoldProblems, load_cases, load_paraphrases, load_statements

CASE = """- id: own-1
  kind: lookup
  question: 多久内申诉？
  expect:
    outcome: [answered]
    must_cite: [["weifang-2011:13.1"]]
  rests_on: ["weifang-2011:13.1"]
  why: 第十三条第一款
"""


def test_the_projects_gold_is_sound_and_large_enough(library):
    cases = load_cases(library)
    assert len(cases.cases) >= 300
    assert len({case.kind for case in cases.cases}) == 20
    assert {r for case in cases.cases for r in case.regulations} == set(library.regulations)
    assert len(load_statements(library).cases) >= 300
    paraphrases = load_paraphrases(library).cases
    assert len(paraphrases) >= 300
    assert sum(p.set == "frozen" for p in paraphrases) >= 150


def test_both_wordings_of_a_pair_are_there(library):
    wordings: dict[str, set[str]] = {}
    for case in load_cases(library).cases:
        if case.pair and case.wording:
            wordings.setdefault(case.pair, set()).add(case.wording)
    assert [pair for pair, found in wordings.items() if found != {"formal", "lay"}] == []


def test_an_own_file_is_loaded_with_its_places(library, tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(CASE + CASE.replace("own-1", "own-2"), encoding="utf-8")
    gold = load_cases(library, [file])
    assert [case.id for case in gold.cases] == ["own-1", "own-2"]
    assert gold.places["own-2"].line == 9


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("kind: lookup", "kind: quiz", 2, "0.kind"),
        ("why: 第十三条第一款", "because: 第十三条第一款", 1, "0.why"),
        ("outcome: [answered]", "outcome: []", 5, "0.expect.outcome"),
        ("id: own-1", "id: Own 1", 1, "0.id"),
        ("why: 第十三条第一款", 'why: " "', 8, "0.why"),
        ("kind: lookup", "kind: lookup\n  pair: own", 1, "pair"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_key(library, tmp_path, old, new, line, key):
    file = tmp_path / "own.yaml"
    file.write_text(CASE.replace(old, new), encoding="utf-8")
    with pytest.raises(ParseError) as caught:
        load_cases(library, [file])
    assert f"{file} 第{line}行" in str(caught.value)
    assert key in str(caught.value)


def test_ids_must_exist_and_be_shortest_and_all_mistakes_are_listed(library, tmp_path):
    file = tmp_path / "own.yaml"
    wrong = CASE.replace('[["weifang-2011:13.1"]]', '[["weifang-2011:99", "weifang-2011:5.1(13)"]]')
    file.write_text(wrong + CASE + "  regulation: nowhere\n", encoding="utf-8")
    with pytest.raises(GoldProblems) as caught:
        load_cases(library, [file])
    problems = caught.value.problems
    assert len(problems) == 4
    assert "第6行" in problems[0]
    assert "没有条款" in problems[0]
    assert "“weifang-2011:5(13)”" in problems[1]
    assert "重复" in problems[2]
    assert "没有制度“nowhere”" in problems[3]


def test_a_folder_without_gold_is_refused(library, tmp_path):
    with pytest.raises(ParseError, match=r"没有 \.yaml 文件"):
        load_cases(library, [tmp_path])
