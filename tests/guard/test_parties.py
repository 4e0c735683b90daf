"""Where parties stand: before an act, behind it, or as what something is measured by."""

from __future__ import annotations

import pytest

from assistant.guard.parties import Parties

NAMES = {w: w for w in ("网格员", "社会组织", "党员", "群众", "街道党工委", "社区党组织", "承办机关", "被调查人", "校长", "民办学校")}  # fmt: skip


@pytest.fixture(scope="module")
def parties() -> Parties:
    return Parties(NAMES)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("网格员要监督社会组织的工作。", [("网格员", "acts"), ("社会组织", "of")]),
        ("党员为群众服务。", [("党员", "acts"), ("群众", "acted")]),
        ("街道党工委按照社区党组织的要求考核。", [("街道党工委", "acts"), ("社区党组织", "standard")]),
        ("调查由承办机关进行。", [("承办机关", "acts")]),
        ("被调查人由承办机关通知。", [("被调查人", "open"), ("承办机关", "acts")]),
        ("党员、群众要参加活动。", [("党员", "acts"), ("群众", "acts")]),
        ("民办学校校长要作出检查。", [("校长", "acts")]),
        ("网格员指导，社会组织开展工作。", [("网格员", "acts"), ("社会组织", "acts")]),
    ],
)
def test_the_place_of_each_party(parties: Parties, text: str, places: list[tuple[str, str]]) -> None:
    assert [(m.party, m.place) for m in parties.mentions(text)] == places


def test_the_act_of_a_party_ends_where_another_acts(parties: Parties) -> None:
    first, second = parties.mentions("网格员要指导工作，社会组织应当开展工作。")
    assert first.act == "指导工作，"
    assert second.act == "开展工作"


def test_no_party_and_no_text(parties: Parties) -> None:
    assert parties.mentions("") == ()
    assert parties.mentions("问责应当及时。") == ()
