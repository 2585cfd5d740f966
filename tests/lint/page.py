"""The manual's page on `coequal lint`, made from the rules and from what they find in the tested examples."""

from pathlib import Path
from tempfile import TemporaryDirectory

from coequal.facts.dates import say_date
from coequal.lint.finding import SEVERITIES, Rule
from coequal.lint.rules import RULES
from tests.lint.building import POLICY, TODAY, changed, findings
from tests.lint.examples import EXAMPLES
from tests.policies.building import line_of

HEADING = """\
# What `coequal lint` finds

<!-- Made by `make manual` from the rules and the examples in tests/lint. Change those, not this page. -->

`coequal lint` looks through policies, those of the library or those whose files are named, and says what is wrong and what is in doubt.
Each finding cites its line and its clause, and has one of three severities:

| severity | means |
| --- | --- |
| error | the file itself needs mending before anyone relies on it; the exit status is then 1 |
| warning | the policy as its owner printed it contradicts itself, or its owner must act |
| doubt | it may be read in several ways |

`--json` prints the findings for other software, as a list of `policy`, `rule`, `severity`, `message`, `file`, `line`, `clause`; `--rules` lists the rules.
Dates are held against the day on which it runs; in the examples below, {today}. Nothing is ever mended by itself: what a source prints is kept, and its owner is asked.

Where conditions are tried on all cases that could be (*never-met*, *always-met*, *never-applies*), and there are too many, or numbers
are computed with in a way that the tried values do not cover, nothing is said. Of a family of policies each member is looked at;
whether it has example people is not asked, because its limits stand in its table.

"""


def page() -> str:
    """The whole page."""
    contents = "".join(f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.says} |\n" for rule in _in_order())
    with TemporaryDirectory() as folder:
        sections = "\n".join(_section(rule, Path(folder)) for rule in _in_order())
    return f"{HEADING.replace('{today}', say_date(TODAY))}| rule | severity | what it finds |\n| --- | --- | --- |\n{contents}\n{sections}"


def _in_order() -> list[Rule]:
    """The gravest first."""
    return sorted(RULES, key=lambda rule: SEVERITIES.index(rule.severity))


def _section(rule: Rule, folder: Path) -> str:
    example = next(example for example in EXAMPLES if example.rule == rule.name)
    text = changed(POLICY, *example.edits)
    line = line_of(text, example.line)
    said = next(
        finding.message
        for finding in findings(folder, *example.edits)
        if finding.rule == rule.name and finding.place.line == line and example.says in finding.message
    )
    return f"## {rule.name}\n\nAt line {line} of an example:\n\n````text\n{_shown(text.split(chr(10)), line)}\n````\n\n> {said}\n"


def _shown(lines: list[str], line: int) -> str:
    """The line at which something is found; of a criterion its whole section, of the days in force all that is said of them."""
    start = end = line - 1
    if lines[start].startswith("id:"):
        start = max(n for n in range(start) if lines[n].startswith("## "))
        end = next(n for n in range(end, len(lines)) if lines[n] == "```")
    while lines[end + 1].startswith("  "):
        end += 1
    return "\n".join(lines[start : end + 1])
