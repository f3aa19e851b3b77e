"""Every write of ratings."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bigsky.clinic.ratings.models import Rating, RatingLink
from bigsky.clinic.ratings.queries import hash_of, link_by_token
from bigsky.clinic.ratings.worries import prompt_about
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine.scales.registry import scale_named
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import ScaleScore, answers_in_order, score
from bigsky.ketamine.vocabulary.refusal import Refusal

Answers = Sequence[int | None]


class RatingError(ValueError):
    """These answers cannot be a rating."""


class LinkSpentError(ValueError):
    """The link was used, has run out, or never was one."""


@clinical_act(Act.ASK_RATING)
def ask_rating(
    *,
    by: User,
    at: datetime,
    patient_id: UUID,
    scale_key: str,
    expires_at: datetime,
    occasion: str = "",
    recall: str = "",
) -> tuple[RatingLink, str]:
    """Make a single-use link for a patient; its token is given once, here, and only its hash is kept."""
    scale = _scale(scale_key)
    token = secrets.token_urlsafe(32)
    link = RatingLink.objects.create(
        patient_id=patient_id,
        scale_key=scale.key,
        token_hash=hash_of(token),
        occasion=occasion,
        recall=recall,
        asked_at=at,
        asked_by=by,
        expires_at=expires_at,
    )
    record(
        by=by, at=at, act="ask for a rating", subject=link, patient=patient_id, detail={"scale": scale.key}
    )
    return link, token


@clinical_act(Act.ANSWER_RATING)
def answer_link(*, by: User, at: datetime, token: str, answers: Answers) -> Rating:
    """Take the answers of a patient who followed a link, once.

    Raises:
        LinkSpentError: the link cannot be answered (any more).
        RatingError: an answer is not one of the scale's.
    """
    link = _open_link(token, at)
    scored = _scored(link.scale_key, answers)
    # Of two people who send at the same moment, only one changes this row.
    if not RatingLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at):
        raise LinkSpentError("This link has already been used.")
    return _keep(by=by, at=at, patient_id=link.patient_id, scored=scored, occasion=link.occasion, link=link)


@clinical_act(Act.ANSWER_RATING)
def heed_answers(*, by: User, at: datetime, token: str, answers: Answers) -> ScaleScore:
    """Prompt a clinician about answers that were sent but not yet handed in; the link stays open."""
    link = _open_link(token, at)
    scored = _scored(link.scale_key, answers)
    record(by=by, at=at, act="heed answers", subject=link, patient=link.patient_id)
    prompt_about(scored, at=at, patient_id=link.patient_id, origin=link)
    return scored


@clinical_act(Act.RECORD_RATING)
def record_rating(
    *, by: User, at: datetime, patient_id: UUID, scale_key: str, answers: Answers, occasion: str = ""
) -> Rating:
    """Write down answers that a patient gave in person."""
    return _keep(
        by=by, at=at, patient_id=patient_id, scored=_scored(scale_key, answers), occasion=occasion, link=None
    )


def _keep(
    *, by: User, at: datetime, patient_id: UUID, scored: ScaleScore, occasion: str, link: RatingLink | None
) -> Rating:
    rating = Rating.objects.create(
        patient_id=patient_id,
        scale_key=scored.scale_key,
        answers=[value for _, value in scored.answers],
        total=scored.total,
        band=scored.band or "",
        findings=[finding.as_json() for finding in scored.findings],
        completed_at=at,
        recorded_by=by,
        occasion=occasion,
        recall=(link.recall if link else "") or _scale(scored.scale_key).recall,
        link=link,
    )
    detail = {"scale": scored.scale_key, "total": scored.total, "unanswered": list(scored.missing)}
    record(by=by, at=at, act="record rating", subject=rating, patient=patient_id, detail=detail)
    prompt_about(scored, at=at, patient_id=patient_id, origin=link or rating)
    return rating


def _open_link(token: str, at: datetime) -> RatingLink:
    link = link_by_token(token, at)
    if link is None:
        raise LinkSpentError("This link has been used or has run out.")
    return link


def _scale(scale_key: str) -> Scale:
    scale = scale_named(scale_key)
    if isinstance(scale, Refusal):
        raise RatingError(str(scale))
    return scale


def _scored(scale_key: str, answers: Answers) -> ScaleScore:
    scale = _scale(scale_key)
    by_item = answers_in_order(scale, answers)
    if isinstance(by_item, Refusal):
        raise RatingError(str(by_item))
    scored = score(scale, by_item)
    if isinstance(scored, tuple):
        raise RatingError("; ".join(str(refusal) for refusal in scored))
    return scored
