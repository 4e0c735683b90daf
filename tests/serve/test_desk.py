"""Blocking work runs on few threads, beside the event loop."""

import asyncio
import threading
import time

import pytest

from assistant.corpus.errors import UnknownRegulation
from assistant.serve.desk import Desk
from assistant.serve.problem import Problem


@pytest.fixture
def desk(assistant, settings) -> Desk:
    return Desk(assistant, settings.model_copy(update={"workers": 2, "max_question": 10, "max_text": 20}))


async def test_no_more_questions_at_a_time_than_workers_and_the_loop_stays_free(desk, assistant, monkeypatch):
    answer = assistant.ask("问")
    running, most = 0, 0
    lock = threading.Lock()

    def slow(*_args, **_kwargs):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.1)
        with lock:
            running -= 1
        return answer

    monkeypatch.setattr(type(assistant), "ask", slow)
    asked = [asyncio.create_task(desk.ask("问")) for _ in range(6)]
    started = time.monotonic()
    await asyncio.sleep(0.01)
    assert time.monotonic() - started < 0.09
    assert await asyncio.gather(*asked) == [answer] * 6
    assert most == 2


async def test_limits_are_inclusive(desk):
    await desk.ask("问" * 10)
    await desk.check("问" * 20)
    for refused in (desk.ask("问" * 11), desk.ask("问", history=["问" * 11]), desk.check("问" * 21)):
        with pytest.raises(Problem, match="超过上限") as problem:
            await refused
        assert problem.value.status == 422


async def test_an_unknown_regulation_is_refused(desk):
    for refused in (
        desk.ask("问", regulation="x"),
        desk.check("问", regulation="x"),
        desk.ask("问", regulation=""),
    ):
        with pytest.raises(UnknownRegulation):
            await refused
