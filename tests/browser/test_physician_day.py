"""A physician's day: what waits, whether to treat, what to give, how it went."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.doing import find, open_step
from tests.browser.seeing import assert_accessible, keep


@pytest.fixture
def field(log_in) -> Page:
    return log_in("field")


@pytest.mark.hazard("H-14")
def test_a_prompt_waits_until_a_person_closes_it_with_a_decision(field):
    field.get_by_role("link", name="Prompts").click()
    keep(field, "physician-prompts")
    waiting = field.locator(".waits")
    before = waiting.count()
    waiting.first.get_by_role("link").click()
    field.get_by_role("button", name="Close with this decision").click()
    assert field.get_by_label("What did you do, and why?").evaluate("box => box.validity.valueMissing")

    field.get_by_label("What did you do, and why?").fill("Called at once. Safe, and not alone today.")
    keep(field, "physician-one-prompt")
    field.get_by_role("button", name="Close with this decision").click()

    field.get_by_role("link", name="Prompts").click()
    expect(waiting).to_have_count(before - 1)
    expect(field.get_by_role("cell", name="Called at once. Safe, and not alone today.")).to_be_visible()


def test_every_finding_names_its_source(field):
    find(field, "Paulo Mendes")
    open_step(field, "Screening")
    findings = field.locator("#findings > .findings > li")
    expect(findings).not_to_have_count(0)

    for finding in findings.all():
        finding.locator("summary").click()
        expect(finding.get_by_text("Source:")).to_be_visible()

    keep(field, "physician-needs-a-decision")
    assert_accessible(field)


def test_nobody_overrides_a_must_not_alone(field):
    find(field, "Greta Novak")
    open_step(field, "Screening")
    field.get_by_role("radio", name="Proceed").check()
    field.get_by_label("Reason").fill("She asks for it.")
    field.get_by_role("button", name="Record the decision").click()

    expect(field.locator("#decision .error, #decision .error-box").first).to_be_visible()
    expect(field.get_by_text("Decided:")).to_have_count(0)
    keep(field, "physician-must-not")


@pytest.mark.hazard("H-10")
def test_a_drafted_plan_is_in_force_only_once_it_is_signed(field, clinic):
    find(field, "Hana Okafor")
    open_step(field, "Plan")
    in_short = field.get_by_role("region", name="In short")
    expect(in_short).to_contain_text("No plan is in force")
    keep(field, "physician-draft")
    field.get_by_label("Your password, to sign").fill("not-my-password")
    field.get_by_role("button", name="Sign the plan").click()
    expect(field.locator("#draft .error, #draft .error-box").first).to_be_visible()

    field.get_by_label("Your password, to sign").fill(clinic.password)
    field.get_by_role("button", name="Sign the plan").click()

    expect(in_short).to_contain_text("signed by Maya Field")
    keep(field, "physician-signed")


def test_a_chart_says_on_one_page_how_somebody_is(field):
    find(field, "Jonas Petrov")

    expect(field.get_by_role("list", name="The way")).to_contain_text("19 → 3")
    expect(field.get_by_role("region", name="Infusions").get_by_role("row")).to_have_count(7)
    expect(field.locator("svg").first).to_be_visible()
    keep(field, "physician-chart")
    open_step(field, "Follow-up")
    expect(field.get_by_role("heading", name="Did it help?")).to_be_visible()
    keep(field, "physician-follow-up")


@pytest.mark.hazard("H-02")
def test_every_policy_in_force_shows_who_signed_exactly_this(field):
    field.get_by_role("link", name="Policies").click()
    expect(field.get_by_text("Not in force")).to_have_count(0)
    keep(field, "physician-policies")
    field.get_by_role("row", name="Monitoring").get_by_role("link", name="version 1").click()

    expect(field.get_by_text("The content is exactly what was signed")).to_be_visible()
    keep(field, "physician-one-policy")
