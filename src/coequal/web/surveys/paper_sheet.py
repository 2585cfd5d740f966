"""What is typed in from a form, laid out as on paper: every box with its label, the codes that it takes, and what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import Sent, boxes_of
from coequal.involvement.surveys.codes import codes, numbers, says, when_asked
from coequal.involvement.surveys.model import OTHER, Question, Survey

ONE, OTHER_ONE, NEITHER = "one", "other", "neither"


@dataclass(frozen=True, slots=True)
class Box:
    """One box to type into."""

    name: str
    label: str
    value: str
    fault: str = ""
    kind: str = "code"  # code | line | lines | day

    @property
    def id(self) -> str:
        """Its name as an id of the page; names of questions have no two hyphens together."""
        return f"box-{self.name.replace(':', '--').replace('[', '--').rstrip(']')}"


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its boxes, and the answers of its codes."""

    number: int
    question: Question
    when: str
    answers: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two people typed differently under one name, what was chosen, and what is wrong with the choice."""

    name: str
    number: int
    asks: str
    one: str
    other: str
    choice: str
    chosen: object
    fault: str


def sheet(survey: Survey, typed: Sent, faults: Mapping[str, str]) -> list[tuple[str, list[Row]]]:
    """The questions page by page, with what was typed."""
    number = numbers(survey)
    return [(page.title.own, [_row(one, survey, number[one.id], typed, faults) for one in page.questions]) for page in survey.pages]


def _row(question: Question, survey: Survey, number: int, typed: Sent, faults: Mapping[str, str]) -> Row:
    boxes = tuple(
        Box(name, label, " ".join(typed.get(name, ())), faults.get(name, ""), kind) for name, label, kind in _boxes(question)
    )
    answers = tuple((code, says(question, key)) for code, key in codes(question).items())
    return Row(number, question, when_asked(question.only, survey) if question.only else "", answers, boxes)


def _boxes(question: Question) -> Iterator[tuple[str, str, str]]:
    """The name, the label and the kind of each box."""
    rows = {f"{question.id}:{row.key}": row.says.own for row in question.rows}
    for name in boxes_of(question):
        if name == f"{question.id}{OTHER}":
            yield name, "What is written beside it", "line"
        elif question.kind == model.DATE:
            yield name, name.rpartition("[")[2].rstrip("]").capitalize(), "day"
        elif question.kind in model.CLOSED:
            yield name, rows.get(name, "Codes" if question.kind == model.SEVERAL else "Code"), "code"
        else:
            yield name, "As it is written", "lines" if question.kind == model.TEXT else "line"


def problems(pages: Sequence[tuple[str, Sequence[Row]]]) -> list[dict[str, str]]:
    """Every message about what was typed, with the box that it is about."""
    rows = [row for _title, page in pages for row in page]
    return [{"text": f"Question {row.number}: {box.fault}", "href": f"#{box.id}"} for row in rows for box in row.boxes if box.fault]


def told_apart(
    survey: Survey, names: Sequence[str], one: Mapping[str, object], other: Mapping[str, object], sent: Mapping[str, str]
) -> list[Difference]:
    """Every name under which two people typed different answers, with what was chosen."""
    number, found = numbers(survey), []
    for name in names:
        question = survey.question(name.partition(":")[0])
        assert question is not None, name
        choice = sent.get(name, "")
        chosen = {ONE: one.get(name), OTHER_ONE: other.get(name)}.get(choice)
        fault = "" if choice in (ONE, OTHER_ONE, NEITHER) else "Choose which is right."
        asks = question.asks.own + (" (what is written beside it)" if name != question.id else "")
        words = (in_words(question, name, one.get(name)), in_words(question, name, other.get(name)))
        found.append(Difference(name, number[question.id], asks, *words, choice, chosen, fault))
    return found


def in_words(question: Question, name: str, value: object) -> str:
    """An answer in words: what was ticked, with its codes, or what was written."""
    if value is None:
        return "Nothing"
    if name != question.id or question.kind not in model.CLOSED:
        return str(value)
    code = {key: code for code, key in codes(question).items()}
    if isinstance(value, dict):
        return "; ".join(f"{row.says.own}: {says(question, value[row.key])}" for row in question.rows if row.key in value)
    return ", ".join(f"{says(question, key)} ({code[key]})" for key in model.keys_of(value))
