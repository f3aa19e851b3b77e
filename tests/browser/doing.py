"""What people do on the pages again and again."""

import re

from playwright.sync_api import Page

# Faster than a person is taken for a robot.
KEY_EVERY_MS = 150
PHQ_9 = "Patient Health Questionnaire (PHQ-9)"


def about_you(phone: Page, given_name: str, family_name: str) -> None:
    """Fill in the first step of a request and go on."""
    written = {"First name": given_name, "Last name": family_name}
    for label, text in {**written, "Phone number": "406-555-0142"}.items():
        phone.get_by_label(label).press_sequentially(text, delay=KEY_EVERY_MS)
    for box, text in {"Day": "17", "Month": "5", "Year": "1980"}.items():
        phone.get_by_label(box, exact=True).fill(text)
    phone.get_by_role("button", name="Save and go on").click()


def when_you_can_come(phone: Page) -> None:
    """Fill in the last step of a request."""
    phone.get_by_label("Any time").check()
    phone.get_by_label("The clinic may contact me").check()


def find(page: Page, name: str) -> None:
    """Open somebody's chart by way of the search."""
    page.get_by_role("link", name="Patients", exact=True).first.click()
    given_name, family_name = name.split()
    page.get_by_label("Name or number").fill(family_name)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=f"{family_name}, {given_name}").click()


def open_step(page: Page, name: str) -> None:
    """Follow one of the six steps at the head of a chart."""
    page.get_by_role("list", name="The way").get_by_role("link", name=re.compile(f"^{name}")).click()


def answer_all(page: Page, answers: str) -> None:
    """Tick an answer to each question, in order."""
    for number, points in enumerate(answers, start=1):
        page.locator(f"#question-{number} input[type=radio]").nth(int(points)).check()


def make_link(staff: Page, name: str) -> str:
    """Make a single-use link to the PHQ-9 and read its address."""
    find(staff, name)
    open_step(staff, "Follow-up")
    staff.get_by_label("Which scale").select_option(label=PHQ_9)
    staff.get_by_label("Show me the link").check()
    staff.get_by_role("button", name="Make a link").click()
    return staff.get_by_label("Copy it").input_value()


def enter_by_hand(nurse: Page, numbers: dict[str, object]) -> None:
    """Type readings on the run-sheet and record them."""
    form = nurse.locator("details.by-hand").filter(has_text="Enter readings by hand")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    for label, value in numbers.items():
        form.get_by_label(label).fill(str(value))
    form.get_by_role("button", name="Record the readings").click()
