"""What may make ketamine unsuitable, in plain words; each line carries the sources of its screening rules."""

PlainWords = tuple[str, tuple[str, ...]]

MAY_NOT_SUIT: tuple[PlainWords, ...] = (
    ("You are allergic to ketamine.", ("CI-01",)),
    ("Your blood pressure is high and not yet under control.", ("CI-03", "BP-01")),
    ("You had a stroke, a bleeding in the brain, or have a weak spot in an artery.", ("CI-04", "CI-07")),
    ("You have a serious heart disease, or an uneven heartbeat out of control.", ("CI-06", "CI-16")),
    ("You hear or see things that others do not, or feel that others plot against you.", ("CI-10",)),
    ("You are in a manic phase.", ("CI-11",)),
    ("You are pregnant or breastfeeding.", ("CI-13",)),
    ("You had trouble with alcohol or drugs in the last three months.", ("CI-14A",)),
    ("You ever misused ketamine.", ("CI-14B",)),
    ("You have a serious liver disease, or trouble with your bladder.", ("CI-15A", "CI-18")),
    ("You are younger than 18.", ("ELG-01",)),
)

LONG_USE: tuple[PlainWords, ...] = (
    ("Used often and for long, ketamine can harm the bladder, and some people cannot stop it.", ("CI-18",)),
)
