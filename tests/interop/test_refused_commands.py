"""What the command line does not take: one clear sentence, exit code 2, nothing on stdout, no traceback."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bigsky.cli import main

LONG = "a" * 300
MONITOR = ("simulate-monitor", "--chair", "C1")
LONG_AGO = "0001-01-01T00:00"


def refused(*words):
    outcome = CliRunner().invoke(main, words)
    assert outcome.exit_code == 2, outcome.output
    assert outcome.stdout == ""
    return outcome.stderr


@pytest.mark.parametrize("host", ["", " ", "0", "0x0", "a b", "-a", "1.2.3", LONG])
@pytest.mark.parametrize(
    "command", [("serve",), ("gateway",), ("demo",), MONITOR], ids=lambda words: words[0]
)
def test_a_host_that_is_none_never_opens_the_door_to_everybody(command, host):
    assert "'--host'" in refused(*command, "--host", host)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve", "--data-dir", ""), "'--data-dir': is empty"),
        (("demo", "--data-dir", ""), "'--data-dir': is empty"),
        (("docs", "--folder", ""), "'--folder': is empty"),
        (("serve", "--port", "8001", "--gateway-port", "8001"), "port 8001 cannot be for web pages and for"),
        (("demo", "--port", "8001", "--gateway-port", "8001"), "port 8001 cannot be for web pages and for"),
        (("serve", "--port", "８０００"), "allowed is 1 to 65535"),
        (("serve", "--host", "no-such-host.invalid"), "choose another with --host"),
        (("demo", "--seed", "1_000"), "allowed is 0 to 999999"),
        (
            ("demo", "--anchor", LONG_AGO),
            "--anchor: 1-01-01T00:00 is not possible; allowed is 2020-01-01T00:00 to",
        ),
        (("demo", "--anchor", "2999-01-01T00:00"), "--anchor: 2999-01-01T00:00 is not possible"),
        ((*MONITOR, "--every", "nan"), "allowed is 0.01 to 3600"),
        ((*MONITOR, "--speed", "nan"), "allowed is 0.01 to 1000"),
        ((*MONITOR, "--from-minute", "nan"), "allowed is -60 to 600"),
        ((*MONITOR, "--minutes", "nan"), "allowed is 0 to 1440"),
        ((*MONITOR, "--minutes", "inf"), "allowed is 0 to 1440"),
        ((*MONITOR, "--minutes", "1e999"), "0<=x<=1440"),
        (("score", "phq-9", "--answers", "٣,3,3,2,2,1,1,0,1"), "answer 1: '٣' is not a whole number"),
        (("replay", "/nonexistent"), "Directory '/nonexistent' does not exist"),
        (("screen", "/proc/self/mem"), "mem: cannot be read"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_cannot_be_is_refused_by_name(words, said):
    assert said in refused(*words)


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 60 + "1" + "}" * 60], ids=["broken", "deep"])
def test_a_bottomless_journey_is_refused(tmp_path, content):
    (tmp_path / "expected.json").write_text("{}")
    (tmp_path / "input.json").write_text(content)

    assert "input.json: is nested too deeply; allowed is 50 levels" in refused("replay", str(tmp_path))


@pytest.mark.parametrize(
    ("command", "setting", "said"),
    [
        ("serve", {"BIGSKY_DATA_DIR": "/proc/x"}, "the data folder cannot be used (/proc/x"),
        ("gateway", {"BIGSKY_DATA_DIR": "/proc/x"}, "the data folder cannot be used (/proc/x"),
        ("manage", {"BIGSKY_TIME_ZONE": "Mars/North"}, "Incorrect timezone setting: Mars/North"),
        ("serve", {"BIGSKY_DATABASE_URL": "garbage"}, "BIGSKY_DATABASE_URL is no address such as"),
        ("serve", {"BIGSKY_DATABASE_URL": "postgresql://u:p@h:port/x"}, "a setting cannot be used"),
        ("serve", {"BIGSKY_DATABASE_URL": "postgresql://u:p@127.0.0.1:1/x"}, "Connection refused"),
        ("serve", {}, "the database cannot be used (file is not a database)"),
        ("demo --data-dir {folder}", {}, "the database cannot be used (file is not a database)"),
    ],
)
def test_a_platform_that_cannot_start_says_why_in_one_sentence(tmp_path, command, setting, said):
    (tmp_path / "bigsky.sqlite3").write_bytes(b"garbage" * 1000)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BIGSKY_", "DJANGO_"))}
    outcome = subprocess.run(
        [sys.executable, "-m", "bigsky.cli", *command.format(folder=tmp_path).split()],
        env={**plain, "BIGSKY_DATA_DIR": str(tmp_path), **setting},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr.startswith(f"Error: {command.split()[0]}: ")
    assert said in outcome.stderr
    assert outcome.stderr.count("\n") == 1
