"""The secret key, made once and kept beside the data."""

import secrets
from pathlib import Path


def kept_secret(data_dir: Path) -> str:
    """Read the secret key of this installation, or make one readable by its owner only."""
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return path.read_text(encoding="utf-8")
