"""The gates, and where an involvement stands at them. What the law asks depends on the day and on the kind of body."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.utils import timezone

from coequal.involvement.law import acts, data_protection
from coequal.involvement.law.acts import Law
from coequal.involvement.law.gate import CLOSING, DECIDING, OPENING, Choice, Gate
from coequal.involvement.models import GateAnswer, Involvement

Laws = tuple[Law, ...]
_CONSULTED: Final = (acts.GUNNING, acts.MOSELEY)


def _gate(key: str, says: tuple[str, str, str], before: str, laws: Laws, *choices: Choice, **more: str) -> Gate:
    """A gate by its title, what it asks and for which evidence; with yes and no where it names no answers, and not known yet."""
    plain = (Choice("yes", "Yes"), Choice("no", "No", stops=before))
    offered = (*(choices or plain), Choice("not known", "Not known yet", stops=before))
    return Gate(key, *says, before, offered, laws, **more)


_ALL: Final = (
    _gate(
        "duty",
        (
            "The duty to involve people",
            "Does the law demand that people are involved in this?",
            "Say what would change for people, in how services are delivered or in their range; or why nothing would.",
        ),
        OPENING,
        acts.DUTIES,
        Choice("applies", "Yes, the duty applies"),
        Choice("does not apply", "No, and we involve people all the same", explained=True),
    ),
    _gate(
        "formative",
        (
            "While nothing is decided",
            "Are the proposals still at a formative stage, so that what people say can change them?",
            "Say what can still change, and what was decided before.",
        ),
        OPENING,
        _CONSULTED,
    ),
    _gate(
        "reasons",
        (
            "Enough to judge by",
            "Do the papers give enough reasons, so that people can consider the proposals and answer them?",
            "Name the papers, and in which formats and languages people get them.",
        ),
        OPENING,
        _CONSULTED,
    ),
    _gate(
        "formats",
        (
            "Papers that everybody can read",
            "Can people read the papers in usual print, easy read and large print, and in what else the plan names?",
            "Name the formats in which people get the papers. Where one is lacking, say why, and what people get instead.",
        ),
        OPENING,
        (acts.ADJUSTMENTS,),
        Choice("yes", "Yes, each of them is published"),
        Choice("not all", "Not in all of them, and the evidence says why", explained=True),
    ),
    _gate(
        "time",
        (
            "Enough time",
            "Is there enough time to consider the proposals and to answer, from the first day until the last?",
            "Say how long it is, and why that is enough for those who are asked.",
        ),
        OPENING,
        _CONSULTED,
    ),
    _gate(
        "equality",
        (
            "Equality: who could be affected",
            "Has it been considered how people with each protected characteristic could be affected, and how they will be heard?",
            "Name the equality analysis, and what it led to in the plan.",
        ),
        OPENING,
        (acts.EQUALITY,),
        Choice("yes", "Yes"),
        Choice("begun", "It has begun, and goes on while people are heard", explained=True),
    ),
    _gate(
        "scrutiny",
        (
            "The council’s scrutiny committee",
            "Has the scrutiny committee been asked whether the proposals are a substantial change?",
            "Name the committee, and what it answered and when.",
        ),
        OPENING,
        (acts.SCRUTINY, acts.SCRUTINY_NOW),
        Choice("substantial", "Asked: it is a substantial change, and the committee is consulted"),
        Choice("not substantial", "Asked: it is not a substantial change"),
        Choice("no answer yet", "Asked, and not answered yet", stops=DECIDING),
        Choice("not needed", "Not asked, because no service would change", explained=True),
        day="The day on which the committee was asked",
    ),
    _gate(
        "secretary-of-state",
        (
            "The Secretary of State",
            "Has the Secretary of State been notified?",
            "Say when and how, or why it is not needed.",
        ),
        OPENING,
        (acts.CALL_IN,),
        Choice("notified", "Notified"),
        Choice("not yet", "Not yet: the scrutiny committee’s answer comes first", stops=DECIDING, explained=True),
        Choice("not needed", "Not needed: it is not a substantial change", explained=True),
        day="The day of the notification, or on which this was looked at",
        follows="scrutiny",
    ),
    _gate(
        "elections",
        (
            "The pre-election period",
            "Are there elections in the area while people are asked, or in the weeks after?",
            "Say which elections are near and, where one is, why it can go on or what is held back.",
        ),
        OPENING,
        (acts.ELECTIONS,),
        Choice("none", "No, none"),
        Choice("near", "Yes, and we have said how we deal with that", explained=True),
    ),
    _gate(
        data_protection.GATE,
        (
            "Data protection",
            "May personal data be used for this, by its screening or by an assessment of the impact?",
            "This is read from the data register. Screen the entry there, and have it assessed where that is needed.",
        ),
        OPENING,
        (acts.GDPR, acts.UK_GDPR),
        *data_protection.CHOICES,
        read="the data register",
    ),
    _gate(
        "heard",
        (
            "Equality: who was heard",
            "Have those who should be heard been reached, whatever their protected characteristics?",
            "Say who was reached, who was not, and what was done about that.",
        ),
        CLOSING,
        (acts.EQUALITY,),
        Choice("yes", "Yes"),
        Choice("in part", "In part", explained=True),
        Choice("no", "No, and we say so in the report", explained=True),
    ),
    _gate(
        "consideration",
        (
            "Taken into account",
            "Have those who decide conscientiously taken into account what people said?",
            "Name the meeting, what its members had before them, and how each theme was considered.",
        ),
        DECIDING,
        _CONSULTED,
    ),
    _gate(
        "due-regard",
        (
            "Equality: due regard",
            "Do those who decide have the equality analysis before them, with what people said about it?",
            "Name the analysis, and say what it changed.",
        ),
        DECIDING,
        (acts.EQUALITY,),
    ),
)
Answers = Mapping[str, GateAnswer]  # those that stand, by their gate
GATES: Final[Mapping[str, Gate]] = MappingProxyType({gate.key: gate for gate in _ALL})


def day_of(involvement: Involvement) -> date:
    """The day on which it opens, or today where that is not set."""
    return involvement.opens or timezone.localdate()


def applying(involvement: Involvement) -> list[Gate]:
    """The gates that an involvement has to pass. Of one that is a record of the past nothing is asked."""
    return [gate for gate, _answer in standing(involvement)]


def standing(involvement: Involvement) -> list[tuple[Gate, GateAnswer | None]]:
    """Each gate that an involvement has to pass, with the answer that stands at it."""
    if involvement.dates_only:
        return []
    answers = _latest(involvement)
    return [(gate, answers.get(gate.key)) for gate in _ALL if _binding(involvement, gate, answers)]


def binding(involvement: Involvement, gate: Gate) -> list[Law]:
    """The laws of a gate that bind an involvement, on the day whose law counts there."""
    return _binding(involvement, gate, _latest(involvement))


def _latest(involvement: Involvement) -> Answers:
    answers = {answer.gate: answer for answer in involvement.gate_answers.select_related("by")}  # the later takes the place
    answers.pop(data_protection.GATE, None)  # one given by hand before there was a register; it stays to be read
    return {**answers, **data_protection.read(involvement)}


def _binding(involvement: Involvement, gate: Gate, answers: Answers) -> list[Law]:
    return list(gate.binding(involvement.body, _day_at(involvement, gate, answers)))


def _day_at(involvement: Involvement, gate: Gate, answers: Answers) -> date:
    """The day whose law counts at a gate: of which its answer speaks, and never one before it opens.

    Of a gate that is not answered: the first day for what is asked before opening, and today for the later steps.
    """
    answer = answers.get(gate.key) or answers.get(gate.follows)
    if answer is not None:
        return max(answer.on, day_of(involvement))
    return day_of(involvement) if gate.before == OPENING else max(timezone.localdate(), day_of(involvement))


def missing(involvement: Involvement, before: str) -> list[Gate]:
    """The gates that stand in the way of a step: not answered, or answered so that it cannot be taken yet."""
    return [gate for gate, answer in standing(involvement) if gate.asked_before(before) and not _lets(gate, answer, before)]


def _lets(gate: Gate, answer: GateAnswer | None, step: str) -> bool:
    choice = gate.choice(answer.answer) if answer else None
    return choice is not None and choice.lets(step)
