"""Pages of the law: the whole text, the clause marked, and errors that lead on."""

import re

from assistant.serve.reader import read_lines


def marked(page: str) -> list[str]:
    return re.findall(r'<p class="[^"]*\bmarked\b[^"]*"[^>]*>(.*?)</p>', page)


def test_the_whole_regulation_with_the_item_marked(client):
    page = client.get("/provisions/weifang-2011:5(13)").text
    (line,) = marked(page)
    assert "瞒报、迟报、谎报、漏报" in line
    assert page.count('id="here"') == 1
    assert "第二十二条" in page
    assert "潍教字〔2011〕34号" in page
    assert "现行有效性未经核实" in page


def test_an_article_is_marked_with_its_items(client):
    lines = marked(client.get("/provisions/weifang-2011:7").text)
    assert len(lines) == 4
    assert lines[0].startswith("第七条")


def test_every_provision_is_marked_with_its_own_words(assistant):
    for regulation in assistant.library.regulations.values():
        assert [line.text for line in read_lines(regulation, None)] == regulation.text.split("\n")
        for provision in regulation.provisions:
            text = "\n".join(line.text for line in read_lines(regulation, provision) if line.marked)
            assert provision.text in text, provision.id


def test_headings_are_no_clauses_and_commentary_is_told_apart(assistant):
    weifang = read_lines(assistant.library.regulation("weifang-2011"), None)
    assert [line.text for line in weifang if line.form == "heading"].count("第三章 问责方式") == 1
    ccp = read_lines(assistant.library.regulation("ccp-2016"), None)
    commentary = {line.provision for line in ccp if not line.normative}
    assert commentary
    assert all(id and id.startswith("ccp-2016:解读") for id in commentary)


def test_a_regulation_from_its_start(client):
    page = client.get("/provisions/ccp-2016").text
    assert marked(page) == []
    assert "中国共产党问责条例" in page
    assert "已有修订文本取代" in page


def test_what_is_not_there_leads_on(client):
    page = client.get("/provisions/ccp-2016:7(1)")
    assert page.status_code == 422
    assert "/provisions/ccp-2016%3A7.1%281%29" in page.text
    missing = client.get("/provisions/weifang-2011:30")
    assert missing.status_code == 404
    assert "第1条至第22条" in missing.text
    assert client.get("/provisions/nowhere-1999:1").status_code == 422


def test_an_id_is_shown_as_text(client):
    page = client.get("/provisions/%3Cscript%3Ealert(1)%3C%2Fscript%3E:1").text
    assert "<script>alert" not in page
