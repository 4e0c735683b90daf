"""One check per file; each compares one slot of a statement with the same slot of a rule.

`ALL` is the order in which findings are shown.
"""

from assistant.guard.checks import (
    actors,
    amounts,
    chosen,
    denial,
    dropped,
    either,
    exclusivity,
    joints,
    leftovers,
    members,
    modality,
    needs,
    numbered,
    order,
    polarity,
    replaced,
    respective,
    roles,
    starts,
    subjects,
    swapped,
    times,
    turned,
)
from assistant.guard.clash import Check

MODULES = (
    swapped,
    amounts,
    numbered,
    chosen,
    starts,
    times,
    order,
    members,
    actors,
    roles,
    turned,
    subjects,
    modality,
    polarity,
    denial,
    exclusivity,
    joints,
    either,
    respective,
    replaced,
    leftovers,
    needs,
    dropped,
)
ALL: tuple[Check, ...] = tuple(module.check for module in MODULES)
