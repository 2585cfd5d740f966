"""The pages on which officers run involvements, each with an example to try it with."""

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.involvement.models import Audience, Event, Paper, Promise, Quota, Submission
from coequal.web.hearing.law import gate_named
from tests.involvement.making import involvement
from tests.web.matrix.specimens import Made, Specimen

_ROWS = {
    "audiences": lambda of: Audience.objects.create(involvement=of, name="Young carers"),
    "quotas": lambda of: Quota.objects.create(involvement=of, question="age", answer="old", share="0.1", source="Census"),
    "promises": lambda of: Promise.objects.create(involvement=of, says="A shortlist"),
    "papers": lambda of: Paper.objects.create(involvement=of, title="Paper", kind="proposal", text="Words"),
    "events": lambda of: Event.objects.create(involvement=of, title="Stall", kind="stall"),
}


def _involvement(state: str, organisation: Organisation, by: Person) -> Made:
    found = involvement(state, organisation, by)
    return Made({"reference": found.reference}, found)


def _row(kind: str, state: str, organisation: Organisation, by: Person) -> Made:
    made = _ROWS[kind](involvement(state, organisation, by))
    return Made({"reference": made.involvement.reference, "number": made.pk}, made)


def _event(state: str, organisation: Organisation, by: Person) -> Made:
    made = _ROWS["events"](involvement(state, organisation, by))
    return Made({"reference": made.involvement.reference, "event": made.reference}, made)


def _letter(state: str, organisation: Organisation, by: Person) -> Made:
    of = involvement(state, organisation, by)
    made = Submission.objects.create(involvement=of, received=timezone.localdate(), text="Words")
    return Made({"reference": of.reference, "letter": made.reference}, made)


def _gate(state: str, organisation: Organisation, by: Person) -> Made:
    of = involvement(state, organisation, by)
    return Made({"reference": of.reference, "gate": "formative"}, gate_named(of.reference, "formative"))


# For each permission one state in which it holds and one in which it does not: the table of permissions is held for the others.
_SEEN = ("open",)
_CHANGED = ("open", "reported")
_TAKEN = ("open", "being prepared")
_SENT = {"before": ""}

SPECIMENS = {
    "hearing:list": Specimen(),
    "hearing:begin": Specimen(post={"title": ""}),
    "hearing:copy": Specimen(_involvement, _SEEN, post={}, get=False),
    **{f"hearing:{name}": Specimen(_involvement, _SEEN) for name in ("desk", "gates", "letters")},
    **{
        f"hearing:{name}": Specimen(_involvement, _CHANGED, post=_SENT)
        for name in ("about", "days", "plan", "tell", "data-use", *_ROWS)
    },
    "hearing:announce": Specimen(_involvement, ("being prepared", "open"), post=_SENT),
    "hearing:hold": Specimen(_involvement, _TAKEN, post=_SENT),
    "hearing:close": Specimen(_involvement, ("open", "closed"), post=_SENT),
    "hearing:letters-add": Specimen(_involvement, _TAKEN, post=_SENT),
    "hearing:gate": Specimen(_gate, _SEEN, post={}),
    **{f"hearing:{kind}-one": Specimen(lambda *about, kind=kind: _row(kind, *about), _CHANGED, post=_SENT) for kind in _ROWS},
    "hearing:event": Specimen(_event, _SEEN),
    "hearing:write": Specimen(_event, _TAKEN, post={"text": ""}),
    "hearing:read": Specimen(_event, _SEEN),
    "hearing:note-out": Specimen(_event, _TAKEN, post={}, get=False),
    "hearing:letter": Specimen(_letter, _TAKEN, post=_SENT),
}
