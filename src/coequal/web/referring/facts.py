"""The facts of one person, section by section: each with its value, unit and date, or why it is not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.interview import Interview
from coequal.errors import CoequalError
from coequal.facts.case import REASONS, Case, Known, NotKnown, case_data
from coequal.facts.dictionary import Fact
from coequal.pages.forms import Form
from coequal.referrals.approving.asking import asked
from coequal.referrals.approving.bound import Bound
from coequal.referrals.pack.welfare import SAFEGUARDING
from coequal.web.checker.boxes import Boxes
from coequal.web.checker.checking import one_fact
from coequal.web.checker.places import area_choices
from coequal.web.checker.state import Given

WHY: Final = "-why"
SECTIONS: Final[Mapping[str, str]] = {
    "treatment": "Treatment and dates",
    "patient": "What the patient can say",
    "clinician": "What a clinician can say",
    "welfare": "Welfare",
}
_NOT_SAID: Final = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the facts, under a title, and of how many something is kept."""

    name: str
    facts: tuple[Fact, ...]
    said: int

    @property
    def title(self) -> str:
        """Its title."""
        return SECTIONS[self.name]


def sections(bound: Bound, case: Case) -> list[Section]:
    """The sections that a policy asks for, in order."""
    facts = bound.policy.vocabulary.dictionary.facts
    # The day of referral selected the version, so it is asked for before all of these.
    there = [facts[name] for name in asked(bound.rules) if name != bound.policy.binds_by]
    found = ((name, tuple(one for one in there if _section(one) == name)) for name in SECTIONS)
    return [Section(name, some, sum(one.name in case.facts for one in some)) for name, some in found if some]


def _section(fact: Fact) -> str:
    if fact.sensitivity == SAFEGUARDING:
        return "welfare"
    if fact.name == SOUGHT or fact.moment or fact.answered_by == "nobody":
        return "treatment"
    return "patient" if fact.answered_by == "anyone" else "clinician"


class FactsForm(Form):
    """The facts of one section. None has to be filled in: each can be not known, and why."""

    def __init__(self, bound: Bound, facts: Iterable[Fact], case: Case, on: date, data: Any = None) -> None:
        """Take the version, the facts, what is known already, the day of referral, and what was sent."""
        self.dictionary = bound.policy.vocabulary.dictionary
        interview = Interview(bound.rules, on)
        self.boxes = {fact.name: _boxes(fact, interview) for fact in facts}
        initial: dict[str, Any] = {}
        for name, boxes in self.boxes.items():
            initial |= _initial(boxes, case, case_data(case, self.dictionary).get(name))
        super().__init__(data, initial=initial)
        self.box_of: dict[str, Boxes] = {}
        for boxes in self.boxes.values():
            for name, field in (*boxes.fields(), (boxes.name + WHY, _why(boxes.fact))):
                self.fields[name] = field
                self.box_of[name] = boxes

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        if field.name.endswith(WHY):
            return {}
        return self.box_of[field.name].shape(field.name)

    def groups(self) -> list[list[BoundField]]:
        """The fields of each fact, in order."""
        found: dict[str, list[BoundField]] = {name: [] for name in self.boxes}
        for name, boxes in self.box_of.items():
            found[boxes.fact.name].append(self[name])
        return list(found.values())

    def read(self) -> dict[str, Known | NotKnown]:
        """What was sent of each fact; where something cannot be used, the form has errors, one for each fault."""
        self.full_clean()
        found: dict[str, Known | NotKnown] = {}
        for name, boxes in self.boxes.items():
            given = boxes.given(self)
            if given is None:
                found[name] = NotKnown(self.cleaned_data.get(boxes.name + WHY) or "not asked")
                continue
            try:
                found |= one_fact(name, given, self.dictionary).facts
            except CoequalError as error:
                self.add_error(boxes.name, error.message)
        return found


def _boxes(fact: Fact, interview: Interview) -> Boxes:
    areas = area_choices(interview, fact.name) if fact.kind == "area" else []
    return Boxes(fact, fact.column, dated=fact.dated, required=False, areas=areas)


def _initial(boxes: Boxes, case: Case, kept: object) -> dict[str, Any]:
    """What stands in the boxes of a fact for what is kept of it."""
    found = case.facts.get(boxes.fact.name)
    if found is None:
        return {}
    if isinstance(found, NotKnown):
        return {**boxes.initial(None, known=True), boxes.name + WHY: found.why}
    given: Given = {key: str(text) for key, text in kept.items()} if isinstance(kept, dict) else {"value": str(kept)}
    return boxes.initial(given, known=True)


def _why(fact: Fact) -> forms.Field:
    choices = [(_NOT_SAID, "It is known, or not said"), *((one, one.capitalize()) for one in REASONS)]
    said = f"If it is not known, why ({fact.says})"
    return forms.ChoiceField(label=said, choices=choices, required=False)
