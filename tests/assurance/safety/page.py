"""The manual's page of hazards, made from the hazard log."""

from collections.abc import Iterable, Iterator

from coequal.assurance.safety import LIKELIHOODS, RISKS, SEVERITIES, Hazard, Risk, hazards, risk

HEADING = """\
# Hazards

<!-- Made by `make manual` from coequal.assurance.safety. Change that, not this page. -->

What could harm somebody through coequal, what keeps it from happening, and the tests that show it. A test that is named here and does not exist fails the build.

**The estimates are a beginning.** They are those of the engineers who write coequal. No clinical safety officer has assessed them, and none of this says that coequal complies with DCB0129 or DCB0160: only an organisation can say that of its own use, through a clinician who is its clinical safety officer. [The safety case](safety-case.md) says what is left to do, and by whom.

## Scales

Severity and likelihood, and the level that both come to, are on the scales of those standards, as the hazard log of UK Core shows them (NHSDigital/IOPS-FHIR-Simplifier-Backup, guide UK-Core-Hazard-Log). Hold to your own organisation's table where it has one.

"""


def page() -> str:
    """The whole page."""
    summary = _table(
        ("", "hazard", "without controls", "with them"),
        ((one.id, _link(one), _level(one.before), _level(one.after)) for one in hazards()),
    )
    return "\n".join(
        [HEADING + _scales(), "## All hazards", "", *summary, "", *(line for one in hazards() for line in _hazard(one))]
    )


def _scales() -> str:
    rows = (
        (likelihood, *(str(risk(severity, likelihood).level) for severity in SEVERITIES)) for likelihood in reversed(LIKELIHOODS)
    )
    return "\n".join(
        [
            *_table(("severity", "means"), SEVERITIES.items()),
            "",
            *_table(("likelihood", "means"), LIKELIHOODS.items()),
            "",
            *_table(("likelihood", *SEVERITIES), rows),
            "",
            *_table(("level", "means"), ((str(level), means) for level, means in RISKS.items())),
            "",
        ]
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = tuple(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _level(of: Risk) -> str:
    return f"{of.level} ({of.severity}, {of.likelihood})"


def _link(one: Hazard) -> str:
    return f"[{one.title.removesuffix('.')}](#{one.id.lower()})"


def _hazard(one: Hazard) -> Iterator[str]:
    yield from (f'<a id="{one.id.lower()}"></a>', "", f"## {one.id} {one.title.removesuffix('.')}", "", "Causes:", "")
    yield from (f"- {cause}" for cause in one.causes)
    yield from (
        "",
        f"Effect: {one.effect}",
        "",
        f"Risk without controls: {_level(one.before)}. With them: {_level(one.after)}.",
        "",
        "Controls:",
        "",
    )
    for control in one.controls:
        yield f"- {control.says} Shown by:"
        yield from (f"    - `{named}`" for named in control.shown_by)
    yield from ("", f"**What remains for you:** {one.remains}", "")
