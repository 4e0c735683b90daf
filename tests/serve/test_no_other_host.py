"""Nothing that a browser is served makes it fetch from another host."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

FETCHED_BY = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "object": "data",
}
CSS_FETCH = re.compile(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
# What makes a script fetch an address that is written in it.
JS_FETCH = re.compile(
    r"(?:\b(?:fetch|import|importScripts|Worker|EventSource|WebSocket)\(\s*|\.(?:src|href)\s*=\s*)"
    r"[\"'`]((?:(?:https?|wss?):)?//[^\"'`\s]*)"
)
JS_IMPORT = re.compile(r"(?:\bfrom\s*|\bimport\s*)[\"'](\.{0,2}/[^\"']+\.js)[\"']")

# Gradio's bundle can talk to its maker's site when a page is hosted there. That code does not run here (the browser
# test sees every request), and the policy of every response forbids it.
UNUSED_IN_BUNDLE = "https://huggingface.co/"


class Fetched(HTMLParser):
    """Addresses that a page makes the browser fetch, its inline styles and its inline scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: dict[str, list[str]] = {"style": [], "script": []}
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._inside = tag
        address = dict(attrs).get(FETCHED_BY.get(tag, ""))
        if address:
            self.addresses.append(address)

    def handle_data(self, data):
        if self._inside in self.inline:
            self.inline[self._inside].append(data)


def is_elsewhere(address: str) -> bool:
    return bool(urlsplit(address).netloc)


def test_the_patterns_find_what_they_are_for():
    page = '<link href="https://fonts.example/css"><script src="//cdn.example/a.js"></script><a href="https://x/">'
    assert [a for a in Fetched(page).addresses if is_elsewhere(a)] == [
        "https://fonts.example/css",
        "//cdn.example/a.js",
    ]
    assert CSS_FETCH.findall("@import 'https://a/b'; p{background:url(//c/d)} q{background:url(e.png)}") == [
        "https://a/b",
        "//c/d",
    ]
    assert JS_FETCH.findall(
        'fetch("https://a/b");s.src=`//c/d`;import("./e.js");x="https://named-only/"'
    ) == [
        "https://a/b",
        "//c/d",
    ]
    assert JS_IMPORT.findall('import{a}from"./b.js";import"../c.js";import("./lazy.js")') == [
        "./b.js",
        "../c.js",
    ]


@pytest.mark.parametrize("path", ["/", "/provisions/weifang-2011:14", "/provisions/ccp-2016:7(1)"])
def test_pages_styles_and_scripts_fetch_from_this_host_alone(client, path):
    page = client.get(path).text
    fetched = Fetched(page)
    assert [a for a in fetched.addresses if is_elsewhere(a)] == []
    assert CSS_FETCH.findall("".join(fetched.inline["style"])) == []
    assert JS_FETCH.findall("".join(fetched.inline["script"])) == []

    waiting = [urljoin(path, address) for address in fetched.addresses]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        kind = response.headers["content-type"]
        if "css" in kind:
            assert CSS_FETCH.findall(response.text) == [], address
        if "javascript" in kind:
            named = JS_FETCH.findall(response.text)
            assert [a for a in named if not a.startswith(UNUSED_IN_BUNDLE)] == [], address
            waiting += [urljoin(address, name) for name in JS_IMPORT.findall(response.text)]
    assert any(address.endswith(".css") for address in seen)
    assert any(address.endswith(".js") for address in seen)


def test_gradio_is_told_of_no_style_sheet_elsewhere(client):
    config = client.get("/config").json()
    assert [sheet for sheet in config["stylesheets"] or [] if is_elsewhere(sheet)] == []
    assert CSS_FETCH.findall(config["css"] or "") == []
    assert CSS_FETCH.findall(client.get("/theme.css").text) == []
    assert config["analytics_enabled"] is False


def test_the_page_names_no_other_site_in_its_head(client):
    head = client.get("/").text.partition("<script>window.gradio_config")[0]
    assert re.findall(r"https?://[^\"'\s]+", head) == []
    assert 'lang="zh-CN"' in head
