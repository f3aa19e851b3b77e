"""The six questions of a person's journey; read this first. Each is one function: facts in, answer out."""

from collections.abc import Callable
from dataclasses import dataclass

from bigsky.ketamine.evidence.rows import Evidence
from bigsky.ketamine.evidence.statement import Statement, statement
from bigsky.ketamine.followup.response import Change, response
from bigsky.ketamine.infusion.session import Session, session_of
from bigsky.ketamine.intake.triage import RequestForm, Triage, triage
from bigsky.ketamine.planning.dosing import Preparation, prepare
from bigsky.ketamine.planning.order import DoseOrder, DosingPolicy, PreparationRules
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import ScaleScore
from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.screening.screen import Screening, screen
from bigsky.ketamine.vocabulary.patient import PatientSnapshot
from bigsky.ketamine.vocabulary.timeline import Happening


@dataclass(frozen=True, kw_only=True)
class Question:
    """One step: its word, what it asks, the function that answers, what it is given and what it gives."""

    step: str
    asks: str
    answer: Callable[..., object]
    given: tuple[type, ...]
    gives: type


JOURNEY: tuple[Question, ...] = (
    Question(
        step="intake",
        asks="Who asks for help, how urgent is it, and when can they come?",
        answer=triage,
        given=(RequestForm,),
        gives=Triage,
    ),
    Question(
        step="screening",
        asks="May this person be treated, and what is still unknown?",
        answer=screen,
        given=(PatientSnapshot, ScreeningPolicy),
        gives=Screening,
    ),
    Question(
        step="planning",
        asks="What exactly do we give, how, and when?",
        answer=prepare,
        given=(DoseOrder, PreparationRules, DosingPolicy),
        gives=Preparation,
    ),
    Question(
        step="infusion",
        asks="What is happening in the chair, and who must act?",
        answer=session_of,
        given=(Happening,),
        gives=Session,
    ),
    Question(
        step="followup",
        asks="Did it help, for how long, and when is the next dose due?",
        answer=response,
        given=(Scale, ScaleScore),
        gives=Change,
    ),
    Question(
        step="evidence",
        asks="What do all patients and all studies together say?",
        answer=statement,
        given=(Evidence,),
        gives=Statement,
    ),
)
