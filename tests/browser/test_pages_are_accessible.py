"""Every page, in light and in dark: axe finds nothing serious, and the page is light enough for a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.seeing import MOST_BYTES, PHONE, assert_accessible, assert_fits, keep

PUBLIC = (
    "/",
    "/request/",
    "/accounts/login/",
    "/ratings/answer/no-such-link/",
    "/ratings/thank-you/help/",
    "/no-such-page/",
)
OF_PATIENTS = ("/my/home/", "/accounts/2fa/")
OF_STAFF = {
    "desk": ("/chart/day/", "/requests/inbox/", "/messages/outbox/", "{request}"),
    "nora": (
        *("/chart/board/", "/chart/patients/", "{chart}", "{chart}book/", "{followup}", "{record}"),
        *("{prepare}", "{session}", "{session}second-check/", "{session}discharge/", "{session}harm/"),
    ),
    "field": ("/chart/day/", "/prompts/list/", "{prompt}", "{screening}", "{plan}", "/chart/patients/?q=zzz"),
    "sky": (
        *("/policies/list/", "{policy}", "/policies/example/screening/", "/audit/log/", "/staff/people/"),
        *("/accounts/2fa/totp/activate/", "/accounts/logout/"),
    ),
}


@pytest.fixture(scope="session")
def places(browser, clinic, logged_in) -> dict[str, str]:
    """Addresses that carry an id, found by following links as a person does."""
    context = browser.new_context(base_url=clinic.address, storage_state=logged_in("field"))

    def first(address: str, pattern: str) -> str:
        found = re.search(pattern, context.request.get(address).text())
        assert found, f"{address} links to no {pattern}"
        return found.group(1)

    uuid = "[0-9a-f-]{36}"
    chart = first("/chart/patients/?q=Petrov", rf'href="(/chart/patients/{uuid}/)"')
    patient = chart.split("/")[-2]
    places = {
        "chart": chart,
        "followup": f"/followup/{patient}/",
        "record": f"/ratings/record/{patient}/phq-9/",
        "screening": f"/screening/{patient}/",
        "plan": f"/plans/{patient}/",
        "prepare": f"/sessions/prepare/{patient}/",
        "session": first("/chart/day/", rf'href="(/sessions/{uuid}/)"'),
        "request": first("/requests/inbox/", rf'href="(/requests/{uuid}/)"'),
        "prompt": first("/prompts/list/", rf'href="(/prompts/{uuid}/)"'),
        "policy": first("/policies/list/", rf'href="(/policies/{uuid}/)"'),
    }
    context.close()
    return places


def look_at(page: Page, address: str) -> None:
    """Hold one page to what every page is held to."""
    # Colours that still change cannot be judged.
    page.emulate_media(reduced_motion="reduce")
    answer = page.goto(address)

    assert answer.status < 500
    assert len(answer.body()) < MOST_BYTES
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert_accessible(page)
    keep(page, f"page-{_name(address)}")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, "color-contrast")


def _name(address: str) -> str:
    return re.sub("[^a-z0-9]+", "-", re.sub("[0-9a-f-]{36}", "id", address)).strip("-") or "answer"


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_for_everybody(open_page, address):
    phone = open_page(PHONE)

    look_at(phone, address)

    assert_fits(phone)


@pytest.mark.parametrize("address", OF_PATIENTS)
def test_a_patients_pages_are_for_everybody(open_page, logged_in, address):
    phone = open_page(PHONE, storage_state=logged_in("jonas"))

    look_at(phone, address)

    assert_fits(phone)


@pytest.mark.parametrize(("who", "address"), [(who, each) for who in OF_STAFF for each in OF_STAFF[who]])
def test_clinic_pages_are_for_everybody(open_page, logged_in, places, who, address):
    page = open_page(storage_state=logged_in(who))

    look_at(page, address.format(**places))

    assert_fits(page)
