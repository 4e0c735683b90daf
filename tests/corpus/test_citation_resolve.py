"""Citations looked up in the five regulations: the provision, or the reason why there is none."""

from pathlib import Path

import pytest

from assistant.corpus.citation_model import Context
from assistant.corpus.citation_resolve import Failure, Resolution, Resolved, resolve, title_index
from assistant.corpus.citations import find_citations
from assistant.corpus.library import Library
from assistant.corpus.provision import ProvisionId


@pytest.fixture(scope="module")
def library(knowledge: Path) -> Library:
    return Library.load(knowledge / "regulations")


def look_up(library: Library, text: str, default: str | None = None) -> list[Resolution]:
    context = Context(title_index(library))
    return [r for c in find_citations(text, context=context) for r in resolve(c, library, default)]


def provisions(results: list[Resolution]) -> list[str | None]:
    assert all(isinstance(result, Resolved) for result in results), results
    return [result.provision for result in results if isinstance(result, Resolved)]


def failure(results: list[Resolution]) -> Failure:
    (result,) = results
    assert isinstance(result, Failure)
    return result


def test_every_label_and_id_leads_back_to_its_provision(library: Library) -> None:
    context = Context(title_index(library))
    for regulation in library.regulations.values():
        for provision in regulation.provisions:
            for text in (provision.label, provision.id, f"依照{provision.label}的规定"):
                (citation,) = find_citations(text, context=context)
                assert provisions(list(resolve(citation, library))) == [provision.id], text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("潍坊办法第五条十三项", ["weifang-2011:5(13)"]),
        ("潍坊办法第5条第1款第13项", ["weifang-2011:5(13)"]),
        ("潍坊办法第14条第1款", ["weifang-2011:14"]),
        ("潍坊办法 Art. 13(2)", ["weifang-2011:13.2"]),
        ("潍坊办法第五条（一）", ["weifang-2011:5(1)"]),
        ("问责条例第七条第二款第（三）项", ["ccp-2016:7.2(3)"]),
        ("《条例》第六条", ["ccp-2016:6"]),
        ("2016年《中国共产党问责条例》第六条", ["ccp-2016:6"]),
        ("问责条例解读第七条", ["ccp-2016:解读7"]),
        ("哈尔滨意见第二部分第（四）条", ["harbin-2011:二(四)"]),
        ("哈尔滨意见第二条第（四）项", ["harbin-2011:二(四)"]),
        ("广州社区党建意见五（一）第三款", ["guangzhou-party-2006:五(一).3"]),
        ("广州办法第三、四条和潍坊办法第4条", ["guangzhou-2009:3", "guangzhou-2009:4", "weifang-2011:4"]),
        ("潍坊办法附件第一部分", ["weifang-2011:附件.1"]),
        ("潍坊办法第三部分", ["weifang-2011:附件.3"]),
        ("Article 14 of the Weifang Measures", ["weifang-2011:14"]),
    ],
)
def test_resolves(library: Library, text: str, expected: list[str]) -> None:
    assert provisions(look_up(library, text)) == expected


def test_the_default_is_for_citations_that_name_nothing(library: Library) -> None:
    assert provisions(look_up(library, "第14条", "weifang-2011")) == ["weifang-2011:14"]
    assert provisions(look_up(library, "本办法第14条", "weifang-2011")) == ["weifang-2011:14"]
    assert failure(look_up(library, "公务员法第14条", "weifang-2011")).reason == "regulation"
    assert failure(look_up(library, "第14条")).readings == tuple(library.regulations)


@pytest.mark.parametrize(
    ("text", "reason", "said"),
    [
        ("潍坊办法第30条", "unit", "第三十条"),
        ("潍坊办法第13条第5款", "unit", "2款"),
        ("潍坊办法第五条第十八项", "unit", "17项"),
        ("潍坊办法第四部分", "unit", "没有第四部分"),
        ("潍坊办法第六条第（二）项第1目", "unit", "目"),
        ("潍坊办法第999999999999条", "unit", "没有"),
        ("问责条例第七条第（一）项", "ambiguous", "ccp-2016:7.2(1)"),
        ("潍坊办法 Article 6(2)", "ambiguous", "weifang-2011:6.2"),
        ("2019年问责条例第7条", "edition", "2016年"),
        ("《民办教育促进法实施条例》第二十条", "regulation", "民办教育促进法实施条例"),
        ("nowhere-1999:3", "regulation", "nowhere-1999"),
        ("按照办法第五条", "regulation", "全称"),
        ("依照前款规定", "context", "前款"),
    ],
)
def test_says_why_not(library: Library, text: str, reason: str, said: str) -> None:
    found = failure(look_up(library, text))
    assert found.reason == reason
    assert said in found.message


def test_an_unknown_article_comes_with_how_many_there_are(library: Library) -> None:
    assert failure(look_up(library, "潍坊办法第30条")).articles == 22
    assert failure(look_up(library, "哈尔滨意见第九部分")).articles is None


def test_a_range_gives_what_exists_and_the_problem(library: Library) -> None:
    results = look_up(library, "问责条例第12至9999条")
    assert isinstance(results[0], Resolved)
    assert isinstance(results[-1], Failure)
    assert results[-1].reason == "range"


def test_weifang_6_4_and_commentary_6_never_cite_their_own_articles(library: Library) -> None:
    """第二十条 in 6.4 and 党章第42条 in the commentary belong to other norms."""
    context = title_index(library)
    for id in ("weifang-2011:6.4", "ccp-2016:解读6"):
        provision = library.provision(id)
        place = Context(context, provision.regulation, ProvisionId.parse(id))
        foreign = [c for c in find_citations(provision.text, context=place) if c.foreign]
        assert [failure(list(resolve(c, library, provision.regulation))).reason for c in foreign] == [
            "regulation"
        ]
