"""The acts a session's state allows, each with its consequence in words."""

from dataclasses import dataclass

from bigsky.ketamine.infusion import session as science


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act at the chair: what it is called, what it asks for, what follows."""

    key: str
    event: str
    title: str
    done: str
    consequence: str
    asks: tuple[str, ...] = ("happened",)
    look: str = ""


STEPS = (
    Step(
        key="start",
        event="Start",
        title="Start",
        done="The start is recorded.",
        consequence="Records that you started the pump with the plan's programme. Delivered milligrams "
        "count and readings become due from this time. You set and start the pump.",
        look="main",
    ),
    Step(
        key="pause",
        event="Pause",
        title="Pause",
        done="The pause is recorded.",
        consequence="Records that you halted the pump. Delivered milligrams stop counting from this time; "
        "readings stay due.",
        asks=("happened", "reason"),
        look="main",
    ),
    Step(
        key="resume",
        event="Resume",
        title="Resume",
        done="The pump runs on.",
        consequence="Records that the pump runs on at the rate last set. Delivered milligrams count again.",
        look="main",
    ),
    Step(
        key="rate",
        event="ChangeRate",
        title="Change rate",
        done="The new rate is recorded.",
        consequence="Records the rate you set on the pump. The minutes left change from this time.",
        asks=("happened", "rate_ml_per_h"),
    ),
    Step(
        key="stop",
        event="Stop",
        title="Stop",
        done="The end of the infusion is recorded.",
        consequence="Ends this infusion for good: it cannot be resumed. What sits in the line is lost unless "
        "you flush. A reading is due now.",
        asks=("happened", "reason"),
        look="stop",
    ),
    Step(
        key="flush",
        event="Flush",
        title="Flush the line",
        done="The flush is recorded.",
        consequence="Records that carrier pushed what was left in the line into the vein: it counts as "
        "delivered.",
        asks=("happened", "volume_ml"),
    ),
    Step(
        key="recovery",
        event="BeginRecovery",
        title="Begin recovery",
        done="Recovery has begun.",
        consequence="Records that the person now rests under watch. Readings stay due; the discharge "
        "checklist opens.",
        look="main",
    ),
    Step(
        key="complete",
        event="Complete",
        title="Close the record",
        done="The record is closed.",
        consequence="Closes the record of this session. Nothing more can be entered in it.",
        asks=(),
        look="main",
    ),
    Step(
        key="cancel",
        event="Cancel",
        title="Cancel the session",
        done="The session is cancelled.",
        consequence="Calls the session off before the pump ran. It stays on record with your reason.",
        asks=("reason",),
    ),
    Step(
        key="transfer",
        event="Transfer",
        title="Emergency transfer",
        done="The transfer is recorded.",
        consequence="Records that the person was handed to another place in an emergency. The pump counts as "
        "off from this time and the session ends here.",
        asks=("happened", "reason"),
        look="stop",
    ),
)


def step_named(key: str) -> Step | None:
    """Find an act by its key."""
    return next((step for step in STEPS if step.key == key), None)


def steps_of(folded: science.Session) -> list[Step]:
    """List the acts that may follow now."""
    return [step for step in STEPS if step.event in folded.allowed]
