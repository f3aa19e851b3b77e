"""The four answers that PHQ-9 and GAD-7 share, with their LOINC answer codes."""

from bigsky.ketamine.scales.scale import Option

FREQUENCY_OPTIONS = (
    Option(value=0, text="Not at all", loinc="LA6568-5"),
    Option(value=1, text="Several days", loinc="LA6569-3"),
    Option(value=2, text="More than half the days", loinc="LA6570-1"),
    Option(value=3, text="Nearly every day", loinc="LA6571-9"),
)

PHQ_NOTICE = (
    "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an "
    "educational grant from Pfizer Inc. No permission required to reproduce, translate, display or "
    "distribute."
)
