import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bigsky.clinic.intake.models import Request
from bigsky.clinic.prompts import queries as prompts

pytestmark = pytest.mark.django_db

ABOUT = {
    "given_name": "Ada", "family_name": "Meadow", "birth_date_day": "17", "birth_date_month": "5",
    "birth_date_year": "1980", "phone": "406-555-0100", "email": "",
}  # fmt: skip
LIVING = {"concern": "Nothing has helped for years.", "antidepressants_tried": "3", "self_harm_now": "no"}
WHEN = {"can_come": ["weekday mornings"], "may_contact": "on"}


def step(number):
    return reverse("public:step", args=[number])


def a_while_ago(client):
    client.get(step(1))
    session = client.session
    session["request-started"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    session.save()


def send_all(client, **changes):
    a_while_ago(client)
    for number, answers in ((1, ABOUT), (2, LIVING), (3, WHEN)):
        mine = {name: changes.get(name, value) for name, value in answers.items()}
        reply = client.post(step(number), {k: v for k, v in mine.items() if v is not None})
        assert reply.status_code == 302, reply.content.decode()
    return client.get(reply.url)


def test_three_steps_make_a_request_with_a_code_and_say_what_happens_next(client):
    page = send_all(client).content.decode()
    request = Request.objects.get()
    assert request.state == "submitted"
    assert request.code in page
    assert "What happens next" in page


def test_a_draft_is_kept_from_the_first_step_and_goes_on_where_it_stopped(client):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    assert Request.objects.get().given_name == "Ada"
    assert client.get(reverse("public:request")).url == step(2)
    assert 'value="Meadow"' in client.get(step(1)).content.decode()


def test_nobody_else_sees_the_draft(client, django_user_model):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    stranger = type(client)()
    assert "Meadow" not in stranger.get(step(1)).content.decode()
    assert stranger.get(step(3)).url == step(1)


def test_forgetting_a_draft_closes_the_way_to_it(client):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    client.post(reverse("public:forget"))
    assert "Meadow" not in client.get(step(1)).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"birth_date_year": "2999"}, "in the future"),
        ({"birth_date_year": "1800"}, "The year can be"),
        ({"birth_date_day": "31", "birth_date_month": "2"}, "the day must exist in that month"),
        ({"birth_date_day": "May"}, "all three in numbers"),
        ({"birth_date_day": ""}, "all three in numbers"),
        ({"phone": "12"}, "7 to 15 digits"),
        ({"phone": "call me maybe"}, "7 to 15 digits"),
        ({"phone": "", "email": "nowhere"}, "like name@example.org"),
        ({"phone": "", "email": ""}, "a phone number or an e-mail address"),
        ({"given_name": ""}, "Write your first name"),
    ],
)
def test_what_is_wrong_about_you_is_said_at_the_field_and_nothing_is_lost(client, changes, said):
    a_while_ago(client)
    reply = client.post(step(1), ABOUT | changes)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert any(said in each for each in re.findall(r'<p class="error".*?</p>', page, re.DOTALL)), page
    assert 'value="Meadow"' in page
    assert not Request.objects.exists()


@pytest.mark.parametrize("tried", ["-1", "41", "many"])
def test_an_impossible_number_of_medicines_is_refused_with_the_allowed_range(client, tried):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    reply = client.post(step(2), LIVING | {"antidepressants_tried": tried})
    assert reply.status_code == 422
    assert "from 0 to 40" in reply.content.decode()
    assert "Nothing has helped for years." in reply.content.decode()


def test_nothing_is_sent_without_consent_to_be_contacted(client):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    client.post(step(2), LIVING)
    reply = client.post(step(3), {"can_come": ["any time"]})
    assert reply.status_code == 422
    assert "only answer if you let us contact you" in reply.content.decode()
    assert Request.objects.get().state == "draft"


def test_a_second_press_on_send_makes_no_second_request(client):
    send_all(client)
    assert client.post(step(3), WHEN).url == reverse("public:sent")
    assert Request.objects.count() == 1


def test_a_step_cannot_be_skipped(client):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    assert client.get(step(3)).url == step(2)


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize("thoughts", ["yes", "prefer-not-to-say", None])
def test_whoever_may_be_in_danger_sees_help_at_once_and_a_physician_is_prompted(client, settings, thoughts):
    page = send_all(client, self_harm_now=thoughts).content.decode()
    request = Request.objects.get()
    assert request.state == "submitted"
    prompt = prompts.still_open().get()
    assert (prompt.urgency, prompt.for_role) == ("now", "physician")
    assert request.code in prompt.text
    assert "crisis loud" in page
    assert f'href="tel:{settings.CRISIS_LINE_NUMBER}"' in page


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize("thoughts", ["yes", "prefer-not-to-say", ""])
def test_help_is_loud_on_the_very_next_page_after_the_question(client, thoughts):
    a_while_ago(client)
    client.post(step(1), ABOUT)
    page = client.post(step(2), LIVING | {"self_harm_now": thoughts}, follow=True).content.decode()
    assert "crisis loud" in page
    assert "Your request goes on" in page


def test_whoever_says_no_is_not_alarmed_and_nobody_is_prompted(client):
    page = send_all(client).content.decode()
    assert "crisis loud" not in page
    assert not prompts.still_open().exists()
    assert 'class="crisis"' in page


def test_a_robot_that_fills_the_hidden_box_is_told_and_stopped(client):
    a_while_ago(client)
    reply = client.post(step(1), ABOUT | {"website": "http://spam.example"})
    assert reply.status_code == 422
    assert "Leave this box empty" in reply.content.decode()
    assert not Request.objects.exists()


def test_what_comes_faster_than_a_person_writes_is_asked_to_wait_and_not_lost(client):
    client.get(step(1))
    reply = client.post(step(1), ABOUT)
    assert reply.status_code == 422
    assert "faster than a person" in reply.content.decode()
    assert 'value="Meadow"' in reply.content.decode()
    assert not Request.objects.exists()


def test_endless_posts_from_one_browser_are_held_off_with_a_way_to_call(client, settings):
    a_while_ago(client)
    codes = [client.post(step(1), ABOUT).status_code for _ in range(41)]
    last = client.post(step(1), ABOUT)
    assert codes[0] == 302
    assert last.status_code == 429
    assert settings.CLINIC_PHONE in last.content.decode()
    assert settings.CRISIS_LINE_NUMBER in last.content.decode()
