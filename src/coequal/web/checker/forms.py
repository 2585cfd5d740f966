"""The forms of the checker: one question, and all facts at once for clinicians."""

from collections.abc import Mapping
from typing import Any

from django.forms.boundfield import BoundField

from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.interview import Interview, Question
from coequal.facts.dictionary import Fact
from coequal.pages.forms import Form
from coequal.web.checker.boxes import Boxes
from coequal.web.checker.places import area_choices
from coequal.web.checker.state import Given


class QuestionForm(Form):
    """One question, whose words are the heading of the page."""

    as_heading = "answer"

    def __init__(self, interview: Interview, question: Question, data: Any = None, kept: Mapping[str, Given] | None = None) -> None:
        """Take the interview, the question, what was sent, and answers from before a change."""
        areas = area_choices(interview, question.fact.name) if question.fact.kind == "area" else []
        self.boxes = Boxes(question.fact, "answer", dated=question.dated, required=True, areas=areas)
        name = question.fact.name
        known = name in (kept or {})
        initial = self.boxes.initial((kept or {}).get(name), known=known)
        super().__init__(data, initial=initial)
        self.fields.update(self.boxes.fields())

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        return self.boxes.shape(field.name)

    def given(self) -> Given:
        """The answer that was sent; where it cannot be used, the form has errors."""
        self.full_clean()
        return self.boxes.given(self)


class ClinicianForm(Form):
    """All facts of a policy, in sections; none has to be filled in."""

    def __init__(self, interview: Interview, data: Any = None, answers: Mapping[str, Given] | None = None) -> None:
        """Take the interview, what was sent, and the answers that are known."""
        rules, given = interview.rules, answers or {}
        facts = rules.policy.vocabulary.dictionary.facts
        rests_on = rules.policy.vocabulary.basis(rules.mentioned) | {rules.policy.binds_by}
        if len(rules.governing) > 1:
            rests_on |= {SOUGHT}
        self.facts = [fact for name, fact in facts.items() if name in rests_on and fact.question]
        dated = {window.name for windows in rules.grounds.windows for window in windows}
        self.boxes = {
            fact.name: Boxes(
                fact,
                fact.column,
                dated=fact.name in dated,
                required=False,
                areas=area_choices(interview, fact.name) if fact.kind == "area" else [],
            )
            for fact in self.facts
        }
        initial: dict[str, Any] = {}
        for name, boxes in self.boxes.items():
            initial |= boxes.initial(given.get(name), known=name in given)
        super().__init__(data, initial=initial)
        self.box_of: dict[str, Boxes] = {}
        for boxes in self.boxes.values():
            for name, field in boxes.fields():
                self.fields[name] = field
                self.box_of[name] = boxes

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        return self.box_of[field.name].shape(field.name)

    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under headings, in the order of the dictionary."""
        found: dict[str, list[BoundField]] = {title: [] for title in _SECTIONS.values()}
        for name, boxes in self.box_of.items():
            found[_SECTIONS[_section(boxes.fact)]].append(self[name])
        return [(title, fields) for title, fields in found.items() if fields]

    def answers(self) -> dict[str, Given]:
        """The facts that were sent; where some cannot be used, the form has errors, one for each fault."""
        self.full_clean()
        given = {name: boxes.given(self) for name, boxes in self.boxes.items()}
        return {name: answer for name, answer in given.items() if answer is not None}


_SECTIONS = {
    "dates": "Treatment and dates",
    "anyone": "What the patient can say",
    "clinician": "What a clinician can say",
    "welfare": "Welfare",
}


def _section(fact: Fact) -> str:
    if fact.sensitivity == "safeguarding":
        return "welfare"
    return "dates" if fact.name == SOUGHT or fact.moment or fact.answered_by == "nobody" else fact.answered_by
