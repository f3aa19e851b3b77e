"""Every write of sessions: one function a clinical act."""

from bigsky.clinic.infusion.actions.device_reading import DeviceReading, Received
from bigsky.clinic.infusion.actions.ending import (
    begin_recovery,
    cancel_session,
    complete_session,
    discharge,
    transfer,
)
from bigsky.clinic.infusion.actions.errors import (
    DischargeRefusedError,
    MonitorTakenError,
    NotReadyError,
    ObservationRefusedError,
    SessionError,
    StepRefusedError,
)
from bigsky.clinic.infusion.actions.harm import record_adverse_event
from bigsky.clinic.infusion.actions.observing import (
    accept_observation,
    accept_observations,
    record_device_observations,
    record_observation,
)
from bigsky.clinic.infusion.actions.preparing import (
    bind_monitor,
    confirm_syringe,
    prepare_session,
    release_monitor,
)
from bigsky.clinic.infusion.actions.prompting import prompt_about
from bigsky.clinic.infusion.actions.pump import (
    change_rate,
    flush_line,
    pause_infusion,
    resume_infusion,
    start_infusion,
    stop_infusion,
)

__all__ = [
    "DeviceReading",
    "DischargeRefusedError",
    "MonitorTakenError",
    "NotReadyError",
    "ObservationRefusedError",
    "Received",
    "SessionError",
    "StepRefusedError",
    "accept_observation",
    "accept_observations",
    "begin_recovery",
    "bind_monitor",
    "cancel_session",
    "change_rate",
    "complete_session",
    "confirm_syringe",
    "discharge",
    "flush_line",
    "pause_infusion",
    "prepare_session",
    "prompt_about",
    "record_adverse_event",
    "record_device_observations",
    "record_observation",
    "release_monitor",
    "resume_infusion",
    "start_infusion",
    "stop_infusion",
    "transfer",
]
