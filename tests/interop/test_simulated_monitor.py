"""The virtual monitor does not give up: what was not acknowledged is sent again, byte for byte."""

import socket
import threading

import pytest

from bigsky.clinic.hl7.monitor import sender as sending
from bigsky.clinic.hl7.monitor.sender import Sender

ANSWER = b"\x0bMSH|^~\\&|X\rMSA|%s|1\r\x1c\r"


class MoodyGateway(threading.Thread):
    """Answers one message after the other as told; `None` hangs up instead."""

    def __init__(self, *codes):
        super().__init__(daemon=True)
        self.server, self.codes, self.heard = socket.create_server(("127.0.0.1", 0)), list(codes), []
        self.port = self.server.getsockname()[1]

    def run(self):
        while self.codes:
            connection, _ = self.server.accept()
            with connection:
                self.talk(connection)
        self.server.close()

    def talk(self, connection):
        while self.codes and (data := connection.recv(65536)):
            self.heard.append(data)
            code = self.codes.pop(0)
            if code is None:
                return
            connection.sendall(ANSWER % code)


@pytest.mark.parametrize(
    ("codes", "answer", "times"),
    [
        ([b"CA"], "CA", 1),
        ([None, b"CA"], "CA", 2),
        ([b"AE", None, b"CE", b"AA"], "AA", 4),
        ([b"AR"], "AR", 1),
    ],
)
def test_a_message_is_sent_until_it_is_accepted_or_refused(codes, answer, times):
    gateway = MoodyGateway(*codes)
    gateway.start()
    sender = Sender(host="127.0.0.1", port=gateway.port, stop=threading.Event())

    assert sender.send(b"MSH|the same bytes") == answer
    sender.close()
    gateway.join(5)
    assert gateway.heard == [b"\x0bMSH|the same bytes\x1c\r"] * times
    assert sender.tally.sent_again == times - 1
    assert (sender.tally.acknowledged, sender.tally.refused) == ((1, 0) if answer[1] == "A" else (0, 1))


@pytest.mark.parametrize(("patience_s", "complaints"), [(60, 0), (-1, 1)])
def test_only_a_silence_that_lasts_is_complained_of_and_once(monkeypatch, patience_s, complaints):
    monkeypatch.setattr(sending, "_PATIENCE_S", patience_s)
    gateway, heard = MoodyGateway(None, None, b"CA"), []
    gateway.start()
    sender = Sender(host="127.0.0.1", port=gateway.port, stop=threading.Event(), trouble=heard.append)

    assert sender.send(b"MSH|late") == "CA"
    sender.close()
    gateway.join(5)
    assert len(heard) == complaints
