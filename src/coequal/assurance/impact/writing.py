"""Writing an assessment, and submitting it: from then on that version stays as it is."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WRITE_IMPACT
from coequal.accounts.trail import record
from coequal.assurance.impact.steps import NOT_KNOWN, PASSAGES, STEPS, Risk, risk_of
from coequal.assurance.models import DataUse, ImpactDraft, ImpactVersion
from coequal.assurance.register.changing import check_mark, locked, said
from coequal.errors import CoequalError


def draft_of(use: DataUse) -> ImpactDraft:
    """What is being written; empty where nobody has begun."""
    return ImpactDraft.objects.filter(use=use).first() or ImpactDraft(use=use)


def risks_of(kept: ImpactDraft | ImpactVersion) -> list[Risk]:
    """The risks of a draft or a version."""
    return [risk_of(one) for one in kept.risks]


def write(acting: Acting, use: DataUse, mark: int, texts: Mapping[str, str]) -> None:
    """Keep texts of the steps by their keys. Raises `CoequalError` where somebody was faster, or for a text that no step has."""
    if any(key not in PASSAGES for key in texts):
        raise CoequalError("The steps have changed since the page was opened. Open it again.")

    def put(draft: ImpactDraft) -> None:
        draft.texts = {**draft.texts, **{key: text.strip() for key, text in texts.items()}}

    _change(acting, use, mark, put, "wrote in the assessment of a use of personal data")


def add_risk(acting: Acting, use: DataUse, mark: int, risk: Risk) -> None:
    """Add a risk. Raises `CoequalError` where nothing is said of it."""
    _check(risk)
    _change(acting, use, mark, lambda draft: draft.risks.append(asdict(risk)), "added a risk to an assessment")


def change_risk(acting: Acting, use: DataUse, mark: int, number: int, risk: Risk | None) -> None:
    """Change a risk by its number from 0, or take it out. Raises `CoequalError` where there is none of that number."""
    if risk:
        _check(risk)

    def put(draft: ImpactDraft) -> None:
        if not 0 <= number < len(draft.risks):
            raise CoequalError("This risk is not there any more. Open the page again.")
        draft.risks[number : number + 1] = [asdict(risk)] if risk else []

    _change(acting, use, mark, put, "changed a risk of an assessment" if risk else "took a risk out of an assessment")


def _check(risk: Risk) -> None:
    said(risk.harm, "Say what could happen to people, and how it could come about.")


def _change(acting: Acting, use: DataUse, mark: int, put: Callable[[ImpactDraft], object], did: str) -> None:
    with locked(acting, use, WRITE_IMPACT) as found:
        draft = draft_of(found)
        check_mark(draft.mark, mark)
        put(draft)
        draft.mark += 1
        draft.save()
        if acting.person:
            draft.writers.add(acting.person)
        record(acting, did, found)


def lacking(draft: ImpactDraft) -> Iterator[tuple[int, str]]:
    """What is lacking before it can be submitted: the number of the step, and what to do."""
    for step in STEPS:
        for one in step.passages:
            if not draft.texts.get(one.key):
                yield step.number, f"Write “{one.title}”."
    risks = risks_of(draft)
    if not risks:
        yield 5, "Name at least one risk for people."
    for number, risk in enumerate(risks, 1):
        if risk.before == NOT_KNOWN:
            yield 5, f"Say how likely and how severe risk {number} is."
        if not risk.measure.strip() or risk.left == NOT_KNOWN:
            yield 6, f"Say what is done about risk {number}, and what is left of it."


def submit(acting: Acting, use: DataUse, mark: int) -> ImpactVersion:
    """Submit the draft as a version. Raises `CoequalError` with what is lacking."""
    with locked(acting, use, WRITE_IMPACT) as found:
        draft = draft_of(found)
        check_mark(draft.mark, mark)
        if wants := [says for _step, says in lacking(draft)]:
            raise CoequalError(f"It cannot be submitted yet. {' '.join(wants)}")
        written = json.dumps([draft.texts, draft.risks], sort_keys=True, ensure_ascii=True)
        made = ImpactVersion(
            use=found,
            screening=found.screenings.last(),
            number=found.versions.count() + 1,
            texts=draft.texts,
            risks=draft.risks,
            digest=f"sha256:{hashlib.sha256(written.encode()).hexdigest()}",
            by=acting.person,
        )
        made.save()
        made.writers.set(draft.writers.all())
        record(acting, "submitted an assessment of a use of personal data", made, detail={"digest": made.digest})
    return made
