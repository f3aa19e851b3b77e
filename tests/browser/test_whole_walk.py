"""The walk of README, step by step: one new person from the public page to a follow-up score."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.doing import (
    about_you,
    answer_all,
    enter_by_hand,
    find,
    make_link,
    open_step,
    when_you_can_come,
)
from tests.browser.seeing import PHONE, TABLET, assert_accessible, assert_fits, keep

NAME = "Wilma Ferry"
FACTS_THAT_ARE_NOT_NO = {"sex_at_birth": "Female", "diagnosis": "Depression", "has_capacity": "Yes"} | {
    "suicide_risk_tier": "Low",
    "liver_disease": "None",
}
NUMBERS = {"weight_kg": 70, "height_cm": 170, "systolic_mmhg": 122, "diastolic_mmhg": 78} | {
    "adequate_antidepressant_failures": 3,
    "diazepam_equivalent_mg_per_day": 0,
    "liver_panel_age_days": 20,
    "ecg_age_days": 90,
}


@pytest.mark.hazard("H-05")
def test_one_person_walks_from_the_public_page_to_a_follow_up_score(open_page, log_in, clinic):
    ask_for_an_appointment(open_page(PHONE, has_touch=True))
    nora, field = log_in("nora"), log_in("field")
    receive(log_in("desk"))
    measure(nora)
    write_facts_down(nora)
    decide(field)
    plan(field, clinic.password)
    nora.set_viewport_size(TABLET)
    prepare(nora, clinic.password)
    start(nora)
    run_and_stop(nora)
    see_home(nora)
    answer(open_page(PHONE, has_touch=True), make_link(nora, NAME))
    see_whether_it_helped(nora)


def ask_for_an_appointment(phone: Page) -> None:
    phone.goto("/")
    assert_fits(phone)
    keep(phone, "walk-01-public-page")
    phone.get_by_role("link", name="Ask for an appointment").first.click()
    keep(phone, "walk-02-about-you")
    about_you(phone, "Wilma", "Ferry")
    phone.get_by_label("What are you living with?").fill("Low for two years. Three medicines did little.")
    phone.get_by_label("How many different antidepressants").fill("3")
    phone.get_by_label("No", exact=True).check()
    assert_fits(phone)
    phone.get_by_role("button", name="Save and go on").click()
    when_you_can_come(phone)
    keep(phone, "walk-03-review")
    phone.get_by_role("button", name="Send my request").click()
    expect(phone.get_by_role("heading", name="Your request is with us")).to_be_visible()
    assert_fits(phone)
    keep(phone, "walk-04-sent")


def receive(desk: Page) -> None:
    desk.get_by_role("link", name="Requests").click()
    keep(desk, "walk-05-inbox")
    desk.get_by_role("link", name=NAME).click()
    desk.get_by_label("Soon").check()
    desk.get_by_label("Why", exact=True).fill("Called back. Safe, and waiting for a date.")
    desk.get_by_role("button", name="Record the triage").click()
    desk.get_by_label("Responsible clinician").select_option(label="Maya Field")
    desk.get_by_role("button", name="Open the chart").click()
    desk.get_by_label("With", exact=True).select_option(label="Maya Field")
    desk.get_by_label("Day", exact=True).fill(f"{timezone.now() + timedelta(days=3):%Y-%m-%d}")
    desk.get_by_label("Time", exact=True).fill("14:30")
    desk.get_by_label("Minutes").fill("45")
    keep(desk, "walk-06-book")
    desk.get_by_role("button", name="Book the talk").click()
    expect(desk.get_by_role("heading", name="Booked")).to_be_visible()
    assert_accessible(desk)


def measure(nora: Page) -> None:
    find(nora, NAME)
    keep(nora, "walk-07-new-chart")
    nora.get_by_role("link", name="No baseline PHQ-9").click()
    nora.get_by_label("Before a first course").check()
    answer_all(nora, "333222210")
    keep(nora, "walk-08-phq-9")
    nora.get_by_role("button", name="Save the answers").click()
    expect(nora.get_by_role("heading", name=re.compile("18"))).to_be_visible()


def write_facts_down(nora: Page) -> None:
    nora.get_by_role("link", name="Go to screening").click()
    expect(nora.get_by_role("heading", name="May Wilma be treated?")).to_be_visible()
    for fact in nora.locator("fieldset.fact").all():
        name = fact.get_attribute("id").removeprefix("fact-")
        fact.get_by_label(FACTS_THAT_ARE_NOT_NO.get(name, "No"), exact=True).check()
    for name, value in NUMBERS.items():
        nora.locator(f"#fact-{name} input").fill(str(value))
    keep(nora, "walk-09-facts")
    nora.get_by_role("button", name="Save the facts and screen").click()
    expect(nora.get_by_role("region", name="In short")).to_contain_text("Eligible")
    keep(nora, "walk-10-findings")


def decide(field: Page) -> None:
    find(field, NAME)
    open_step(field, "Screening")
    field.get_by_label("Proceed").check()
    field.get_by_label("Reason").fill("Three adequate trials failed; risks and alternatives discussed.")
    field.get_by_role("button", name="Record the decision").click()
    keep(field, "walk-11-decided")
    field.get_by_role("link", name="Plan the treatment").click()


def plan(field: Page, password: str) -> None:
    field.get_by_label("Actual weight").check()
    for label, value in {"Vial": "50", "Final concentration": "1", "Dose (": "0.5", "Runs for": "40"}.items():
        field.get_by_label(label).fill(value)
    field.get_by_label("Weight today").fill("70")
    field.get_by_label("Height").fill("170")
    field.get_by_label("Line dead volume").fill("1.5")
    field.get_by_role("button", name="Show the working").click()
    expect(field.get_by_role("heading", name="Preview, nothing is saved")).to_be_visible()
    keep(field, "walk-12-working")
    field.get_by_role("button", name="Save as draft").click()
    field.get_by_label("Your password, to sign").fill(password)
    field.get_by_role("button", name="Sign the plan").click()
    expect(field.get_by_role("region", name="In short")).to_contain_text("In force since")
    assert_accessible(field)
    keep(field, "walk-13-signed")


def prepare(nora: Page, password: str) -> None:
    find(nora, NAME)
    open_step(nora, "Infusion")
    nora.get_by_label("Chair 4").check()
    nora.get_by_label("Bedside monitor").fill("SIM-4")
    keep(nora, "walk-14-prepare")
    nora.get_by_role("button", name="Open the session").click()
    nora.get_by_role("link", name="Second person checks").click()
    figures = {"Concentration": "50", "Drawn": "0.7", "Dose in the syringe": "35", "Diluent": "34.3"}
    for label, value in {**figures, "Rate set": "52.5", "user name": "noah"}.items():
        nora.get_by_label(label).fill(value)
    nora.get_by_label("Second person: password").fill(password)
    keep(nora, "walk-15-second-check")
    nora.get_by_role("button", name="These are my own figures").click()
    expect(nora.get_by_text("The syringe is checked")).to_be_visible()


def step(nora: Page, title: str, **said: str) -> None:
    button = nora.get_by_role("button", name=f"Record: {title.lower()}")
    nora.locator("#part-acts summary").filter(has_text=re.compile(f"^{title}$")).click()
    act = nora.locator("#part-acts form").filter(has=button)
    for label, text in said.items():
        act.get_by_label(label.capitalize()).fill(text)
    button.click()


def start(nora: Page) -> None:
    # Without reloading: the monitor's numbers arrive by themselves.
    expect(nora.locator("[data-live=heart_rate_per_min]")).to_have_text(re.compile(r"\d+"), timeout=20_000)
    keep(nora, "walk-16-live-before-start")
    nora.get_by_role("button", name="Accept").first.click(timeout=30_000)
    enter_by_hand(nora, {"SBP": 122, "DBP": 78, "MOAA/S": 5, "Dissociation": 0})
    expect(nora.get_by_text("The observations are recorded")).to_be_visible()
    expect(nora.get_by_text("Baseline: not yet measured")).to_have_count(0)
    step(nora, "Start")
    expect(nora.get_by_text("The start is recorded")).to_be_visible()
    assert_accessible(nora)
    keep(nora, "walk-17-running")


def run_and_stop(nora: Page) -> None:
    step(nora, "Pause", reason="The person asked for a moment")
    expect(nora.locator(".phase-paused")).to_be_visible()
    step(nora, "Resume")
    expect(nora.locator(".phase-running")).to_be_visible()
    step(nora, "Stop", reason="End of the walk")
    expect(nora.locator(".phase-stopped")).to_be_visible()
    expect(nora.locator(".dose")).to_contain_text("of 35 mg in the vein")
    step(nora, "Flush the line", flushed="1.5")
    expect(nora.get_by_text("The flush is recorded")).to_be_visible()
    step(nora, "Begin recovery")
    expect(nora.locator(".phase-recovering")).to_be_visible()


def see_home(nora: Page) -> None:
    enter_by_hand(nora, {"SBP": 124, "DBP": 78, "HR": 72, "MOAA/S": 5, "Dissociation": 0})
    expect(nora.get_by_text("The observations are recorded")).to_be_visible()
    keep(nora, "walk-18-recovering")
    nora.get_by_role("link", name="Discharge checklist", exact=True).click()
    questions = nora.locator(".checklist fieldset")
    expect(questions).to_have_count(8)
    for each in questions.all():
        each.get_by_label("Yes", exact=True).check()
    nora.get_by_label("Who takes the person home").fill("Her sister")
    keep(nora, "walk-19-checklist")
    press_until_the_minimum_stay_is_over(nora)
    step(nora, "Close the record")
    expect(nora.locator(".phase-completed")).to_be_visible()
    keep(nora, "walk-20-closed")


def press_until_the_minimum_stay_is_over(nora: Page) -> None:
    """A minute in the demo; until then the clinic's own policy holds her."""
    for _ in range(15):
        nora.get_by_role("button", name="Record the discharge").click()
        either = nora.get_by_text("The discharge is recorded").or_(nora.get_by_text("Not yet: Minimum stay"))
        expect(either).to_be_visible()
        if nora.get_by_text("The discharge is recorded").is_visible():
            return
        nora.wait_for_timeout(5_000)
    pytest.fail("The minimum stay did not end.")


def answer(phone: Page, address: str) -> None:
    phone.goto(address)
    answer_all(phone, "211111000")
    assert_fits(phone)
    keep(phone, "walk-21-questions-on-a-phone")
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    keep(phone, "walk-22-thank-you")


def see_whether_it_helped(nora: Page) -> None:
    find(nora, NAME)
    line = nora.locator("svg").first
    expect(line).to_be_visible()
    expect(nora.get_by_role("list", name="The way")).to_contain_text("18 → 7")
    assert_accessible(nora)
    keep(nora, "walk-23-chart")
