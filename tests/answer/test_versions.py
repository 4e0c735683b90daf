"""Two versions of a law beside the five regulations: answers come from the one that the question means, and say so."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from assistant.answer.pipeline import Assistant
from assistant.settings import Settings

LAW = "# 中华人民共和国星空法\n\n{info}\n\n<!-- INFO END -->\n\n第一条 星空照片每{often}拍一张。\n\n第二条 照片应当清楚。\n"
VERSIONS = {
    "星空法(2001-02-03)": LAW.format(info="2001年2月3日 通过", often="月"),
    "星空法(2010-04-05)": LAW.format(info="2010年4月5日 修订\n\n2010年9月1日 施行", often="天"),
}


@pytest.fixture(scope="module")
def assistant(knowledge, tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    shutil.copytree(knowledge, folder / "knowledge")
    for name, text in VERSIONS.items():
        (folder / "knowledge" / "regulations" / f"{name}.md").write_text(text, encoding="utf-8")
    return Assistant.load(Settings(knowledge=folder / "knowledge", data=folder / "data"))


@pytest.mark.parametrize(
    ("question", "day", "version"),
    [
        ("星空法第一条", date(2024, 1, 1), "星空法(2010-04-05)"),
        ("星空法第一条", date(2010, 8, 31), "星空法(2001-02-03)"),
        ("2001年星空法第一条", date(2024, 1, 1), "星空法(2001-02-03)"),
        ("修订前的《中华人民共和国星空法》第一条怎么规定？", date(2024, 1, 1), "星空法(2001-02-03)"),
        ("星空照片多久拍一张？", date(2024, 1, 1), "星空法(2010-04-05)"),
        ("星空法规定星空照片多久拍一张？", date(2005, 1, 1), "星空法(2001-02-03)"),
    ],
)
def test_the_version_that_is_meant_answers_and_an_older_one_says_that_it_is(
    assistant, question, day, version
):
    answer = assistant.ask(question, as_of=day)
    assert [c.id for c in answer.citations] == [f"{version}:1"]
    superseded = [notice for notice in answer.notices if "2010-09-01" in notice]
    assert len(superseded) == (version == "星空法(2001-02-03)")
