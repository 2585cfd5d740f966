"""The views of the studio, each with an example to try it with."""

from typing import Any

from coequal.accounts.models import Organisation, Person
from coequal.drafting.models import Draft, Handover, Revision
from coequal.policies.load import digest
from tests.web.matrix.specimens import Made, Specimen

_DRAFT = ("draft", "handed over", "returned", "accepted", "withdrawn")
_TYPED = {"on": "1", "key": "", "note": "", "bringing": "", "text": "words"}


def _draft(state: str, organisation: Organisation, by: Person) -> Made:
    found = Draft.objects.create(organisation=organisation, policy="here/fertility", title="Fertility", state=state, made_by=by)
    head = Revision(draft=found, number=1, text="words", digest=digest("words"), by=by)
    head.save()
    found.head = head
    found.save()
    return Made({"reference": found.reference}, found)


def _second(state: str, organisation: Organisation, by: Person) -> Made:
    """A second revision of a draft."""
    draft = _draft(state, organisation, by).thing
    second = Revision(draft=draft, number=2, text="other words", digest=digest("other words"), by=by, written_on=draft.head)
    second.save()
    return Made({"reference": draft.reference, "number": 2}, draft)


def _handed(state: str, organisation: Organisation, by: Person) -> Made:
    draft = _draft(state, organisation, by).thing
    found = Handover.objects.create(
        draft=draft,
        revision=draft.head,
        policy=draft.policy,
        version="2027",
        text="words",
        digest=digest("words"),
        changes="All",
        reasons="None",
        wanted_from="2027-04-01",
        results={"findings": [], "examples": {"passed": 0, "failed": 0, "failures": []}},
        made_by=by,
        state=state,
    )
    return Made({"reference": found.reference}, found)


def _about(**more: str) -> dict[str, Any]:
    return {"service": "assisted-conception", "title": "A policy", "area": "here", "version": "2027", **more}


SPECIMENS = {
    "studio:drafts": Specimen(),
    "studio:begin": Specimen(),
    "studio:begin-version": Specimen(post={"start": "", "area": "here", "version": "2027"}),
    "studio:begin-text": Specimen(post=_about(text="words")),
    "studio:begin-nothing": Specimen(post=_about()),
    "studio:draft": Specimen(_draft, _DRAFT),
    "studio:edit": Specimen(_draft, _DRAFT, post=_TYPED),
    "studio:check": Specimen(_draft, _DRAFT, post=_TYPED, get=False),
    "studio:clash": Specimen(_second, _DRAFT),
    "studio:history": Specimen(_draft, _DRAFT),
    "studio:revision": Specimen(_second, _DRAFT),
    "studio:restore": Specimen(_second, _DRAFT, post={"key": ""}, get=False),
    "studio:differences": Specimen(_draft, _DRAFT),
    "studio:changes": Specimen(_draft, _DRAFT),
    "studio:hand-over": Specimen(_draft, _DRAFT, post={"number": "1"}),
    "studio:withdraw": Specimen(_draft, _DRAFT, post={"why": ""}),
    "studio:again": Specimen(_draft, _DRAFT, post={}, get=False),
    "studio:text": Specimen(_draft, _DRAFT),
    "studio:pdf": Specimen(_draft, _DRAFT),
    "studio:word": Specimen(_draft, _DRAFT),
    "studio:bring-back": Specimen(_draft, _DRAFT, post={"on": "1"}),
    "studio:handover": Specimen(
        _handed, ("handed over", "returned", "accepted", "withdrawn"), post={"answer": "accept", "words": ""}
    ),
}
