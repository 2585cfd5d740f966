"""An assessment laid out in a terminal, as a clinician likes to read it: the outcome, why, what to do, then every criterion."""

from collections.abc import Iterator

from coequal.cli.text import bullets, heading, paragraph, policy_line
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.told import OutcomeTold, Told, Wanted, later_says, status_says, told
from coequal.facts.dates import say_date
from coequal.policies.model import clauses

_WHO = {"anyone": "The patient or the clinician can say", "clinician": "The clinician can say", "nobody": "Still to be planned"}
_TAG_WIDTH = 18


def check_text(assessment: Assessment) -> str:
    """The whole answer."""
    head = (assessment.policy.title, policy_line(assessment.policy))
    parts = (_assumptions, _lead, _outcomes, _why, _missing, _next, _what_if, _readiness, _criteria, _exceptional, _foot)
    found = told(assessment)
    return "\n".join((*head, *(line for part in parts for line in part(found))))


def _assumptions(found: Told) -> Iterator[str]:
    yield from (paragraph(said, "  ", "") for said in found.assumptions)


def _lead(found: Told) -> Iterator[str]:
    """What comes before any yes or no."""
    if found.stop:
        yield "\n" + paragraph(f"Stop. {found.stop}")
    if found.elsewhere:
        yield "\n" + paragraph(f"{found.elsewhere} decides on this, not the owner of this policy.")
    if found.readings:
        yield "\n" + paragraph("It depends on how the policy is read.")
        for other in found.readings:
            clause = f"{clauses(other.criterion.clause)} ({other.criterion.title})"
            said = f"With {clause} read as “{other.label}”, the outcome is: {other.outcome}."
            yield paragraph(said, "    ", "  - ")
        yield paragraph("As we read it:", "  ")


def _outcomes(found: Told) -> Iterator[str]:
    yield ""
    yield from map(_outcome, found.outcomes)


def _outcome(found: OutcomeTold) -> str:
    said = ", ".join(f"{name}: {amount}" for name, amount in found.amounts)
    return paragraph(f"{found.outcome.upper()}: {found.treatment}{f' ({said})' if said else ''}", "    ", "  ")


def _why(found: Told) -> Iterator[str]:
    if found.why:
        yield heading("Why")
        yield bullets(f"{one.criterion.cited}: {one.reason} {later_says(one)}".rstrip() for one in found.why)
    if found.alone:
        yield paragraph(found.alone, "  ")


def _missing(found: Told) -> Iterator[str]:
    if found.missing:
        yield heading("What is not known and could change the outcome")
    for who, wanted in found.missing:
        yield paragraph(f"{_WHO[who]}:", "  ")
        yield bullets(map(_wanted, wanted), "    ")


def _wanted(wanted: Wanted) -> str:
    """A fact by the name that a case gives it, and in words where these say more."""
    name, says = wanted.fact.name, wanted.fact.says
    if wanted.out_of_date:
        return f"{name}: a current result; the one given does not count"
    return name if says in (f"her {name}", f"the {name}") else f"{name}: {says}"


def _next(found: Told) -> Iterator[str]:
    if found.steps:
        yield heading("What happens next")
        yield bullets(found.steps)


def _what_if(found: Told) -> Iterator[str]:
    if found.what_if:
        yield heading("What would change the outcome by itself")
        yield bullets(found.what_if)


def _readiness(found: Told) -> Iterator[str]:
    if found.readiness is None:
        return
    yield heading("Before referral")
    if found.readiness.ready:
        yield paragraph("Everything needed before referral is done.", "  ")
    for one in found.readiness.lacking:
        yield paragraph(f"{one.criterion.cited}: {one.reason} {one.criterion.otherwise or ''}".strip(), "    ", "  - ")
    for day, names in found.readiness.repeat:
        yield paragraph(f"To be repeated if treatment starts after {say_date(day)}: {'; '.join(names)}.", "    ", "  ")


def _criteria(found: Told) -> Iterator[str]:
    yield heading("Every criterion, in the policy's order")
    for one in found.criteria:
        tag = f"[{status_says(one)}]".ljust(_TAG_WIDTH)
        number = f"{one.criterion.clause} " if one.criterion.clause else ""
        yield paragraph(f"{number}{one.criterion.title}: {one.reason}", " " * (_TAG_WIDTH + 2), f"  {tag}")


def _exceptional(found: Told) -> Iterator[str]:
    route = found.exceptional
    if route is not None:
        yield heading("If there are exceptional circumstances")
        yield paragraph(f"{route.route[:1].upper()}{route.route[1:]}. Who may ask: {route.who_may_ask}", "  ")
        yield paragraph(f"Whom to ask: {route.whom}{f' {route.then}' if route.then else ''}", "  ")


def _foot(found: Told) -> Iterator[str]:
    where = f", {found.source.url}" if found.source.url else ""
    yield "\n" + paragraph(
        f"Software assesses; people decide. The commissioner's own document stands: {found.source.title}{where}."
    )
