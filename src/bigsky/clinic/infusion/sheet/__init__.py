"""What the run-sheet and the board show of one session: happening, next, missing."""

from bigsky.clinic.infusion.sheet.numbers import LiveNumber
from bigsky.clinic.infusion.sheet.sheet import Sheet, sheet_of
from bigsky.clinic.infusion.sheet.steps import Step, steps_of
from bigsky.clinic.infusion.sheet.strip import strip_of

__all__ = ["LiveNumber", "Sheet", "Step", "sheet_of", "steps_of", "strip_of"]
