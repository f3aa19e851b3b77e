"""`python -m bigsky.cli`: the same as `bigsky`."""

from bigsky.cli import main

main()
