import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests import factories

from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def no_memory_of_other_tests():
    # Rate limits and used codes live in the cache.
    cache.clear()
    yield
    cache.clear()


def log_in(client, name, password=factories.PASSWORD):
    return client.post(LOGIN, {"login": name, "password": password})


def code_for(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def secret_on(page):
    return re.search(r'<code class="secret">([A-Z2-7]+)</code>', page.content.decode()).group(1)


def prove_it_is_me(client):
    address = reverse("account_reauthenticate")
    assert "Is it still you?" in client.get(address).content.decode()
    client.post(address, {"password": factories.PASSWORD})


def set_up_app(client):
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    prove_it_is_me(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = secret_on(page)
    reply = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert reply.status_code == 302, reply.content.decode()
    return secret


@pytest.mark.parametrize(
    ("role", "lands_on"),
    [
        (Role.PATIENT, "portal:home"),
        (Role.FRONT_DESK, "intake:inbox"),
        (Role.NURSE, "chart:day"),
        (Role.PHYSICIAN, "chart:day"),
    ],
)
def test_logging_in_leads_to_the_page_of_the_day(client, role, lands_on):
    factories.user(role)
    reply = log_in(client, str(role))
    assert reply.url == reverse("home")
    assert client.get(reply.url).url == reverse(lands_on)


def test_a_wrong_password_is_said_and_the_name_is_kept(client):
    factories.user(Role.NURSE)
    page = log_in(client, "nurse", "wrong").content.decode()
    assert 'role="alert"' in page
    assert 'value="nurse"' in page


@pytest.mark.hazard("H-16")
def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client):
    factories.user(Role.NURSE)
    codes = [log_in(client, "nurse", "wrong").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    reply = log_in(client, "nurse")
    assert reply.status_code == 429
    assert "Locked for a while" in reply.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_lock_does_not_lock_out_others(client):
    factories.user(Role.NURSE)
    factories.user(Role.PHYSICIAN)
    for _ in range(5):
        log_in(client, "nurse", "wrong")
    assert log_in(client, "physician").status_code == 302


@pytest.mark.hazard("H-16")
def test_a_member_of_staff_sees_no_patient_page_before_a_second_factor_is_set_up(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    factories.user(Role.FRONT_DESK)
    log_in(client, "front-desk")
    inbox = reverse("intake:inbox")
    assert client.get(inbox).url == reverse("mfa_activate_totp")
    set_up_app(client)
    assert client.get(inbox).status_code == 200


def test_a_patient_needs_no_second_factor(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    factories.user(Role.PATIENT)
    log_in(client, "patient")
    assert client.get(reverse("portal:home")).status_code == 200


@pytest.mark.hazard("H-16")
def test_with_an_app_the_password_alone_opens_nothing(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    factories.user(Role.FRONT_DESK)
    log_in(client, "front-desk")
    secret = set_up_app(client)
    cache.clear()
    elsewhere = Client()
    assert log_in(elsewhere, "front-desk").url == reverse("mfa_authenticate")
    assert elsewhere.get(reverse("intake:inbox")).url.startswith(LOGIN)
    refused = elsewhere.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert refused.status_code == 200
    assert 'class="error"' in refused.content.decode()
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).status_code == 302
    assert elsewhere.get(reverse("intake:inbox")).status_code == 200


def test_a_recovery_code_opens_the_account_once(client):
    factories.user(Role.NURSE)
    log_in(client, "nurse")
    set_up_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>(\w+)</code></li>", page)
    assert len(codes) == 10
    for expected in (302, 200):
        elsewhere = Client()
        log_in(elsewhere, "nurse")
        reply = elsewhere.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert reply.status_code == expected


def test_a_wrong_code_does_not_set_up_the_app(client):
    factories.user(Role.NURSE)
    log_in(client, "nurse")
    prove_it_is_me(client)
    client.get(reverse("mfa_activate_totp"))
    reply = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert 'class="error"' in reply.content.decode()
    assert "Not in use" in client.get(reverse("mfa_index")).content.decode()


def test_logging_out_leads_to_the_public_page(client):
    client.force_login(factories.user(Role.NURSE))
    assert client.post(reverse("account_logout")).url == reverse("public:answer")


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup")).content.decode()
    assert "Nobody signs up here" in page
    assert "<input" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    "name",
    [
        "account_logout", "account_change_password", "account_email", "account_reauthenticate", "mfa_index",
        "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
    ],
)  # fmt: skip
def test_every_account_page_wears_our_look_and_keeps_the_content_policy(client, name):
    factories.user(Role.NURSE)
    log_in(client, "nurse")
    if name == "mfa_activate_totp":
        prove_it_is_me(client)
    else:
        set_up_app(client)
    page = client.get(reverse(name))
    text = page.content.decode()
    assert page.status_code == 200
    assert "ui/tokens.css" in text
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_inactive"]
)
def test_every_entrance_page_wears_our_look_and_keeps_the_content_policy(client, name):
    text = client.get(reverse(name)).content.decode()
    assert "ui/tokens.css" in text
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
