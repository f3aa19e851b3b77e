"""What was acknowledged is there, however the gateway ends."""

import contextlib
import threading
import time

import pytest
from tests.interop.wire import Client, GatewayProcess, oru


class Bed(threading.Thread):
    """Sends numbered messages until told to stop, and remembers which ids were acknowledged."""

    def __init__(self, gateway, name, *, pause_s=0.0):
        super().__init__(daemon=True)
        self.gateway, self.bed, self.pause_s = gateway, name, pause_s
        self.acknowledged, self.negative, self.sent = [], [], 0
        self.done = threading.Event()

    def run(self):
        while not self.done.is_set():
            with contextlib.suppress(OSError), Client(self.gateway.port, timeout=5) as client:
                self.talk(client)
            time.sleep(0.02)

    def talk(self, client):
        while not self.done.is_set():
            self.sent += 1
            control_id = f"{self.bed}-{self.sent}"
            # Each its own moment, so that each becomes an observation of its own.
            at = f"202603021201{int(self.bed[3:]):02d}.{self.sent:06d}+0000"
            code, heard_id, _ = client.ask(oru(control_id, sender=self.bed, value=60 + self.sent % 20, at=at))
            (self.acknowledged if (code, heard_id) == ("AA", control_id) else self.negative).append(
                control_id
            )
            self.done.wait(self.pause_s)


def beds_at_work(gateway, count, *, pause_s=0.0):
    beds = [Bed(gateway, f"bed{number}", pause_s=pause_s) for number in range(count)]
    for bed in beds:
        bed.start()
    return beds


def at_rest(beds):
    for bed in beds:
        bed.done.set()
    for bed in beds:
        bed.join(10)
    return {control_id for bed in beds for control_id in bed.acknowledged}


@pytest.fixture
def own_gateway(tmp_path):
    gateway = GatewayProcess(tmp_path)
    gateway.prepare(then="from tests.factories import started_session; started_session()")
    gateway.start()
    yield gateway
    gateway.stop()


def kill_and_count(gateway, *, kills, between_s, pause_s=0.0):
    beds = beds_at_work(gateway, 6, pause_s=pause_s)
    for _ in range(kills):
        time.sleep(between_s)
        gateway.kill()
        gateway.start()
    time.sleep(between_s)
    acknowledged = at_rest(beds)
    stored = {control_id for (control_id,) in gateway.rows("select control_id from hl7_rawmessage")}
    assert len(acknowledged) > 20 * kills
    assert acknowledged - stored == set()
    gateway.until_read(within_s=120)
    unread = gateway.rows("select count(*) from hl7_rawmessage where state <> 'read'")
    assert unread == [(0,)]
    observed = gateway.rows("select count(*) from infusion_observation where origin = 'device'")
    assert observed == [(len(stored),)]
    assert gateway.rows("pragma integrity_check") == [("ok",)]


@pytest.mark.hazard("H-13")
def test_killing_the_gateway_loses_no_acknowledged_message(own_gateway):
    kill_and_count(own_gateway, kills=3, between_s=1.0)


@pytest.mark.deep
def test_killing_the_gateway_often_loses_no_acknowledged_message(own_gateway):
    # Paced, so that the counting at the end does not wait minutes for what is still to be read.
    kill_and_count(own_gateway, kills=20, between_s=1.5, pause_s=0.05)


def all_answered(gateway, *, seconds):
    beds = beds_at_work(gateway, 50, pause_s=0.5)
    time.sleep(seconds)
    acknowledged = at_rest(beds)
    assert all(len(bed.acknowledged) == bed.sent for bed in beds)
    assert [bed.negative for bed in beds if bed.negative] == []
    assert len(acknowledged) >= 50 * seconds


def test_fifty_monitors_at_once_are_all_acknowledged(own_gateway):
    all_answered(own_gateway, seconds=3)


@pytest.mark.deep
def test_fifty_monitors_for_a_minute_are_all_acknowledged(own_gateway):
    all_answered(own_gateway, seconds=60)
