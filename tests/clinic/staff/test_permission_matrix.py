"""Every page and every act, for everybody: one table, written down here a second time on purpose."""

import importlib
import pkgutil
import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import get_resolver, reverse
from tests.factories import NOON, user

import bigsky.clinic
from bigsky.clinic.staff.roles import Act, Role, may

pytestmark = [pytest.mark.django_db, pytest.mark.hazard("H-16")]

LETTERS = {
    "D": Role.FRONT_DESK,
    "N": Role.NURSE,
    "P": Role.PHYSICIAN,
    "M": Role.MEDICAL_DIRECTOR,
    "p": Role.PATIENT,
}
EVERYONE, LOGGED_IN = "*", "DNPMp"

# Page → how it is asked for, and who may: D front desk, N nurse, P physician, M medical director, p patient.
PAGES = {
    "public:answer": ("GET", EVERYONE),
    "public:request": ("GET", EVERYONE),
    "public:step": ("GET", EVERYONE),
    "public:sent": ("GET", EVERYONE),
    "public:forget": ("POST", EVERYONE),
    "ratings:answer": ("GET", EVERYONE),
    "ratings:thank-you": ("GET", EVERYONE),
    "ratings:thank-you-with-help": ("GET", EVERYONE),
    "home": ("GET", LOGGED_IN),
    "portal:home": ("GET", "p"),
    "chart:day": ("GET", "DNPM"),
    "chart:board": ("GET", "DNPM"),
    "chart:board-live": ("GET", "DNPM"),
    "chart:patients": ("GET", "NPM"),
    "chart:patient": ("GET", "NPM"),
    "chart:book": ("POST", "DNPM"),
    "intake:inbox": ("GET", "DNPM"),
    "intake:request": ("GET", "DNPM"),
    "screening:patient": ("GET", "NPM"),
    "screening:facts": ("POST", "NPM"),
    "screening:decide": ("POST", "PM"),
    "planning:patient": ("GET", "NPM"),
    "planning:draft": ("POST", "PM"),
    "planning:sign": ("POST", "PM"),
    "infusion:prepare": ("GET", "NPM"),
    "infusion:session": ("GET", "NPM"),
    "infusion:live": ("GET", "NPM"),
    "infusion:part": ("GET", "NPM"),
    "infusion:step": ("POST", "NPM"),
    "infusion:observe": ("POST", "NPM"),
    "infusion:accept": ("POST", "NPM"),
    "infusion:monitor": ("POST", "NPM"),
    "infusion:second-check": ("POST", "NPM"),
    "infusion:discharge": ("POST", "NPM"),
    "infusion:harm": ("POST", "NPM"),
    "infusion:decide": ("POST", "NPM"),
    "followup:patient": ("GET", "NPM"),
    "followup:ask": ("POST", "NPM"),
    "ratings:record": ("GET", "NPM"),
    "ratings:rating": ("GET", "NPM"),
    "prompts:list": ("GET", "NPM"),
    "prompts:prompt": ("GET", "NPM"),
    "prompts:close": ("POST", "NPM"),
    "messaging:outbox": ("GET", "DNPM"),
    "policy:list": ("GET", "NPM"),
    "policy:policy": ("GET", "NPM"),
    "policy:example": ("GET", "NPM"),
    "policy:draft": ("POST", "M"),
    "policy:edit": ("GET", "M"),
    "policy:sign": ("POST", "M"),
    "scheduling:chairs": ("GET", "M"),
    "scheduling:add-chair": ("POST", "M"),
    "staff:people": ("GET", "M"),
    "staff:add": ("POST", "M"),
    "staff:retire": ("POST", "M"),
    "audit:log": ("GET", "M"),
    "audit:file": ("GET", "M"),
}
# The account pages are allauth's own, and about oneself only.
ACCOUNT = re.compile(r"^(account|mfa)_")
ARGUMENTS = {
    "number": 1,
    "user_id": 0,
    "scale_key": "phq-9",
    "token": "no-such-token",
    "kind": "dosing",
    "name": "acts",
    "key": "pause",
}
ACTS = {
    Act.READ_AUDIT: "M", Act.MANAGE_STAFF: "M", Act.SIGN_POLICY: "M", Act.READ_REQUESTS: "DNPM",
    Act.SUBMIT_REQUEST: "DNPMp", Act.TRIAGE_REQUEST: "DNPM", Act.REGISTER_PATIENT: "DNPM",
    Act.BOOK_APPOINTMENT: "DNPM", Act.READ_BOARD: "DNPM", Act.READ_CHART: "NPM", Act.READ_OWN_CHART: "p",
    Act.ASK_RATING: "DNPM", Act.ANSWER_RATING: "p", Act.RECORD_RATING: "NPM", Act.RECORD_FACTS: "NPM",
    Act.DECIDE_SCREENING: "PM", Act.DRAFT_PLAN: "PM", Act.SIGN_PLAN: "PM", Act.PREPARE_SESSION: "NPM",
    Act.RUN_INFUSION: "NPM", Act.RECORD_OBSERVATION: "NPM", Act.RECEIVE_OBSERVATION: "",
    Act.DISCHARGE_PATIENT: "NPM", Act.CLOSE_PROMPT: "NPM", Act.OPEN_PROMPT: "NPM", Act.SEND_MESSAGE: "DNPM",
}  # fmt: skip
SYSTEM_ACTS = {
    Act.SUBMIT_REQUEST, Act.ANSWER_RATING, Act.ASK_RATING, Act.RECEIVE_OBSERVATION, Act.OPEN_PROMPT,
    Act.SEND_MESSAGE, Act.MANAGE_STAFF,
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def named_pages(resolver=None, prefix=""):
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from named_pages(each, prefix + (f"{each.namespace}:" if each.namespace else ""))
        else:
            yield f"{prefix}{each.name}", each


def address_of(name):
    pattern = dict(named_pages())[name].pattern
    return reverse(name, kwargs={each: ARGUMENTS.get(each, uuid4()) for each in pattern.converters})


def ask(client, name):
    method, _ = PAGES[name]
    return getattr(client, method.lower())(address_of(name))


def is_sent_to_log_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def test_every_page_is_in_the_table():
    names = {name for name, _ in named_pages() if not ACCOUNT.match(name)}

    assert names == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_nobody_unknown_sees_a_page_of_the_clinic(client, name):
    assert is_sent_to_log_in(ask(client, name)) == (PAGES[name][1] != EVERYONE)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_role_sees_its_pages_and_no_other(client, name, letter):
    client.force_login(user(LETTERS[letter]))
    allowed = PAGES[name][1]

    answer = ask(client, name)

    assert not is_sent_to_log_in(answer)
    assert (answer.status_code == 403) == (allowed != EVERYONE and letter not in allowed)


def test_every_act_is_in_the_table():
    assert set(ACTS) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_a_role_may_do_its_acts_and_no_other(act):
    allowed = {LETTERS[letter] for letter in ACTS[act]} | ({Role.SYSTEM} if act in SYSTEM_ACTS else set())

    assert {role for role in Role if may(role, act)} == allowed


def acts_of_the_clinic():
    for each in pkgutil.walk_packages(bigsky.clinic.__path__, "bigsky.clinic."):
        if ".actions" in each.name:
            module = importlib.import_module(each.name)
            for name, function in vars(module).items():
                if hasattr(function, "act") and function.__module__ == each.name:
                    yield pytest.param(function, id=f"{each.name.removeprefix('bigsky.clinic.')}.{name}")


@pytest.mark.parametrize("function", list(acts_of_the_clinic()))
def test_an_act_refuses_every_role_that_may_not_do_it(function):
    for role in Role:
        if not may(role, function.act):
            with pytest.raises(PermissionDenied):
                function(by=user(role), at=NOON)


def test_somebody_without_a_role_may_do_nothing():
    assert not any(may("", act) for act in Act)
