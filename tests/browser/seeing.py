"""What a person sees: sizes of screens, pictures kept, and what every page is held to."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
PHONE, TABLET, DESK = (
    {"width": 390, "height": 844},
    {"width": 1024, "height": 768},
    {"width": 1280, "height": 900},
)
MOST_BYTES = 100_000


def keep(page: Page, name: str) -> None:
    """Keep a picture of what a person saw."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def assert_accessible(page: Page, *rules: str) -> None:
    """Hold the page to axe, or to some of its rules: no violation that is serious or worse."""
    options = {"runOnly": list(rules)} if rules else {}
    found = Axe().run(page, options=options).response["violations"]
    serious = [
        f"{each['id']}: {each['help']} → {node['target']}: {node['failureSummary']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"][:3]
    ]

    assert not serious, "\n".join([page.url, *serious])


def assert_fits(page: Page) -> None:
    """Nothing has to be pushed sideways to be read."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the screen"
