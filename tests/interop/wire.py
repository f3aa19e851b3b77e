"""A client that shares nothing with ours, and a gateway in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

MESSAGES = Path(__file__).parent / "messages"
ROOT = Path(__file__).parents[2]
PREPARE = "from bigsky.clinic.config import processes; processes.prepare()"


def example(letter):
    """The example message whose file name begins with a letter, as it goes over the wire."""
    (path,) = MESSAGES.glob(f"{letter}-*.hl7")
    return path.read_bytes().strip().replace(b"\n", b"\r") + b"\r"


def oru(control_id, *, value=70, device="MON-1", sender="TEST", mode="|", at="20260302120000+0000"):
    """A small message with one heart rate."""
    return (
        f"MSH|^~\\&|{sender}|||| {at}||ORU^R01^ORU_R01|{control_id}|P|2.6|||{mode}||UNICODE UTF-8\r"
        f"OBR|1|||182777000^monitoring of patient^SCT|||{at}\r"
        f"OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|{value}|264864^^MDC|||||R|||||||{device}^X\r"
    ).encode()


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """Sends frames and waits for as many answers as asked for."""

    def __init__(self, port, *, timeout=20):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def write(self, data):
        self.socket.sendall(data)

    def answer(self):
        """The next acknowledgement as code, control id and whole text."""
        while b"\x1c\r" not in self.rest:
            data = self.socket.recv(65536)
            if not data:
                raise ConnectionError("closed without an answer")
            self.rest += data
        frame, self.rest = self.rest.split(b"\x1c\r", 1)
        text = frame.lstrip(b"\x0b").decode()
        msa = next(line for line in text.split("\r") if line.startswith("MSA")).split("|")
        return msa[1], msa[2], text

    def ask(self, body):
        self.write(b"\x0b" + body + b"\x1c\r")
        return self.answer()


class GatewayProcess:
    """`bigsky gateway` with a data folder of its own; can be killed and started again."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.environment = {
            **os.environ,
            "BIGSKY_DATA_DIR": str(folder),
            "BIGSKY_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "bigsky.clinic.config.settings",
        }

    def prepare(self, then=""):
        script = f"{PREPARE}; {then}"
        subprocess.run([sys.executable, "-c", script], env=self.environment, cwd=ROOT, check=True)

    def start(self):
        words = ["gateway", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bigsky.cli", *words], env=self.environment, stdout=subprocess.PIPE
        )
        assert b"Listening" in self.process.stdout.readline()

    def kill(self):
        self.process.kill()
        self.end()

    def end(self):
        self.process.wait(10)
        self.process.stdout.close()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.end()

    def rows(self, query):
        with closing(sqlite3.connect(self.folder / "bigsky.sqlite3", timeout=10)) as database:
            return database.execute(query).fetchall()

    def until_read(self, *, within_s=30):
        """Wait until no message is pending any more."""
        for _ in range(within_s * 10):
            if self.rows("select count(*) from hl7_rawmessage where state = 'pending'") == [(0,)]:
                return
            time.sleep(0.1)
        raise TimeoutError("messages are still pending")
