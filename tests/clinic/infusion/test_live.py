"""The stream: what is new arrives, by itself and soon; the stream ends when the page does."""

import http.client
import json
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import ready_session, user

from bigsky.clinic.config import processes
from bigsky.clinic.infusion import actions
from bigsky.clinic.infusion.live import news, places, stream
from bigsky.clinic.infusion.live.tail import TAIL, Reader
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

SOON_S = 3.0


@pytest.fixture
def session(monkeypatch):
    now = timezone.now() - timedelta(minutes=1)
    monkeypatch.setattr("tests.factories.NOON", now)
    return ready_session(at=now)


def send(value):
    at = timezone.now()
    reading = ("MON-1", "heart_rate_per_min", value, "/min", at)
    return actions.record_device_observations(
        by=system_user("gateway"), at=at, readings=[reading], raw_id="r"
    )


class Stream:
    """A browser's end of a stream."""

    def __init__(self, live_server, address, role=Role.NURSE, person=None):
        client = Client()
        client.force_login(person or user(role))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        host = live_server.url.removeprefix("http://")
        self.client = client
        self.connection = http.client.HTTPConnection(host, timeout=10)
        self.connection.request(
            "GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
        )
        self.answer = self.connection.getresponse()

    def next(self, wanted, matching=lambda _: True):
        event, end = "", time.monotonic() + 10
        while time.monotonic() < end:
            line = self.answer.readline().decode().strip()
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            if line.startswith("data: ") and event == wanted:
                data = json.loads(line.removeprefix("data: "))
                if matching(data):
                    return data
        raise AssertionError(f"no {wanted} came")

    def close(self):
        self.connection.sock.close() if self.connection.sock else None
        self.answer.close()


@pytest.fixture
def open_stream(live_server):
    streams = []

    def opened(address, **more):
        streams.append(Stream(live_server, address, **more))
        return streams[-1]

    yield opened
    for each in streams:
        each.close()
    assert is_quiet(), "a closed page left its stream open"


def is_quiet():
    end = time.monotonic() + 5
    while TAIL.listeners and time.monotonic() < end:
        time.sleep(0.05)
    return TAIL.listeners == 0


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("address", ["infusion:live", "chart:board-live"])
def test_a_new_observation_arrives_within_three_seconds_and_the_stream_closes(
    live_server, open_stream, session, address
):
    page = open_stream(reverse(address))
    page.next("beat")

    began = time.monotonic()
    send(93)
    rows = page.next("observations", lambda rows: any(row["value"] == "93" for row in rows))

    assert time.monotonic() - began < SOON_S
    assert rows[-1]["session"] == str(session.pk)
    assert rows[-1]["accepted"] is False
    page.close()
    assert is_quiet()


@pytest.mark.hazard("H-12")
def test_what_is_stored_while_a_page_connects_is_told(live_server, open_stream, session):
    """Between the first snapshot and the tail's first look nothing may fall through."""
    for value in range(60, 66):
        page = open_stream(reverse("infusion:live"))
        send(value)
        page.next("observations", lambda rows, wanted=str(value): any(row["value"] == wanted for row in rows))
        page.close()
        assert is_quiet()


def test_the_stream_is_never_stored_nor_held_back(live_server, open_stream, session):
    answer = open_stream(reverse("infusion:live")).answer

    assert answer.getheader("Content-Type") == "text/event-stream"
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("X-Accel-Buffering") == "no"


def test_a_page_that_connects_again_is_told_the_newest_at_once(live_server, open_stream, session):
    send(88)

    rows = open_stream(reverse("infusion:live")).next("observations")

    assert "88" in [row["value"] for row in rows]


def test_a_changed_session_is_named(live_server, open_stream, session):
    page = open_stream(reverse("infusion:live"))
    # The first beat is the snapshot, the second the tail's own: from there on it knows what was before.
    page.next("beat"), page.next("beat")

    actions.start_infusion(by=user(Role.NURSE), at=timezone.now(), session_id=session.pk)

    assert page.next("sessions") == [str(session.pk)]


@pytest.mark.hazard("H-16")
def test_the_stream_needs_permission(live_server, open_stream, session):
    assert open_stream(reverse("infusion:live"), role=Role.PATIENT).answer.status == 403
    assert open_stream(reverse("infusion:live"), role=Role.FRONT_DESK).answer.status == 403


@pytest.mark.django_db
@pytest.mark.hazard("H-16")
def test_nobody_listens_without_a_login(client):
    assert client.get(reverse("infusion:live")).status_code == 302
    assert client.get(reverse("chart:board-live")).status_code == 302


@pytest.mark.django_db
def test_an_observation_committed_late_under_a_lower_number_is_still_told(session):
    reader = Reader()
    reader.read()
    low, high = send(81).stored[0], send(82).stored[0]
    # As if the lower number was committed after the higher one had been told.
    reader.last_id, reader.seen = high.pk, reader.seen | {high.pk}

    told = reader.read().decode()

    assert f'"id":{low.pk},' in told
    assert f'"id":{high.pk},' not in told


@pytest.mark.django_db
def test_a_stream_names_nobody(session):
    send(77)

    assert "Meadow" not in news.snapshot().decode()


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("limit", ["IN_ALL", "A_PERSON"])
def test_beyond_the_bound_a_page_is_told_to_ask_again_and_pages_are_served(
    live_server, open_stream, session, monkeypatch, limit
):
    monkeypatch.setattr(places, limit, 2)
    nurse = user(Role.NURSE)
    held = [open_stream(reverse("infusion:live"), person=nurse) for _ in range(2)]
    [each.next("beat") for each in held]

    refused = open_stream(reverse("infusion:live"), person=nurse)

    assert refused.answer.status == 503
    assert refused.answer.getheader("Retry-After") == "10"
    assert refused.client.get(reverse("infusion:session", args=[session.pk])).status_code == 200
    held[0].close()
    assert is_soon(lambda: open_stream(reverse("infusion:live"), person=nurse).answer.status == 200)


def test_one_persons_streams_leave_room_for_others(live_server, open_stream, session, monkeypatch):
    monkeypatch.setattr(places, "A_PERSON", 1)
    open_stream(reverse("infusion:live")).next("beat")

    assert open_stream(reverse("infusion:live"), role=Role.PHYSICIAN).answer.status == 200


def test_live_pages_take_at_most_half_of_the_servers_threads():
    command = processes.web(processes.Ports()).command

    assert int(command[command.index("--threads") + 1]) >= 2 * places.IN_ALL


def log_out(nurse, client):
    client.logout()


def retire(nurse, client):
    nurse.is_active = False
    nurse.save()


def change_role(nurse, client):
    nurse.role = Role.FRONT_DESK
    nurse.save()


@pytest.mark.hazard("H-16")
@pytest.mark.parametrize("leave", [log_out, retire, change_role])
def test_a_stream_ends_soon_after_its_person_may_no_longer_see_it(
    live_server, open_stream, session, monkeypatch, leave
):
    assert stream.LOOKS_EVERY_S + stream.WAITS_S <= 15
    monkeypatch.setattr(stream, "LOOKS_EVERY_S", 0.2)
    nurse = user(Role.NURSE)
    opened, other = (
        open_stream(reverse("infusion:live"), person=nurse),
        open_stream(reverse("infusion:live"), role=Role.PHYSICIAN),
    )
    opened.next("beat")

    leave(nurse, opened.client)

    assert is_soon(lambda: TAIL.listeners == 1)
    other.next("beat")


def is_soon(happens):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.1)
    return False
