"""A nurse's day at the chair: what is live looks live, what is not never does."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.cable import Cable, cable_to
from tests.browser.doing import enter_by_hand
from tests.browser.seeing import TABLET, assert_accessible, keep

SOON_MS = 20_000


def open_run_sheet(nurse: Page, name: str) -> None:
    nurse.goto("/chart/day/")
    nurse.get_by_role("link", name=name).first.click()
    expect(nurse.locator("[data-connection-words]")).to_have_text("Live")


@pytest.fixture
def cable(clinic) -> Iterator[Cable]:
    with cable_to(clinic.port) as between:
        yield between


@pytest.fixture
def tablet(log_in) -> Page:
    page = log_in("nora", TABLET, has_touch=True)
    open_run_sheet(page, "Ada Meadow")
    return page


def test_the_day_says_who_sits_who_comes_and_what_waits(log_in):
    nora = log_in("nora")

    expect(nora.get_by_role("heading", name="In a chair now")).to_be_visible()
    expect(nora.get_by_role("link", name="Ada Meadow").first).to_be_visible()
    expect(nora.get_by_role("heading", name="Waits for you")).to_be_visible()
    keep(nora, "nurse-day")


@pytest.mark.hazard("H-12")
def test_the_board_shows_every_chair_and_stays_live(log_in):
    nora = log_in("nora")
    nora.get_by_role("link", name="Board", exact=True).click()
    expect(nora.locator("[data-connection-words]")).to_have_text("Live")
    expect(nora.locator("[data-session]")).not_to_have_count(0)
    pulse = nora.locator("[data-session]").first.locator(".vital", has_text="Heart rate").locator("time")
    expect(pulse).to_have_attribute("datetime", re.compile("20"))
    seen_at = pulse.get_attribute("datetime")

    expect(pulse).not_to_have_attribute("datetime", seen_at, timeout=SOON_MS)

    assert_accessible(nora)
    keep(nora, "nurse-board")


@pytest.mark.hazard("H-12")
def test_numbers_change_by_themselves_and_carry_their_age(tablet):
    pulse = tablet.locator(".vital", has_text="Heart rate").locator("time")
    seen_at = pulse.get_attribute("datetime")

    expect(pulse).not_to_have_attribute("datetime", seen_at, timeout=SOON_MS)

    expect(pulse).to_have_text(re.compile(r"\d+ s ago"))
    assert_accessible(tablet)
    keep(tablet, "nurse-run-sheet")


@pytest.mark.hazard("H-12")
def test_a_lost_stream_is_said_and_comes_back_by_itself(cable, log_in):
    tablet = log_in("nora", TABLET, base_url=cable.address)
    open_run_sheet(tablet, "Ada Meadow")
    words, sheet = tablet.locator("[data-connection-words]"), tablet.locator(".run-sheet")
    cable.pull()
    expect(words).to_have_text(re.compile("Connection lost"), timeout=SOON_MS)
    expect(sheet).to_have_class(re.compile("not-live"))
    keep(tablet, "nurse-connection-lost")

    cable.plug()

    expect(words).to_have_text("Live", timeout=SOON_MS)
    expect(sheet).not_to_have_class(re.compile("not-live"))


@pytest.mark.hazard("H-04")
def test_a_monitors_reading_counts_once_a_person_accepts_it(tablet):
    waiting = tablet.locator(".to-accept").filter(has_text="SBP")
    expect(waiting).not_to_have_count(0)
    keep(tablet, "nurse-to-accept")
    said = waiting.last.locator("time").text_content()
    waiting.last.get_by_role("button", name="Accept").click()

    expect(waiting.filter(has_text=said)).to_have_count(0)


def test_a_reading_by_hand_stands_on_the_sheet_at_once(tablet):
    enter_by_hand(tablet, {"SBP": 131, "DBP": 84, "Distress": 1})

    expect(tablet.get_by_text("The observations are recorded")).to_be_visible()
    expect(tablet.locator(".vital", has_text="Blood pressure")).to_contain_text("131/84")


@pytest.mark.hazard("H-06")
def test_an_impossible_value_is_refused_at_its_field(tablet):
    form = tablet.locator("form[action$='/observe/']")
    form.evaluate("form => { form.noValidate = true }")
    enter_by_hand(tablet, {"SBP": 20, "DBP": 80, "HR": 999})

    expect(tablet.locator(".has-error").filter(has_text="HR").locator(".error")).to_contain_text("Allowed is")
    expect(tablet.get_by_text("The observations are recorded")).to_have_count(0)
    expect(tablet.get_by_label("DBP")).to_have_value("80")
    keep(tablet, "nurse-impossible")
