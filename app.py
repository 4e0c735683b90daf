"""Start the page and the API in one process on one port: `python app.py`."""

from __future__ import annotations

import sys

import uvicorn

from assistant.answer.pipeline import Assistant
from assistant.corpus.errors import CorpusError
from assistant.serve.app import create_app
from assistant.settings import Settings


def main() -> int:
    """Load settings, texts and indexes, then serve. Returns the exit status."""
    settings = Settings()
    try:
        assistant = Assistant.load(settings)
    except (CorpusError, OSError) as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    app = create_app(assistant, settings)
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, server_header=False, ws="none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
