"""`python app.py`: from start to ready, and what is said when it cannot start."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

READY_SECONDS = 60  # a bound for slow machines; the goal on two cores is 10
MEMORY_MIB = 900


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "ASSISTANT_PORT": str(port),
        "ASSISTANT_DATA": str(tmp_path),
        "OMP_NUM_THREADS": "1",
    }


def resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def wait_until_ready(process: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended before it was ready"
        try:
            if httpx.get(f"{address}/healthz").json()["status"] == "ready":
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"not ready within {READY_SECONDS} seconds")


def test_it_starts_answers_and_stops(root, environment):
    address = f"http://127.0.0.1:{environment['ASSISTANT_PORT']}"
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process:
        try:
            wait_until_ready(process, address)
            answer = httpx.post(
                f"{address}/api/ask", json={"question": "校长瞒报事故会怎么处理？"}, timeout=30
            )
            assert answer.json()["outcome"] == "answered"
            assert "问责制度查询助手" in httpx.get(address).text
            if sys.platform == "linux":
                assert resident_mib(process.pid) < MEMORY_MIB
        finally:
            process.terminate()
        assert process.stdout is not None
        assert "Traceback" not in process.stdout.read().decode()


def test_knowledge_that_is_missing_is_one_line_and_exit_1(root, environment, tmp_path):
    environment["ASSISTANT_KNOWLEDGE"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=root, env=environment, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 1
    error = done.stderr.decode()
    assert str(tmp_path) in error
    assert "Traceback" not in error


def test_a_setting_that_is_wrong_is_named_and_exit_1(root, environment):
    environment["ASSISTANT_PORT"] = "many"
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=root, env=environment, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "port" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_port_in_use_is_said_and_exit_1(root, environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["ASSISTANT_PORT"])))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "app.py"],
            cwd=root,
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert environment["ASSISTANT_PORT"] in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
