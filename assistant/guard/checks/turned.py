"""Who does it to whom: each party of a statement stands where the rule has it, before the act or behind it.

Source: DESIGN.md, Guard, “who decides, proposes, executes”; `harbin-2011:二(三)` (the grid staff supervises, not the social
organisations).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard.clash import ACTED, ACTING, Clash, Example
from assistant.guard.english_parties import mainly_acts, surely_acts
from assistant.guard.frames import Frame
from assistant.guard.parties import AND, Mention, Place, places
from assistant.guard.reading import Reading
from assistant.guard.signs import pairs

MEASURE, OTHERS = "规定中不是按照这一方", "规定中这是另一方的行为"
ONLY_ACTS: frozenset[Place] = frozenset({"acts"})
DESCRIBING = frozenset({"scope", "definition", "responsibility", "fact", "sanctions"})
"""Rules that say what something is."""
DELIVERED = re.compile("(?:都|也|均)(?:要|应当?|须|必须|得)?(?:送达|告知|通知|送到|送交)$")
COMMON = frozenset({"机关", "机构", "部门", "组织", "人员"})
"""Parts of many names."""
COMMANDS = frozenset({"authority", "duty", "permission"})
"""Rules that say who does something."""
UNSAID = frozenset({"situation", "factor", "effect"})
"""Rules that leave out whom they are about."""
MUST_FLAG = (
    Example(
        "The person concerned shall hear the statement and defence of the deciding body.", "weifang-2011"
    ),
    Example("社会组织要监督网格员的工作。", "harbin-2011"),
    Example("党员为基层党组织服务。", "guangzhou-party-2006"),
    Example("街道党工委按照社区党组织的要求做好考核工作。", "guangzhou-party-2006"),
    Example("业务主管部门管队伍，街道社区管业务。", "harbin-2011"),
)
NEAR_MISSES = (
    Example(
        "The deciding body shall hear the statement and defence of the person concerned.", "weifang-2011"
    ),
    Example("网格员要监督社会组织的工作。", "harbin-2011"),
    Example("基层党组织为党员服务。", "guangzhou-party-2006"),
    Example("业务主管部门管业务，街道社区管队伍。", "harbin-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the places of the parties that both name."""
    kind = frame.encoded.rule.kind
    if not frame.mentions or kind in DESCRIBING or (reading.english and kind in UNSAID):
        return
    ours = [m for m in frame.parties.mentions(reading.text) if _is_here(m, reading)]
    for mention in ours:
        found = reading.text[mention.start : mention.end]
        if not reading.english and _is_part(mention, found, frame):
            yield Clash("leftover", mention.start, mention.end, "", found, "规定中没有这一主体")
        elif reading.english and (
            _is_strange(mention, reading.text, frame) or _is_not_who(mention, reading.text, frame)
        ):
            yield Clash("soft", mention.start, mention.end, frame.reading.text, found, OTHERS)
        elif message := _misplaced(mention, ours, frame):
            yield Clash("soft", mention.start, mention.end, frame.reading.text, found, message)


def _is_part(mention: Mention, name: str, frame: Frame) -> bool:
    """Whether one who acts stands in the rule only as part of another's name (驻区单位 of 驻区单位党组织)."""
    theirs = [frame.reading.text[m.start : m.end] for m in frame.mentions]
    part = any(longer.startswith(name) for longer in theirs) and frame.reading.text.count(name) == sum(
        longer.count(name) for longer in theirs
    )
    named = mention.party in frame.named or any(m.party == mention.party for m in frame.mentions)
    return mention.place == "acts" and part and not named and frame.encoded.rule.kind not in UNSAID


def _is_strange(mention: Mention, text: str, frame: Frame) -> bool:
    """Whether one who acts is not in a rule that has another act."""
    named = mention.party in frame.named or any(m.party == mention.party for m in frame.mentions)
    others = frame.encoded.rule.kind in COMMANDS and any(m.place == "acts" for m in frame.mentions)
    return not named and others and surely_acts(text, mention)


def _is_not_who(mention: Mention, text: str, frame: Frame) -> bool:
    """Whether one acts who has nothing of the name of the one who acts in the rule."""
    who = getattr(frame.encoded.rule, "who", None)
    if not who or frame.encoded.rule.kind not in COMMANDS or not mainly_acts(text, mention):
        return False
    return not (pairs(mention.party) - COMMON) & pairs(who) and mention.party not in frame.implied


def _is_here(mention: Mention, reading: Reading) -> bool:
    start, end = reading.span
    denied = any(t.start == mention.start and t.denied for t in reading.tokens)
    return start <= mention.start < end and not denied


def _misplaced(mention: Mention, ours: Sequence[Mention], frame: Frame) -> str:
    theirs = places(frame.mentions, mention.party)
    if frame.reading.english:
        turned = mention.place == "acts" and theirs and not theirs & {"acts", "open"}
        return ACTED if turned else ""
    if mention.place == "standard":
        measured = any(m.place == "standard" for m in frame.mentions)
        return MEASURE if measured and theirs and "standard" not in theirs else ""
    alike = any(m.party == mention.party and _beside(m, mention) for m in frame.mentions)
    if not theirs or "open" in theirs or alike or mention.party in frame.implied or _is_delivered_to(mention):
        return ""
    if mention.place == "acts" and "acts" not in theirs:
        return ACTED
    if mention.place == "acts" and _is_of_another(mention, frame):
        return OTHERS
    other = any(m.place == "acts" and m.party != mention.party for m in ours)
    return ACTING if mention.place == "acted" and other and theirs == ONLY_ACTS else ""


def _is_delivered_to(mention: Mention) -> bool:
    """Whether a clause begins with those to whom something is delivered (当事人和其所在单位都要送达)."""
    act = re.split("[，。；]", mention.act.removeprefix("、"))[0]
    return mention.place == "acts" and DELIVERED.search(act) is not None


def _beside(one: Mention, other: Mention) -> bool:
    """Whether a party has the same words before or behind it in both."""
    behind = other.act[:2]
    before = len(other.before.strip("，。；： ")) == 2 and one.before == other.before
    return before or (bool(behind) and one.act.startswith(behind))


def _is_of_another(mention: Mention, frame: Frame) -> bool:
    """Whether the act is one that the rule has others do, and only them."""
    acting = [m for m in frame.mentions if m.place == "acts"]
    if any(m.party == mention.party and m.act.startswith(AND) for m in acting):
        return False
    own = frozenset(p for m in acting if m.party == mention.party for p in pairs(m.act))
    others = frozenset(p for m in acting if m.party != mention.party for p in pairs(m.act))
    act = pairs(mention.act)
    return bool(act & others) and not act & own
