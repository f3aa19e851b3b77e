"""Run a command against a real, throw-away PostgreSQL: `python -m tests.postgresql pytest tests/clinic`.

The cluster lives in a temporary folder, listens on a local socket only, and is gone afterwards.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def find_bin() -> Path | None:
    """Find the folder that holds initdb, installing PostgreSQL from Debian's packages when we may."""
    found = _installed()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True, stdout=subprocess.DEVNULL)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
        found = _installed()
    return found


def _installed() -> Path | None:
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates = [*homes, *(Path(found).parent for found in [shutil.which("initdb")] if found)]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def as_owner() -> list[str]:
    """PostgreSQL refuses to run as root: then run it as the user that the package made."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


def _quietly(words: list[str], folder: Path) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=folder)


def main() -> int:
    """Start a cluster, run the command with BIGSKY_DATABASE_URL, stop the cluster."""
    programs = find_bin()
    if programs is None:
        sys.stderr.write(
            "PostgreSQL is not installed (Debian: apt-get install postgresql); cannot test on it.\n"
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="bigsky-pg-") as folder:
        return _run_inside(Path(folder), programs)


def _run_inside(folder: Path, programs: Path) -> int:
    data = folder / "data"
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    pg_ctl = [*as_owner(), str(programs / "pg_ctl"), "-D", str(data), "-s", "-w"]
    initdb = [
        "initdb",
        "-D",
        str(data),
        "-U",
        "bigsky",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    _quietly([*as_owner(), str(programs / initdb[0]), *initdb[1:]], folder)
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=60"
    _quietly([*pg_ctl, "-o", options, "-l", str(folder / "log"), "start"], folder)
    try:
        url = f"postgresql://bigsky@/postgres?host={folder}"
        environment = {**os.environ, "BIGSKY_DATABASE_URL": url, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    finally:
        subprocess.run([*pg_ctl, "-m", "immediate", "stop"], check=False, cwd=folder)


if __name__ == "__main__":
    sys.exit(main())
