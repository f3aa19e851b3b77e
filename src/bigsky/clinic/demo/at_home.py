"""Between visits: people follow the link in the message they got."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from bigsky.clinic.demo.answers import gad_answers, phq_answers
from bigsky.clinic.followup import actions, queries
from bigsky.clinic.messaging.delivery import deliver_due
from bigsky.clinic.messaging.queries import of_patient as messages_to
from bigsky.clinic.ratings.actions import answer_link
from bigsky.clinic.staff.actions import system_user

_A_WHILE = timedelta(hours=2)
_TOKEN = re.compile(r"/([\w-]{30,})/")


def answer_check_ins(patient_id: UUID, scores: list[int], *, until: datetime, last_item9: int) -> None:
    """Ask every check-in that falls due before a moment; answer while there are scores left to tell."""
    total = 0
    while (check_in := queries.next_due(patient_id)) and check_in.due_at + _A_WHILE < until:
        clock = system_user("clock")
        actions.send_check_in(by=clock, at=check_in.due_at, check_in_id=check_in.pk)
        deliver_due(by=clock, at=check_in.due_at)
        if check_in.scale_key == "phq-9":
            if not scores:
                return
            total = scores.pop(0)
        answers = (
            phq_answers(total, item9=0 if scores else last_item9)
            if check_in.scale_key == "phq-9"
            else gad_answers(total * 2 // 3)
        )
        at, token = check_in.due_at + _A_WHILE, _token_of(patient_id, check_in.pk)
        answer_link(by=system_user("patient-link"), at=at, token=token, answers=answers)


def _token_of(patient_id: UUID, check_in_id: UUID) -> str:
    message = messages_to(patient_id).get(once_key=f"check-in:{check_in_id}")
    found = _TOKEN.search(message.body)
    if found is None:
        raise AssertionError("the message carries a link")
    return found[1]
