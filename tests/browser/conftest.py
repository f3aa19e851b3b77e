"""A real demo clinic in a real headless Chromium.

Every test meets the platform as people do: `bigsky demo` with web server, gateway, monitors and clock.
Screenshots are kept in var/screenshots.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.seeing import DESK, keep

WINDOWS = pytest.StashKey[list[Page]]()
PATIENCE_MS = 8_000
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """All browser tests share one clinic, and so one worker."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Keep what every open window shows, and what the clinic said, when a test fails."""
    report = yield
    if report.when == "call" and report.failed:
        for number, page in enumerate(item.stash.get(WINDOWS, []), start=1):
            keep(page, f"failed-{re.sub(r'[^a-z0-9]+', '-', item.name.lower())}-{number}")
        if "clinic" in item.funcargs:
            report.sections.append(("The clinic said", item.funcargs["clinic"].log.read_text()[-3000:]))
    return report


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail(
            "No Chromium: install it (Debian: apt-get install chromium); the pages cannot be tested without."
        )
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Clinic:
    """A running demo clinic: its address, its gateway's port and its password."""

    def __init__(self, folder: Path) -> None:
        self.port, self.gateway_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "bigsky.cli", "demo", "--data-dir", str(folder), "--seed", "7"),
                    *("--port", str(self.port), "--gateway-port", str(self.gateway_port)),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )

    def wait(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(self.address, timeout=2).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
            else:
                return
        pytest.fail(f"The demo clinic did not start:\n{self.log.read_text()[-3000:]}")

    @property
    def password(self) -> str:
        return re.search(r"password\W+(\S+)", self.log.read_text(), re.IGNORECASE).group(1)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="session")
def clinic(tmp_path_factory) -> Iterator[Clinic]:
    running = Clinic(tmp_path_factory.mktemp("demo"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium(), args=flags)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, clinic, request):
    """Open a fresh browser window; fail on any error that the page itself reports."""
    contexts, complaints = [], []
    windows = request.node.stash.setdefault(WINDOWS, [])

    def open_(viewport=DESK, **options) -> Page:
        context = browser.new_context(**{"viewport": viewport, "base_url": clinic.address, **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        windows.append(page)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda note: note.type == "error" and complaints.append(note.text))
        return page

    yield open_
    for context in contexts:
        context.close()
    # A refused form answers 4xx on purpose, and the browser mentions it.
    assert [each for each in complaints if "status of 4" not in each] == []


@pytest.fixture(scope="session")
def logged_in(browser, clinic):
    """Log each person in once, by hand; afterwards their cookies are known."""
    known = {}

    def cookies_of(username: str):
        if username not in known:
            context = browser.new_context(base_url=clinic.address)
            page = context.new_page()
            page.goto("/accounts/login/")
            page.get_by_label("Username").fill(username)
            page.get_by_label("Password").fill(clinic.password)
            page.get_by_role("button", name="Log in").click()
            expect(page.get_by_role("button", name="Log out")).to_be_visible()
            known[username] = context.storage_state()
            context.close()
        return known[username]

    return cookies_of


@pytest.fixture
def log_in(open_page, logged_in):
    """Open a window in which this person is logged in."""

    def log_in_(username: str, viewport=DESK, **options) -> Page:
        page = open_page(viewport, storage_state=logged_in(username), **options)
        page.goto("/home/")
        expect(page.get_by_role("button", name="Log out")).to_be_visible()
        return page

    return log_in_
