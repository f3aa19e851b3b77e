"""`bigsky serve` and `bigsky simulate-monitor`, as a person starts them."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import jsonschema
import pytest
from tests.interop.wire import Client, free_port, oru

SCHEMAS = Path(__file__).parents[2] / "src/bigsky/ketamine/data/schemas"


def fits(answer, name):
    jsonschema.validate(answer, json.loads((SCHEMAS / f"{name}.schema.json").read_text()))
    return answer


def bigsky(*words):
    return [sys.executable, "-m", "bigsky.cli", *words]


def run(*words):
    return subprocess.run(bigsky(*words), capture_output=True, text=True, timeout=60, check=False)


class Platform:
    def __init__(self, folder):
        self.web, self.gateway = free_port(), free_port()
        words = ["--port", str(self.web), "--gateway-port", str(self.gateway), "--data-dir", str(folder)]
        self.process = subprocess.Popen(
            bigsky("serve", *words, "--json"),
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "bigsky.clinic.config.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.said = "".join(iter(self.process.stdout.readline, "}\n")) + "}"

    def is_up(self, port, *, within_s=30):
        for _ in range(within_s * 10):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return True
            time.sleep(0.1)
        return False

    def stop(self, how=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(20)
        self.process.stdout.close()
        return time.monotonic() - began


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    platform = Platform(tmp_path_factory.mktemp("platform"))
    assert platform.is_up(platform.web)
    assert platform.is_up(platform.gateway)
    yield platform
    if platform.process.poll() is None:
        platform.stop()


def test_serve_brings_up_pages_and_gateway(platform):
    said = fits(json.loads(platform.said), "listening")
    with urllib.request.urlopen(f"http://127.0.0.1:{platform.web}/", timeout=20) as page:
        assert page.status == 200
    with Client(platform.gateway) as client:
        assert client.ask(oru("1"))[0] == "AA"
    assert said == {"host": "127.0.0.1", "web_port": platform.web, "gateway_port": platform.gateway}


def test_a_killed_gateway_is_started_again(platform):
    found = subprocess.run(
        ["pgrep", "-P", str(platform.process.pid), "-f", "bigsky.cli gateway"],
        capture_output=True,
        check=True,
    )
    os.kill(int(found.stdout), signal.SIGKILL)
    time.sleep(0.3)

    assert platform.is_up(platform.gateway)
    with Client(platform.gateway) as client:
        assert client.ask(oru("after the kill"))[0] == "AA"


def test_a_port_that_is_taken_is_named(platform, tmp_path):
    words = ("--gateway-port", str(free_port()), "--data-dir", str(tmp_path))
    answer = run("serve", "--port", str(platform.web), *words)

    assert answer.returncode == 2
    assert f"port {platform.web}" in answer.stderr
    assert "--port" in answer.stderr
    assert answer.stdout == ""


def test_a_gateway_on_a_taken_port_says_so(platform):
    answer = run("gateway", "--port", str(platform.gateway))

    assert answer.returncode == 2
    assert "Error:" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_simulated_monitor_is_heard(platform):
    words = (
        "--port",
        str(platform.gateway),
        "--chair",
        "C1",
        "--every",
        "0.1",
        "--minutes",
        "0.02",
        "--json",
    )
    answer = run("simulate-monitor", *words)
    tally = fits(json.loads(answer.stdout), "monitor-tally")

    assert answer.returncode == 0
    assert tally["acknowledged"] == tally["sent"] >= 5


def test_an_impossible_name_of_chair_or_device_is_refused():
    answer = run("simulate-monitor", "--chair", "a|b", "--device", "x^y")

    assert answer.returncode == 2
    assert "--chair" in answer.stderr
    assert "--device" in answer.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_everything_stops_within_five_seconds(tmp_path, how):
    platform = Platform(tmp_path)
    assert platform.is_up(platform.web)
    assert platform.is_up(platform.gateway)

    assert platform.stop(how) < 5
    assert platform.process.returncode == 0
    assert not platform.is_up(platform.web, within_s=1)
    assert not platform.is_up(platform.gateway, within_s=1)
