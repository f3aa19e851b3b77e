"""What a patient meets, on a phone: a question, a request, a link now and then, their own pages."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.doing import KEY_EVERY_MS, about_you, answer_all, make_link, when_you_can_come
from tests.browser.seeing import PHONE, assert_accessible, assert_fits, keep


@pytest.fixture
def phone(open_page) -> Page:
    return open_page(PHONE, has_touch=True)


@pytest.mark.hazard("H-08")
def test_who_may_be_in_danger_sees_help_at_once_and_until_the_end(phone):
    phone.goto("/request/")
    about_you(phone, "Anselm", "Reed")
    phone.get_by_label("What are you living with?").fill("It is too much.")
    help_now = phone.get_by_role("complementary", name="Help right now")
    expect(help_now).to_be_hidden()

    phone.get_by_label("Yes", exact=True).check()

    expect(help_now).to_be_visible()
    keep(phone, "patient-in-danger")
    assert_accessible(phone)
    phone.get_by_role("button", name="Save and go on").click()
    expect(help_now).to_contain_text("Call 988")
    when_you_can_come(phone)
    phone.get_by_role("button", name="Send my request").click()
    expect(help_now).to_be_visible()
    expect(phone.get_by_text("Your reference code")).to_be_visible()
    assert_fits(phone)
    keep(phone, "patient-in-danger-sent")


@pytest.mark.hazard("H-09")
def test_an_open_question_about_self_harm_brings_help_and_a_link_works_once(phone, log_in):
    address = make_link(log_in("nora"), "Leo Fairweather")
    phone.goto(address)
    answer_all(phone, "11111000")
    assert_fits(phone)
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_text("You left 1 open")).to_be_visible()
    expect(phone.get_by_role("alert", name="Help now")).to_be_visible()
    assert_accessible(phone)
    keep(phone, "patient-left-one-open")

    phone.get_by_role("button", name="Send my answers").click()

    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(phone.get_by_role("link", name="Call 988")).to_be_visible()
    keep(phone, "patient-thank-you-with-help")
    phone.goto(address)
    expect(phone.get_by_role("heading", name="This link has been used or has run out")).to_be_visible()
    assert_fits(phone)
    keep(phone, "patient-link-used")


def test_a_patient_finds_their_own_pages(log_in):
    phone = log_in("jonas", PHONE, has_touch=True)

    expect(phone.get_by_role("heading", name="Hello, Jonas")).to_be_visible()
    expect(phone.get_by_role("region", name="Your next visit")).to_contain_text("Nothing is booked")
    assert_fits(phone)
    keep(phone, "patient-own-pages")


@pytest.mark.hazard("H-16")
def test_a_patient_opens_nothing_of_the_clinic(log_in):
    phone = log_in("jonas", PHONE)

    for address in ("/chart/day/", "/chart/patients/", "/audit/log/", "/requests/inbox/"):
        assert phone.goto(address).status == 403, address
    expect(phone.get_by_role("heading", name="This page is not for you to open")).to_be_visible()
    assert_fits(phone)
    assert_accessible(phone)
    keep(phone, "patient-not-allowed")


def test_a_request_can_be_written_without_a_mouse(open_page):
    page = open_page()
    page.goto("/request/")
    written = {"First name": "Keya", "Last name": "Lind", "Day": "3", "Month": "11", "Year": "1990"}
    for label, text in {**written, "Phone number": "406-555-0190"}.items():
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(text, delay=KEY_EVERY_MS)
    press(page, "Save and go on")
    tab_to(page, page.get_by_label("What are you living with?"))
    page.keyboard.type("Low for years.")
    tab_to(page, page.get_by_label("Yes", exact=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    press(page, "Save and go on")
    for label in ("Saturdays", "The clinic may contact me"):
        tab_to(page, page.get_by_label(label))
        page.keyboard.press("Space")
    press(page, "Send my request")

    expect(page.get_by_role("heading", name="Your request is with us")).to_be_visible()


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on with the Tab key until the focus is there, as somebody without a mouse does."""
    expect(wanted).to_be_visible()
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The Tab key never reaches {wanted}.")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")
