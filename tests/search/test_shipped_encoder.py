"""The encoder that ships with the program: small, offline, and with some sense of everyday wording."""

from __future__ import annotations

import time

import pytest

from assistant.search.encoder import Encoder
from assistant.search.ranker import Ranker
from assistant.settings import Settings


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    return Encoder.load(Settings().knowledge / "encoder")


def test_it_is_at_most_40_mb():
    files = [file for file in (Settings().knowledge / "encoder").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 40_000_000


def test_its_ranker_trusts_words_meaning_and_what_was_asked(shipped):
    ranker = Ranker.load(Settings().knowledge / "encoder")
    assert ranker is not None
    assert (ranker.weights > 0).all()
    assert ranker.asked.vectors.shape[1] == shipped.dimension


PAIRS = {
    "孩子在学校被打伤了谁来赔": "学校未尽到教育、管理职责造成学生人身损害的，应当承担赔偿责任。",
    "被辞退了公司不给钱": "用人单位解除劳动合同的，应当依法向劳动者支付经济补偿。",
    "对罚款不服去哪告": "对行政处罚决定不服的，可以依法申请行政复议或者提起行政诉讼。",
    "欠钱不还怎么办": "债务人未履行到期债务的，债权人可以请求其承担违约责任。",
    "老人去世房子归谁": "继承从被继承人死亡时开始，遗产按照法定继承办理。",
    "两口子过不下去想分开": "夫妻感情确已破裂，调解无效的，应当准予离婚。",
    "开车撞了人跑了": "造成交通事故后逃逸的，由公安机关吊销机动车驾驶证。",
    "网上买到假货能赔多少": "经营者提供商品有欺诈行为的，应当按照消费者的要求增加赔偿其受到的损失。",
}


def test_everyday_wording_is_nearest_to_the_clause_it_means(shipped):
    alike = shipped.encode(list(PAIRS)) @ shipped.encode(list(PAIRS.values())).T
    right = sum(int(row.argmax()) == i for i, row in enumerate(alike))
    assert right >= 4, "chance finds one of eight; a floor to raise with each release"


def test_a_question_takes_a_few_milliseconds(shipped):
    shipped.encode(["热身"])
    fastest = min(_seconds(lambda: shipped.encode(["校长瞒报事故会怎么处理？"])) for _ in range(20))
    assert fastest < 0.005


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
