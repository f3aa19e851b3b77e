"""What is known of one person at one moment; `None` means nobody knows yet."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bigsky.ketamine.vocabulary.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class PatientSnapshot:
    """The facts that screening and planning ask for. No name, no date of birth: facts, not identity."""

    age_years: int | None = None
    sex_at_birth: str | None = None  # "female" | "male"
    weight_kg: float | None = None
    height_cm: float | None = None
    systolic_mmhg: float | None = None
    diastolic_mmhg: float | None = None
    # depression and its treatment
    diagnosis: str | None = None  # "unipolar-depression" | "bipolar-depression" | "other"
    adequate_antidepressant_failures: int | None = None
    has_mood_stabiliser: bool | None = None
    has_capacity: bool | None = None
    phq9_total: int | None = None
    phq9_item9: int | None = None
    # conditions
    has_ketamine_hypersensitivity: bool | None = None
    has_aneurysm_or_haemorrhage: bool | None = None
    has_severe_cardiac_disease: bool | None = None
    has_prior_stroke: bool | None = None
    has_raised_intracranial_or_ocular_pressure: bool | None = None
    has_untreated_hyperthyroidism: bool | None = None
    has_psychosis: bool | None = None
    has_mania_or_mixed_state: bool | None = None
    has_neurocognitive_disorder: bool | None = None
    is_pregnant_or_lactating: bool | None = None
    has_substance_use_disorder_3_months: bool | None = None
    has_ketamine_misuse: bool | None = None
    liver_disease: str | None = None  # "none" | "mild" | "moderate" | "severe"
    has_qt_or_arrhythmia_or_seizure: bool | None = None
    has_bladder_symptoms: bool | None = None
    # medicines
    takes_theophylline: bool | None = None
    takes_maoi: bool | None = None
    takes_opioid_or_depressant: bool | None = None
    diazepam_equivalent_mg_per_day: float | None = None
    # investigations
    liver_panel_age_days: int | None = None
    ecg_age_days: int | None = None
    # suicide risk
    suicide_risk_tier: str | None = None  # "none" | "low" | "moderate" | "high"

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "PatientSnapshot | Refusal":
        """Read a snapshot; an unknown fact name is refused rather than dropped."""
        known = {field.name for field in fields(cls)}
        for name in raw:
            if name not in known:
                return Refusal(field=name, reason="is not a fact of the patient snapshot")
        return cls(**raw)
