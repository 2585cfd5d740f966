"""The manual's page on settings, made from the table that is checked when the site starts."""

from coequal.web.variables import VARIABLES

HEADING = """\
# Settings

<!-- Made by `make manual` from coequal.web.variables. Change that, not this page. -->

The site is told how to run by environment variables. They are read once, when a process starts.
A name that begins with `COEQUAL_` and is not in this table, or a value that its variable cannot hold, stops the process with a message that names it, and never repeats what it held.
One that is empty counts as not set.

| variable | is | says | otherwise |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    return HEADING + "".join(f"| `{one.name}` | {one.kind.says} | {one.says} | {one.otherwise} |\n" for one in VARIABLES)
