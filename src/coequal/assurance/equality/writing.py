"""Writing an assessment piece by piece, and submitting it: from then on that version stays as it is."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import BEGIN_EQUALITY, WRITE_EQUALITY
from coequal.accounts.trail import record
from coequal.assurance.equality.answers import EFFECTS, Answer, Evidence, kept, lacking
from coequal.assurance.equality.groups import answers, groups_of
from coequal.assurance.equality.matters import AIMS, ASPECTS, FURTHER, PROTECTED
from coequal.assurance.equality.subject import Subject
from coequal.assurance.impact.steps import NOT_KNOWN, Risk, risk_of
from coequal.assurance.models import EqualityAssessment, EqualityVersion
from coequal.assurance.register.changing import check_mark, said
from coequal.errors import CoequalError
from coequal.policies.load import digest

Kept = EqualityAssessment | EqualityVersion


@contextmanager
def locked(acting: Acting, assessment: EqualityAssessment, permission: Permission) -> Iterator[EqualityAssessment]:
    """The assessment as it stands now, which nobody else can change meanwhile. Raises `NotAllowed`."""
    with transaction.atomic():
        found = EqualityAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
        require(acting, permission, found)
        yield found


def begin(
    acting: Acting, subject: Subject, already: Mapping[str, Answer] | None = None, risks: Mapping[str, Risk] | None = None
) -> EqualityAssessment:
    """The assessment of something, begun with what was written of it before; the one that is there where somebody has begun."""
    with transaction.atomic():
        require(acting, BEGIN_EQUALITY, subject)
        written = {
            "title": subject.title,
            "made_by": acting.person,
            "groups": {title: kept(one) for title, one in (already or {}).items()},
            "aspects": {key: asdict(one) for key, one in (risks or {}).items()},
        }
        names = {"organisation": subject.organisation, "kind": subject.kind, "subject": subject.key}
        made, is_new = EqualityAssessment.objects.get_or_create(**names, defaults=written)
        if is_new:
            record(acting, "began an assessment of equality and quality", made, detail={"kind": subject.kind, "of": subject.key})
    return made


def answers_of(of: Kept) -> dict[str, Answer]:
    """What is said of each group. A version asks about those that it was submitted with."""
    if isinstance(of, EqualityAssessment):
        return answers(of.groups, groups_of(of.organisation))
    usual = (*(one.title for one in PROTECTED), *FURTHER)
    return answers(of.groups, [title for title in usual if title in of.groups])


def risks_of(of: Kept) -> dict[str, Risk]:
    """What is said of each aspect of quality; not known where nothing is."""
    return {one.key: risk_of(of.aspects[one.key]) if one.key in of.aspects else Risk("", NOT_KNOWN, NOT_KNOWN) for one in ASPECTS}


def answer(acting: Acting, assessment: EqualityAssessment, mark: int, group: str, told: Answer) -> None:
    """Keep what is said of a group; its evidence stays. Raises `CoequalError` where it is no group, or somebody was faster."""
    if told.effect not in EFFECTS or told.left not in EFFECTS:
        raise CoequalError(f"Choose an effect: {', '.join(EFFECTS)}.")
    said(told.says, "Say why you expect it. Where it is not known, say what was looked for.")

    def put(found: EqualityAssessment) -> None:
        before = _of_group(found, group)
        found.groups[group] = kept(replace(told, evidence=before.evidence))

    _change(acting, assessment, mark, put, "wrote what something does to a group of people", of=group)


def _of_group(found: EqualityAssessment, group: str) -> Answer:
    there = answers_of(found)
    if group not in there:
        raise CoequalError("This group is not asked about any more. Open the assessment again.")
    return there[group]


def add_evidence(acting: Acting, assessment: EqualityAssessment, mark: int, group: str, shows: Evidence) -> None:
    """Link what shows an effect. Raises `CoequalError` where it says nothing, or stands there already."""
    said(shows.title, "Name the source.")
    said(shows.says, "Say what it shows.")

    def put(found: EqualityAssessment) -> None:
        before = _of_group(found, group)
        if shows in before.evidence:
            raise CoequalError("This evidence stands there already.")
        found.groups[group] = kept(replace(before, evidence=(*before.evidence, shows)))

    _change(acting, assessment, mark, put, "linked evidence in an assessment", of=group)


def take_evidence_out(acting: Acting, assessment: EqualityAssessment, mark: int, group: str, number: int) -> None:
    """Take a piece of evidence out by its number from 1. Raises `CoequalError` where there is none."""

    def put(found: EqualityAssessment) -> None:
        before = _of_group(found, group)
        if not 1 <= number <= len(before.evidence):
            raise CoequalError("This evidence is not there any more. Open the assessment again.")
        found.groups[group] = kept(replace(before, evidence=before.evidence[: number - 1] + before.evidence[number:]))

    _change(acting, assessment, mark, put, "took evidence out of an assessment", of=group)


def write(acting: Acting, assessment: EqualityAssessment, mark: int, texts: Mapping[str, str]) -> None:
    """Keep what is said of the aims of the duty. Raises `CoequalError` for another aim, or where somebody was faster."""
    if not set(texts) <= {one.key for one in AIMS}:
        raise CoequalError("There is no such aim. Open the page again.")

    def put(found: EqualityAssessment) -> None:
        found.texts = {**found.texts, **{key: text.strip() for key, text in texts.items()}}

    _change(acting, assessment, mark, put, "wrote of the aims of the equality duty in an assessment")


def weigh(acting: Acting, assessment: EqualityAssessment, mark: int, aspect: str, risk: Risk) -> None:
    """Keep what could become worse in an aspect of quality. Raises `CoequalError` for another aspect, or where nothing is said."""
    if aspect not in {one.key for one in ASPECTS}:
        raise CoequalError("There is no such aspect of quality. Open the page again.")
    said(risk.harm, "Say what could become worse, or that nothing could, and why.")
    _change(
        acting,
        assessment,
        mark,
        lambda found: found.aspects.update({aspect: asdict(risk)}),
        "wrote what something does to quality",
        of=aspect,
    )


def _change(
    acting: Acting,
    assessment: EqualityAssessment,
    mark: int,
    put: Callable[[EqualityAssessment], object],
    did: str,
    *,
    of: str = "",
) -> None:
    with locked(acting, assessment, WRITE_EQUALITY) as found:
        check_mark(found.mark, mark)
        put(found)
        found.mark += 1
        found.save(update_fields=["texts", "groups", "aspects", "mark"])
        if acting.person:
            found.writers.add(acting.person)
        record(acting, did, found, detail={"of": of} if of else None)


def to_do(of: Kept) -> Iterator[tuple[str, str]]:
    """What is to be said before it can be submitted: the group, aim or aspect, and what to do."""
    for title, one in answers_of(of).items():
        yield from ((title, says) for says in lacking(one))
    yield from ((aim.title, "write of this aim") for aim in AIMS if not of.texts.get(aim.key))
    for aspect, risk in zip(ASPECTS, risks_of(of).values(), strict=True):
        if not risk.harm.strip():
            yield aspect.title, "say what could become worse, or that nothing could, and why"
        elif NOT_KNOWN not in (risk.before, risk.left) and risk.before != "low" and not risk.measure.strip():
            yield aspect.title, "say what is done about it"


def submit(acting: Acting, assessment: EqualityAssessment, mark: int, subject: Subject) -> EqualityVersion:
    """Submit what is written as a version, about something as it is now.

    Raises `CoequalError` with what is lacking, and where nothing differs from the version before.
    """
    with locked(acting, assessment, WRITE_EQUALITY) as found:
        check_mark(found.mark, mark)
        if wants := [f"{title}: {says}." for title, says in to_do(found)]:
            raise CoequalError(f"It cannot be submitted yet. {' '.join(wants)}")
        groups = {title: kept(one) for title, one in answers_of(found).items()}
        written = json.dumps([subject.digest, found.texts, groups, found.aspects], sort_keys=True)
        latest = found.versions.last()
        if latest and latest.digest == digest(written):
            raise CoequalError("Nothing was changed since the version before. Change what has to change first.")
        made = EqualityVersion(
            assessment=found,
            number=latest.number + 1 if latest else 1,
            about=subject.digest,
            texts=found.texts,
            groups=groups,
            aspects=found.aspects,
            digest=digest(written),
            by=acting.person,
        )
        made.save()
        if acting.person:
            found.writers.add(acting.person)
        record(acting, "submitted an assessment of equality and quality", made, detail={"digest": made.digest})
    return made
