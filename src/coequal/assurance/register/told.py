"""What is told of a use of personal data in words: to everybody, and on what is printed."""

from dataclasses import dataclass

from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.assurance.models import ComplianceCheck, DataUse, LetPass, Screening
from coequal.assurance.models.register import APPROVED, ELSEWHERE
from coequal.documents.model import Block, Document, Heading, Listing, Notice, document
from coequal.facts.dates import say_date

_NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class UseTold:
    """A use as everybody reads of it."""

    use: DataUse
    state: str
    screened: str
    assessed: str
    passing: LetPass | None
    passed_before: tuple[LetPass, ...]
    checked: ComplianceCheck | None


def told(use: DataUse) -> UseTold:
    """What everybody is told of a use."""
    state, now = use.state, use.passing(timezone.localdate())
    every = tuple(use.letting_pass.all())
    return UseTold(
        use=use,
        state=state,
        screened=_screened(use),
        assessed=_assessed(use),
        passing=now,
        passed_before=tuple(one for one in every if one != now),
        checked=use.checks.last(),
    )


def _screened(use: DataUse) -> str:
    screening = use.screenings.last()
    if use.is_outdated and use.rewritten:
        return f"to be screened anew: what it says was changed on {say_date(timezone.localdate(use.rewritten))}"
    if use.came_to == ELSEWHERE:
        record = use.records.last()
        return f"screened elsewhere, on {say_date(record.on)}" if record else ""
    if screening is None:
        return "not yet"
    outcome = "not known yet: an answer is missing" if screening.outcome == Screening.NOT_KNOWN else screening.outcome
    return f"{outcome} (on {say_date(timezone.localdate(screening.at))})"


def _assessed(use: DataUse) -> str:
    record, screening = use.records.last(), use.screenings.last()
    if use.came_to == ELSEWHERE and record:
        return f"assessed elsewhere, on {say_date(record.on)}" if record.assessed else "not needed"
    if screening is None or screening.outcome == Screening.NOT_KNOWN or use.is_outdated:
        return "not known yet whether it is needed"
    if screening.outcome == Screening.NONE_NEEDED:
        return "not needed"
    version = screening.versions.filter(sign_off__isnull=False).last()
    if version is None:
        return "needed, and not approved yet"
    later = "" if use.came_to == APPROVED else "; a later version waits"
    return f"approved, to be looked at again by {say_date(version.sign_off.review_due)}{later}"


def notice(organisation: Organisation) -> list[Notice]:
    """The notice of an invented organisation; none of a real one."""
    return [Notice("An invented area", organisation.made_up)] if organisation.invented else []


def rows(use: DataUse) -> list[tuple[str, str]]:
    """What the entry says, line by line."""
    return [
        ("What it is", use.kind),
        ("What for", use.purpose),
        ("About whom", use.people or _NOT_SAID),
        ("Which data", use.data or _NOT_SAID),
        ("Lawful basis", use.basis or _NOT_SAID),
        ("Shared with", use.shared or _NOT_SAID),
        ("Kept", use.kept or _NOT_SAID),
        ("Who answers for it", use.answers_for_it or _NOT_SAID),
        ("Begins", say_date(use.begins) if use.begins else _NOT_SAID),
    ]


def register_document(organisation: Organisation) -> Document:
    """The register as everybody reads it."""
    blocks: list[Block] = [*notice(organisation)]
    for use in organisation.data_uses.all():
        said = told(use)
        lines = [f"{name}: {words}" for name, words in rows(use)]
        lines += [f"Where it stands: {said.state}", f"Screening: {said.screened}", f"Assessment: {said.assessed}"]
        lines += [f"Let pass until {say_date(one.until)} by {one.named}: {one.reason}" for one in use.letting_pass.all()]
        blocks += [Heading(f"{use.title} ({use.reference})"), Listing(tuple(lines))]
    facts = [("As it stands on", say_date(timezone.localdate()))]
    return document(
        f"Data register of {organisation.name}", "What uses personal data, what for, and how that was assessed.", blocks, facts
    )
