"""`python -m evals run | guard | retrieval | report`: exit status 0, 1 below the thresholds, 2 on bad input."""

from __future__ import annotations

import sys

from assistant.corpus.errors import CorpusError
from evals.commands import app


def main() -> int:
    """Run one command; returns the exit status."""
    try:
        app(prog_name="python -m evals")
    except CorpusError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
