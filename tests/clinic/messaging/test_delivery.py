"""A message goes out at least once, with a proof, or a person is told."""

import pytest
from django.core import mail
from django.urls import reverse
from tests.factories import NOON, minutes, patient, system, user

from bigsky.clinic.messaging import queries
from bigsky.clinic.messaging.actions import queue_message
from bigsky.clinic.messaging.delivery import deliver_due
from bigsky.clinic.messaging.transport import EmailTransport, NoTransport, TransportError, transport_for
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
LINK = "http://127.0.0.1:8000/ratings/answer/secret-token/"


class Carrier:
    """A transport that fails as often as told, and remembers what it carried."""

    def __init__(self, failures=0):
        self.failures, self.carried = failures, []

    def send(self, *, address, body):
        if self.failures:
            self.failures -= 1
            raise TransportError("The line is down.")
        self.carried.append((address, body))
        return f"proof {len(self.carried)}"


def queued(**changes):
    said = {"patient_id": patient().pk, "body": f"How are you? {LINK}", "once_key": "one", **changes}
    return queue_message(by=system(), at=NOON, **said)


def deliver(carrier, at=NOON):
    return deliver_due(by=system(), at=at, choose=lambda _: carrier)


def test_a_due_message_goes_out_once_with_its_proof():
    queued()
    carrier = Carrier()

    deliver(carrier)
    deliver(carrier)

    sent = queries.outbox().get()
    assert carrier.carried == [("555-0101", f"How are you? {LINK}")]
    assert (sent.proof, sent.sent_at) == ("proof 1", NOON)


def test_a_message_is_not_sent_before_it_is_due():
    queued(due_at=NOON + minutes(5))

    assert deliver(Carrier()) == []
    assert len(deliver(Carrier(), at=NOON + minutes(5))) == 1


def test_a_failed_message_is_tried_again():
    queued()
    carrier = Carrier(failures=2)

    for _ in range(3):
        deliver(carrier)

    sent = queries.outbox().get()
    assert (sent.attempts, sent.proof, sent.error) == (3, "proof 1", "")


@pytest.mark.hazard("H-17")
@pytest.mark.parametrize("breaks", ["choosing", "sending"])
def test_one_message_that_breaks_its_transport_does_not_hold_up_the_others(breaks):
    class Broken(Carrier):
        def send(self, *, address, body):
            if body == "broken":
                raise ValueError("header injection")
            return super().send(address=address, body=body)

    def choose(channel):
        if breaks == "choosing" and channel == "email":
            raise ValueError("no such channel")
        return carrier

    carrier = Broken()
    first = queued(
        patient_id=patient(phone="", email="ada@example.org").pk, body="broken", once_key="a", due_at=NOON
    )
    second = queued(body="whole", once_key="b", due_at=NOON)

    deliver_due(by=system(), at=NOON, choose=choose)

    stuck, sent = (queries.outbox().get(pk=each.pk) for each in (first, second))
    assert (stuck.attempts, stuck.sent_at) == (1, None)
    assert "ValueError" in stuck.error
    assert sent.proof == "proof 1"


@pytest.mark.hazard("H-17")
def test_a_message_that_never_goes_out_becomes_a_prompt():
    message = queued()
    carrier = Carrier(failures=99)

    for _ in range(queries.MOST_ATTEMPTS + 2):
        deliver(carrier)

    prompt = prompts.of_patient(message.patient_id).get()
    assert prompt.kind == "undelivered"
    assert "The line is down." in str(prompt.basis)
    assert queries.given_up().get().attempts == queries.MOST_ATTEMPTS


def test_the_same_message_is_queued_once():
    person = patient()

    assert queued(patient_id=person.pk).pk == queued(patient_id=person.pk).pk


def test_an_e_mail_is_handed_to_the_mail_server_with_a_proof():
    proof = EmailTransport().send(address="ada@example.org", body="How are you?")

    assert mail.outbox[0].to == ["ada@example.org"]
    assert mail.outbox[0].extra_headers["Message-ID"] in proof


def test_outside_the_demo_an_sms_without_a_provider_stays_visibly_unsent(settings):
    settings.IS_DEMO = False

    assert isinstance(transport_for("sms"), NoTransport)
    with pytest.raises(TransportError, match="No SMS provider"):
        transport_for("sms").send(address="555-0101", body="Hello")


def test_in_the_demo_the_outbox_shows_the_link(client, settings):
    settings.IS_DEMO = True
    queued()
    client.force_login(user(Role.FRONT_DESK))

    assert f'href="{LINK}"' in client.get(reverse("messaging:outbox")).content.decode()


@pytest.mark.hazard("H-16")
def test_outside_the_demo_nobody_sees_a_patients_own_link(client, settings):
    settings.IS_DEMO = False
    settings.STAFF_NEED_SECOND_FACTOR = False
    queued()
    client.force_login(user(Role.MEDICAL_DIRECTOR))

    page = client.get(reverse("messaging:outbox")).content.decode()

    assert "secret-token" not in page
    assert "[their own link]" in page
