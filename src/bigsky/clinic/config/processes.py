"""How the parts of the platform are started, kept alive and stopped together."""

import ctypes
import fcntl
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

# Everything must be down within five seconds: gunicorn gets three, the last half is for the kill.
_GRACE_S = 4.5
_LOOK_EVERY_S = 0.2
_LONGEST_PAUSE_S = 10.0
_CALM_AFTER_S = 30.0
_THREADS = 128  # each live page holds one; at most half of them may (infusion.live.places)
_PARENT_DEATH_SIGNAL = 1


@dataclass(frozen=True, kw_only=True)
class Part:
    """One process of the platform."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    gives_way: bool = False  # others start first when there is little processor to share


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Where the platform listens."""

    host: str = "127.0.0.1"
    web: int = 8000
    gateway: int = 2575


class CannotStartError(RuntimeError):
    """The platform cannot start as asked; the sentence says why and what to do."""


class PortTakenError(CannotStartError):
    """Somebody else listens there already."""


class AlreadyRunningError(CannotStartError):
    """Two platforms on one data folder would migrate and read the inbox at the same time."""


def web(ports: Ports) -> Part:
    """Say how the web server is started: one worker, so that one thread can feed all live pages."""
    command = (
        sys.executable, "-m", "gunicorn", "bigsky.clinic.config.wsgi:application",
        "--bind", f"{ports.host}:{ports.web}", "--worker-class", "gthread", "--workers", "1",
        "--threads", str(_THREADS), "--graceful-timeout", "3", "--no-control-socket",
        "--log-level", "warning",
    )  # fmt: skip
    return Part(name="web", command=command)


def gateway(ports: Ports) -> Part:
    """Say how the HL7 gateway is started."""
    options = ("--host", ports.host, "--port", str(ports.gateway))
    return Part(name="gateway", command=(*bigsky("gateway"), *options))


def clock() -> Part:
    """Say how the clock is started."""
    return Part(name="clock", command=(sys.executable, "-m", "bigsky.clinic.config.clock"))


def bigsky(*words: str) -> tuple[str, ...]:
    """Give the command line of one of our own commands."""
    return (sys.executable, "-m", "bigsky.cli", *words)


def load() -> None:
    """Load Django with the platform's settings.

    Raises:
        CannotStartError: a setting or the data folder cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigsky.clinic.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except OSError as error:
        raise _folder_trouble(error) from error
    except (ImproperlyConfigured, ValueError) as error:
        raise CannotStartError(
            f"a setting cannot be used ({_in_one_line(error)}); look at the variables BIGSKY_…"
        ) from error


def prepare(data_dir: Path | None = None) -> None:
    """Choose the data folder, load Django, hold the folder and bring the tables up to date.

    Raises:
        CannotStartError: another platform runs on this folder; a setting, the folder or the database cannot
            be used.
    """
    if data_dir is not None:
        os.environ["BIGSKY_DATA_DIR"] = str(data_dir.absolute())
    load()
    from django.conf import settings

    try:
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        _hold(settings.DATA_DIR)
    except OSError as error:
        raise _folder_trouble(error) from error
    _bring_up_to_date()


def _bring_up_to_date() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, ImproperlyConfigured) as error:
        raise CannotStartError(
            f"the database cannot be used ({_in_one_line(error)}); look at --data-dir and BIGSKY_DATABASE_URL"
        ) from error
    # A process that forks must not carry an open database with it.
    connections.close_all()


def _folder_trouble(error: OSError) -> CannotStartError:
    return CannotStartError(
        f"the data folder cannot be used ({error.filename}: {error.strerror}); choose another with --data-dir"
    )


def _in_one_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _hold(folder: Path) -> None:
    """Lock the data folder for as long as this process lives; the system lets go, however it ends."""
    lock = os.open(folder / "running.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise AlreadyRunningError(
            f"Big Sky already runs on {folder}; stop it or choose --data-dir"
        ) from error


def ensure_free(ports: Ports) -> None:
    """Look whether both ports can be had.

    Raises:
        PortTakenError: which one is taken, and what to do.
        CannotStartError: the host is not known, or both ports are the same.
    """
    if ports.web == ports.gateway:
        raise CannotStartError(
            f"port {ports.web} cannot be for web pages and for monitors; choose another with --gateway-port"
        )
    for what, port, option in (
        ("web pages", ports.web, "--port"),
        ("monitors", ports.gateway, "--gateway-port"),
    ):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((ports.host, port))
            except socket.gaierror as error:
                raise CannotStartError(
                    f"{ports.host} cannot be listened on ({error.strerror}); choose another with --host"
                ) from error
            except OSError as error:
                raise PortTakenError(
                    f"port {port} for {what} cannot be had on {ports.host} ({error.strerror}); "
                    f"choose another with {option}"
                ) from error


@dataclass(kw_only=True)
class _Running:
    part: Part
    process: subprocess.Popen[bytes]
    started_at: float
    pause_s: float = 0.5
    restart_at: float | None = None


def run(parts: Sequence[Part], *, started: Callable[[], None] = lambda: None) -> None:
    """Start every part and keep it running until SIGTERM or Ctrl-C; then stop all within five seconds."""
    stopped: list[int] = []
    before = {
        number: signal.signal(number, lambda got, _: stopped.append(got))
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    running = [_Running(part=part, process=_start(part), started_at=time.monotonic()) for part in parts]
    try:
        started()
        while not stopped:
            for each in running:
                _revive(each)
            time.sleep(_LOOK_EVERY_S)
    finally:
        _stop(running)
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(part: Part) -> subprocess.Popen[bytes]:
    # An own session: Ctrl-C reaches us alone, and we stop the parts in order.
    return subprocess.Popen(  # noqa: S603 - our own commands
        ("nice", "-n", "10", *part.command) if part.gives_way and shutil.which("nice") else part.command,
        env={**os.environ, **part.environment},
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread only
    )


def _die_with_parent() -> None:
    """Ask Linux to stop this part when whoever started it is killed, so that it does not hold the port."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _revive(each: _Running) -> None:
    code = each.process.poll()
    if code is None:
        return
    now = time.monotonic()
    if each.restart_at is None:
        is_calm = now - each.started_at > _CALM_AFTER_S
        each.pause_s = 0.5 if is_calm else min(2 * each.pause_s, _LONGEST_PAUSE_S)
        each.restart_at = now + (0 if is_calm else each.pause_s)
        log.warning("%s ended with code %s; starting it again", each.part.name, code)
    if now >= each.restart_at:
        each.process, each.started_at, each.restart_at = _start(each.part), now, None


def _stop(running: Sequence[_Running]) -> None:
    deadline = time.monotonic() + _GRACE_S
    for each in running:
        each.process.terminate()
    for each in running:
        try:
            each.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s did not stop in time and is killed", each.part.name)
            each.process.kill()
            each.process.wait()
