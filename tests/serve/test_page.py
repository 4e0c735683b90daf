"""The page in a real browser: asking, reading the clauses, checking a draft, by mouse and by keyboard."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
QUESTION = "潍坊办法第十四条规定了什么？"
HOSTILE = (
    "<img src=http://elsewhere.example/x onerror=\"document.title='broken'\"> # 标题 **粗** "
    "[链接](http://elsewhere.example) ![图](http://elsewhere.example/y) $$x^2$$ {{7*7}} ${7*7} <b>第十四条</b>"
)


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(params=[WIDE, NARROW], ids=["1280 px", "390 px"])
def page(browser, server, request) -> Iterator:
    """The page as loaded, in both widths; afterwards: no error in the console, no request to another host."""
    context = browser.new_context(viewport=request.param, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda sent: requests.append(sent.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server)
    expect(page.get_by_placeholder("输入问题")).to_be_visible()
    yield page
    assert errors == []
    hosts = {urlsplit(url).netloc for url in requests if url.startswith(("http", "ws"))}
    assert hosts == {urlsplit(server).netloc}
    assert page.evaluate("document.documentElement.scrollWidth") <= request.param["width"]
    context.close()


def ask(page, question: str) -> None:
    before = page.locator(".answer").count()
    page.get_by_placeholder("输入问题").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(before + 1)


def test_an_answer_with_its_clauses_beside_it(page, assistant):
    ask(page, QUESTION)
    answer = assistant.ask(QUESTION)
    assert answer.citations
    expect(page.locator(".card")).to_have_count(len(answer.citations))
    first = page.locator(".card").first
    expect(first).to_contain_text(answer.citations[0].label)
    expect(first).to_contain_text(answer.citations[0].quote.split("\n")[0])
    expect(page.get_by_placeholder("输入问题")).to_have_value("")


def test_an_answer_is_read_from_its_beginning(page):
    for _ in range(3):
        ask(page, "校长瞒报事故会怎么处理？")
        expect(page.locator(".asked").last).to_be_in_viewport()
        expect(page.locator(".answer .outcome").last).to_be_in_viewport()


def test_the_full_text_opens_in_the_page_at_the_clause(page):
    ask(page, QUESTION)
    page.locator(".card a").first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="制度全文")
    expect(dialog).to_be_visible()
    text = page.frame_locator("#reader-frame")
    expect(text.locator(".marked").first).to_be_in_viewport()
    expect(text.get_by_role("heading", level=1)).to_contain_text("办法")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator(".answer a.cite").first.click()
    expect(dialog).to_be_visible()
    page.get_by_role("button", name="关闭").click()
    expect(dialog).to_be_hidden()


def test_the_users_words_are_shown_as_words(page):
    ask(page, HOSTILE)
    shown = page.locator(".asked")
    expect(shown).to_have_text(re.sub(r"\s+", " ", HOSTILE))
    assert shown.locator("img, a, b, strong, h1, .katex").count() == 0
    assert page.title() != "broken"


def test_an_example_asks(page):
    page.get_by_role("button", name=re.compile("校长瞒报")).click()
    expect(page.locator(".answer")).to_have_count(1)
    expect(page.locator(".asked")).to_contain_text("校长瞒报")


def test_a_question_back_offers_its_options(page, assistant):
    question = "对问责决定不服，多少天内可以申诉？"
    answer = assistant.ask(question)
    assert answer.clarification is not None
    ask(page, question)
    option = answer.clarification.options[0]
    page.get_by_role("button", name=option.label, exact=True).click()
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".asked").last).to_have_text(option.question)


def test_a_follow_up_is_read_with_what_was_asked_before(page, assistant):
    ask(page, "潍坊的问责方式有哪些？")
    ask(page, "广州呢？")
    answer = assistant.ask("广州呢？", history=("潍坊的问责方式有哪些？",))
    expect(page.locator(".card")).to_have_count(len(answer.citations))
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".card")).to_have_count(0)


def test_a_draft_is_checked_sentence_by_sentence(page):
    page.get_by_role("tab", name="核对文稿").click()
    draft = "被问责当事人申诉期间，不停止问责决定的执行。《全市学校安全稳定事故问责办法》共有五十条。第三句<b>加粗</b>。"
    page.get_by_label("文稿", exact=True).fill(draft)
    page.get_by_role("button", name="核对", exact=True).click()
    sentences = page.locator(".checked > li")
    expect(sentences).to_have_count(3)
    expect(sentences.nth(0)).to_contain_text("不停止问责决定的执行。")
    expect(sentences.nth(2)).to_contain_text("第三句<b>加粗</b>。")
    expect(page.locator(".draft .verdict")).to_contain_text("总评")


def test_the_regulations_are_listed_with_their_validity(page, assistant):
    page.get_by_role("tab", name="制度文件").click()
    expect(page.locator(".library > li")).to_have_count(len(assistant.library.regulations))
    page.get_by_role("link", name="中国共产党问责条例", exact=True).click()
    expect(page.get_by_role("dialog", name="制度全文")).to_be_visible()


def test_notices_stand_on_the_page(page):
    expect(page.get_by_text("以正式文件为准")).to_be_visible()
    expect(page.get_by_text("请勿输入涉密信息")).to_be_visible()


def test_keyboard_alone_reaches_question_and_button(page):
    names: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "(e => e.placeholder || e.getAttribute('aria-label') || e.innerText || '')(document.activeElement)"
            )
        )
    assert any("提问" in name for name in names)
    assert any("限定制度文件" in name for name in names)
    assert any("清空对话" in name for name in names)


def test_a_failure_is_told_and_the_question_stays(page, assistant, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(assistant), "ask", broken)
    page.get_by_placeholder("输入问题").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("服务内部出错")).to_be_visible()
    expect(page.get_by_placeholder("输入问题")).to_have_value(QUESTION)
    expect(page.get_by_text("secret")).to_have_count(0)
    expect(page.locator(".answer")).to_have_count(0)


def test_the_browser_refuses_other_hosts(browser, server):
    page = browser.new_page()
    page.goto(server)
    refused = page.evaluate("fetch('http://elsewhere.example/').then(() => 'sent', error => error.name)")
    assert refused == "TypeError"
    assert "Refused to connect" in page.evaluate(
        "new Promise(done => { document.addEventListener('securitypolicyviolation',"
        " e => done('Refused to connect ' + e.blockedURI)); fetch('http://elsewhere.example/').catch(() => 0) })"
    )
    page.close()
