"""The same statement gets the same findings in every process, whatever order Python keeps its sets in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATEMENTS = (
    ("guangzhou-party-2006", "社区党组织领导街道各项工作。"),
    ("guangzhou-party-2006", "居委会领导社区党组织开展工作。"),
    ("harbin-2011", "物业公司监督网格员工作。"),
    ("weifang-2011", "对班主任的问责由学校实施。"),
    ("ccp-2016", "诫勉必须采用书面方式。"),
)
SCRIPT = """
import json, sys
from pathlib import Path
from assistant.guard.guard import Guard
from assistant.rules.lexicon import load_lexicon
from assistant.rules.load import load_rules
knowledge = Path("knowledge")
guard = Guard(load_rules(knowledge), load_lexicon(knowledge / "lexicon.yaml"))
reports = [guard.check(text, regulation=id) for id, text in json.loads(sys.argv[1])]
print(json.dumps([[f.verdict.value, f.rules, f.message] for r in reports for f in r.findings]))
"""


def _findings(seed: str) -> object:
    command = [sys.executable, "-c", SCRIPT, json.dumps(STATEMENTS)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_findings_do_not_depend_on_the_order_of_sets() -> None:
    assert _findings("1") == _findings("2") == _findings("3")
