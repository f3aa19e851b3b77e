"""Every read of ratings."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.ratings.models import Rating, RatingLink


def of_patient(patient_id: UUID, scale_key: str = "phq-9") -> QuerySet[Rating]:
    """List a patient's ratings on one scale, newest first."""
    return Rating.objects.filter(patient_id=patient_id, scale_key=scale_key).select_related("recorded_by")


def latest(patient_id: UUID, scale_key: str = "phq-9") -> Rating | None:
    """Find the newest rating on one scale, complete or not."""
    return of_patient(patient_id, scale_key).first()


def rating(rating_id: UUID) -> Rating:
    """Find one rating."""
    return Rating.objects.select_related("patient__clinician", "recorded_by").get(pk=rating_id)


def link_by_token(token: str, at: datetime) -> RatingLink | None:
    """Find the link of a token if it can still be answered at this moment."""
    return (
        RatingLink.objects.filter(token_hash=hash_of(token), used_at__isnull=True, expires_at__gt=at)
        .select_related("patient__clinician")
        .first()
    )


def was_asked(token: str) -> bool:
    """Say whether this token ever was a question of ours, answered or run out by now."""
    return RatingLink.objects.filter(token_hash=hash_of(token)).exists()


def hash_of(token: str) -> str:
    """Hash a token: what is kept cannot be turned back into a link."""
    return hashlib.sha256(token.encode()).hexdigest()
