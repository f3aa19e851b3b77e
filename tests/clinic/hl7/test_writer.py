"""The writer thread: nobody hears "kept" before the commit, and one failure costs nobody else."""

import threading

import pytest
from tests.factories import NOON
from tests.interop.wire import oru

from bigsky.clinic.hl7.actions import Kept
from bigsky.clinic.hl7.wire.arrival import arrived
from bigsky.clinic.hl7.wire.frame import Frame
from bigsky.clinic.hl7.writer import Job, Writer


class Bench:
    """A writer with a stand-in for the disk."""

    def __init__(self, store, read_some=lambda *_: 0):
        self.told, self.all_told = [], threading.Event()
        self.writer = Writer(store=store, read_some=read_some, now=lambda: NOON)

    def hand_over(self, *names):
        for name in names:
            arrival = arrived(Frame(body=oru(name)), at=NOON)
            self.writer.submit(
                Job(arrival=arrival, done=lambda kept, name=name: self.told.append((name, kept)))
            )

    def finish(self):
        self.writer.start()
        self.writer.stop()
        self.writer.join(10)
        assert not self.writer.is_alive()
        return self.told


def test_everything_waiting_goes_into_one_transaction():
    batches = []

    def store(arrivals):
        batches.append([arrival.control_id for arrival in arrivals])
        return [Kept.STORED] * len(arrivals)

    bench = Bench(store)
    bench.hand_over("1", "2", "3")

    assert bench.finish() == [("1", Kept.STORED), ("2", Kept.STORED), ("3", Kept.STORED)]
    assert batches == [["1", "2", "3"]]


@pytest.mark.hazard("H-13")
def test_nobody_is_told_before_the_commit():
    bench = Bench(lambda arrivals: [Kept.STORED for _ in arrivals if not bench.told])
    bench.hand_over("1", "2")

    assert len(bench.finish()) == 2


def test_one_message_that_cannot_be_kept_costs_its_neighbours_nothing():
    def store(arrivals):
        if any(arrival.control_id == "2" for arrival in arrivals):
            raise OSError("disk")
        return [Kept.STORED] * len(arrivals)

    bench = Bench(store)
    bench.hand_over("1", "2", "3")

    assert bench.finish() == [("1", Kept.STORED), ("2", None), ("3", Kept.STORED)]


def test_a_failure_while_reading_is_tried_again_and_ends_nothing():
    calls = []

    def read_some(*_):
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("once")
        bench.writer.stop()
        return 0

    bench = Bench(lambda arrivals: [Kept.STORED] * len(arrivals), read_some)
    bench.writer.start()
    bench.writer.join(10)

    assert len(calls) == 2
