"""The hash of exactly what is signed."""

import hashlib
import json
from typing import Any


def content_hash(content: dict[str, Any]) -> str:
    """Hash the canonical JSON of what is signed."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
