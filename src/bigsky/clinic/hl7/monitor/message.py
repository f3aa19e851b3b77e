"""A bedside monitor's ORU^R01 as the IHE PCD-01 profile (HL7 v2.6) has it, without a patient's name."""

from dataclasses import dataclass
from datetime import datetime

from bigsky.clinic.hl7.monitor.vitals import Vitals

_BEAT = "264864^MDC_DIM_BEAT_PER_MIN^MDC"
_BREATH = "264928^MDC_DIM_RESP_PER_MIN^MDC"
_PERCENT = "262688^MDC_DIM_PERCENT^MDC"
_MMHG = "266016^MDC_DIM_MMHG^MDC"


@dataclass(frozen=True, kw_only=True)
class Monitor:
    """One monitor: its own id and the chair it stands at."""

    device_id: str
    chair_code: str

    @property
    def sender(self) -> str:
        """Name itself as in MSH-3."""
        return f"BIGSKY_SIM^{self.device_id}^L"


@dataclass(frozen=True, kw_only=True)
class Cuff:
    """The newest blood pressure; it is sent again with every message until the next one."""

    vitals: Vitals
    measured_at: datetime


def device_of(chair_code: str) -> str:
    """Name the virtual monitor that stands at a chair."""
    return f"SIM-{chair_code}"


def message(monitor: Monitor, vitals: Vitals, *, cuff: Cuff, at: datetime, control_id: str) -> bytes:
    """Write one message; `at` is the moment of all but the cuff's values."""
    order = f"{control_id}^{monitor.sender}"
    profile = "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.4.1^ISO"
    msh = (
        f"MSH|^~\\&|{monitor.sender}|Virtual clinic|||{_hl7(at)}||ORU^R01^ORU_R01|{control_id}|P|2.6"
        f"|||AL|NE||UNICODE UTF-8|||{profile}"
    )
    segments = [
        msh,
        'PID|||""||""',  # said to be empty: a monitor is bound to a session, never to a name
        f"PV1||O|Infusion^^{monitor.chair_code}",
        f"OBR|1|{order}|{order}|182777000^monitoring of patient^SCT|||{_hl7(at)}",
        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X",
        "OBX|2||70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC|1.4.0.0|||||||X",
        f"OBX|3||70687^MDC_DEV_PRESS_BLD_NONINV_CHAN^MDC|1.4.1.0|||||||X|||{_hl7(cuff.measured_at)}",
        *_values(monitor, [*_continuous(vitals), *_pressures(cuff)]),
    ]
    return ("\r".join(segments) + "\r").encode()


def _continuous(vitals: Vitals) -> list[tuple[str, int, str, str]]:
    return [
        ("147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1", vitals.heart_rate_per_min, _BEAT, ""),
        ("150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.1", vitals.spo2_percent, _PERCENT, ""),
        ("149530^MDC_PULS_OXIM_PULS_RATE^MDC|1.2.1.2", vitals.heart_rate_per_min, _BEAT, ""),
        ("151578^MDC_TTHOR_RESP_RATE^MDC|1.3.1.1", vitals.respiratory_rate_per_min, _BREATH, ""),
    ]


def _pressures(cuff: Cuff) -> list[tuple[str, int, str, str]]:
    at = _hl7(cuff.measured_at)
    return [
        ("150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.4.1.1", cuff.vitals.systolic_mmhg, _MMHG, at),
        ("150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.4.1.2", cuff.vitals.diastolic_mmhg, _MMHG, at),
        ("150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.4.1.3", cuff.vitals.mean_mmhg, _MMHG, at),
    ]


def _values(monitor: Monitor, rows: list[tuple[str, int, str, str]]) -> list[str]:
    device = f"{monitor.device_id}^BIGSKY_SIM"
    return [
        f"OBX|{number}|NM|{what}|{value}|{unit}|||||R|||{at}||||{device}"
        for number, (what, value, unit, at) in enumerate(rows, start=4)
    ]


def _hl7(at: datetime) -> str:
    return f"{at:%Y%m%d%H%M%S%z}"
