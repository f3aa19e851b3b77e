"""What the clinic refuses in the infusion room, in sentences fit for the screen."""

from bigsky.ketamine.infusion.discharge import DischargeAnswer
from bigsky.ketamine.vocabulary.finding import Verdict


class SessionError(ValueError):
    """Something in a session cannot be done; the sentence says why."""


class StepRefusedError(SessionError):
    """The session's state does not allow this event at that time."""


class NotReadyError(SessionError):
    """Something that must be there before the infusion is missing."""


class MonitorTakenError(SessionError):
    """The monitor watches somebody else."""


class ObservationRefusedError(SessionError):
    """The observation cannot be true as it was entered."""


class DischargeRefusedError(SessionError):
    """The person may not go home yet: a criterion is not met or not known."""

    @classmethod
    def of(cls, answer: DischargeAnswer) -> "DischargeRefusedError":
        """Say what stands against it."""
        against = [each.reason for each in answer.findings if each.verdict is not Verdict.MET]
        return cls("Not yet: " + "; ".join(against) + ".")
