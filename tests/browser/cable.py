"""A cable between the browser and the clinic that can be pulled while everything still looks connected."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Cable:
    """Passes bytes on while it is plugged in; pulled, it holds them without closing anything."""

    def __init__(self, clinic_port: int) -> None:
        self._clinic = ("127.0.0.1", clinic_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._plugged = threading.Event()
        self._plugged.set()
        self._open: list[socket.socket] = [self._listener]
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        """Pull the cable: nothing comes through, and nobody is told."""
        self._plugged.clear()

    def plug(self) -> None:
        """Plug it in again."""
        self._plugged.set()

    def close(self) -> None:
        """Take the cable away."""
        self.plug()
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                clinic = socket.create_connection(self._clinic)
                self._open += [browser, clinic]
                for here, there in ((browser, clinic), (clinic, browser)):
                    threading.Thread(target=self._carry, args=(here, there), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(65_536):
                self._plugged.wait()
                there.sendall(data)
            there.shutdown(socket.SHUT_WR)


@contextmanager
def cable_to(clinic_port: int) -> Iterator[Cable]:
    """Lay a cable for the length of a test."""
    cable = Cable(clinic_port)
    try:
        yield cable
    finally:
        cable.close()
