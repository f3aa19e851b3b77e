"""Every signature."""

from datetime import datetime
from typing import Any

from bigsky.clinic.signatures.content import content_hash
from bigsky.clinic.signatures.models import Signature
from bigsky.clinic.signatures.password import refuse_unless_theirs
from bigsky.clinic.staff.acts import name_of
from bigsky.clinic.staff.models import User


def sign(
    *, by: User, at: datetime, password: str, meaning: str, subject: object, content: dict[str, Any]
) -> Signature:
    """Bind a person, a moment and a meaning to one content; called inside the act that needs it.

    Raises:
        SignatureRefusedError: the password is not theirs (two components at signing: session and password),
            or signing is locked for a while.
    """
    refuse_unless_theirs(by=by, at=at, password=password)
    printed = f"{by.display_name}, {by.credentials}".rstrip(", ")
    return Signature.objects.create(
        by=by,
        printed_name=printed,
        at=at,
        meaning=meaning,
        subject=name_of(subject),
        content_hash=content_hash(content),
    )
