"""Reading one `criterion` block: its keys, and which of them its kind needs."""

import re
from collections.abc import Sequence

from coequal.criteria.syntax import Current, Literal, Node, names, substitute
from coequal.criteria.types import BOOLEAN
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, UnknownFact, did_you_mean
from coequal.facts.dates import Months, duration
from coequal.facts.fields import Fields, Located, expression
from coequal.facts.strict_yaml import Node as Yaml
from coequal.facts.strict_yaml import read
from coequal.policies.markdown import Block
from coequal.policies.model import KINDS, NOT_SEEN, Criterion, OtherReading

KEYS = (
    *("id", "clause", "kind", "for", "applies when", "met when", "judged when", "commissioner", "evidence", "otherwise"),
    *("reading", "or read as", "overrides", "repeat after", "printed", "why", "source"),
)
NEEDED = {"requirement": ("met when",), "readiness": ("met when",), "elsewhere": ("applies when", "commissioner")}
MEANING = ("applies when", "met when", "judged when", "evidence", "or read as", "overrides", "repeat after", "commissioner")
ALLOWED = {
    "requirement": ("applies when", "met when", "evidence", "or read as", "overrides"),
    "readiness": ("applies when", "met when", "evidence", "or read as", "repeat after"),
    "judgement": ("applies when", "judged when", "evidence"),
    "elsewhere": ("applies when", "commissioner", "evidence"),
    "duty": (),
    "information": (),
}
READING_KEYS = ("label", "applies when", "met when")
_WINDOW = re.compile(r"within (\d{1,4}) (days?|months?|years?) before (.+)")
MOST_PRINTED_WORDS = 8
NOT_SEEN_ID = "criteria-not-seen"


def read_criterion(block: Block, file: str, vocabulary: Vocabulary, treatments: Sequence[str]) -> Criterion:
    """The criterion of a block. Raises `CoequalError` with the line and the clause of the first mistake."""
    fields = Fields(read(block.text, file, first_line=block.line, clause=block.clause), "A criterion", KEYS)
    kind = fields.choice("kind", KINDS, default="requirement")
    _check_kind(kind, fields)
    meaning = _Meaning(fields, vocabulary)
    found = Criterion(
        id=_id(fields),
        clause=fields.text("clause"),
        title=block.heading or fields.text("id"),
        kind=kind,
        treatments=_governed(fields, treatments),
        place=fields.place,
        applies_when=meaning.condition(fields.located("applies when")),
        condition=meaning.condition(fields.located("met when") or fields.located("judged when")),
        overrides=fields.texts("overrides"),
        repeat_after=_months(fields),
        commissioner=fields.text_or_none("commissioner"),
        otherwise=fields.text_or_none("otherwise"),
        reading=fields.text_or_none("reading"),
        readings=tuple(meaning.other_reading(item) for item in fields.items("or read as")),
        printed=_printed(fields),
        why=fields.text_or_none("why"),
        source=fields.text_or_none("source"),
    )
    meaning.check_evidence(found)
    return found


def not_found(block: Block, file: str, treatments: Sequence[str], area: str) -> Criterion:
    """The criterion of a block of which a value was not found: always not known, whatever the rest of it says.

    It cannot be said when it would decide instead of another, so one that overrides may or may not apply.
    """
    fields = Fields(read(block.text, file, first_line=block.line, clause=block.clause), "A criterion", KEYS)
    kind = fields.choice("kind", KINDS, default="requirement")
    _check_kind(kind, fields)
    unknown = Literal(None, type=BOOLEAN)
    overrides = fields.texts("overrides")
    return Criterion(
        id=_id(fields),
        clause=fields.text("clause"),
        title=block.heading or fields.text("id"),
        kind=kind,
        treatments=_governed(fields, treatments),
        place=fields.place,
        applies_when=unknown if overrides or kind == "elsewhere" else None,
        condition=unknown if kind in ("requirement", "readiness", "judgement") else None,
        overrides=overrides,
        commissioner=fields.text_or_none("commissioner"),
        reading=f"What {area} asks for here was not found.",
        source=fields.text_or_none("source"),
        found=False,
    )


def criterion_id(block: Block, file: str) -> str:
    """The id of the criterion of a block, whatever the rest of it says."""
    return _id(Fields(read(block.text, file, first_line=block.line, clause=block.clause), "A criterion", KEYS))


def slug(text: str, place: Place) -> str:
    """An id of a criterion or a treatment."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise CoequalError(f'An id is small letters, digits and hyphens, not "{text}".', place)
    return text


def not_seen(file: str, completeness: str, treatments: Sequence[str]) -> Criterion:
    """The criterion of a policy that is not whole: always not known, so that nobody is eligible under it."""
    return Criterion(
        id=NOT_SEEN_ID,
        clause="",
        title="Criteria not seen",
        kind=NOT_SEEN,
        treatments=tuple(treatments),
        place=Place(file),
        condition=Literal(None, type=BOOLEAN),
        otherwise="Ask the commissioner for its whole policy.",
        reading=f"This policy is {completeness}: it may hold criteria that we have not seen.",
    )


def _check_kind(kind: str, fields: Fields) -> None:
    for key in NEEDED.get(kind, ()):
        fields.node(key)
    for key in MEANING:
        if key in fields and key not in ALLOWED[kind]:
            raise CoequalError(f'A criterion of kind {kind} has no "{key}".', fields.node(key).place)


def _id(fields: Fields) -> str:
    place = fields.node("id").place
    found = slug(fields.text("id"), place)
    if found == NOT_SEEN_ID:
        raise CoequalError(f'The id "{found}" stands for the unseen part of a policy. Choose another.', place)
    return found


def _governed(fields: Fields, treatments: Sequence[str]) -> tuple[str, ...]:
    governed = fields.texts("for") or tuple(treatments)
    for name in governed:
        if name not in treatments:
            raise CoequalError(f'There is no treatment "{name}".{did_you_mean(name, treatments)}', fields.node("for").place)
    return governed


def _printed(fields: Fields) -> str | None:
    found = fields.text_or_none("printed")
    if found is not None and len(found.split()) > MOST_PRINTED_WORDS:
        message = f'"printed" quotes at most {MOST_PRINTED_WORDS} words of the source. Say the rest in your own words.'
        raise CoequalError(message, fields.node("printed").place)
    return found


def _months(fields: Fields) -> Months | None:
    text = fields.located("repeat after")
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,3} months?", text.text):
        raise CoequalError(f'"repeat after" is a number of months, such as 3 months, not "{text.text}".', text.place)
    return Months(int(text.text.split()[0]))


class _Meaning:
    """Conditions in which each fact with an `evidence` window counts only while its evidence is current."""

    def __init__(self, fields: Fields, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.windows = {name: self.window(name, node) for name, node in fields.table("evidence").items()}
        self.places = {name: node.place for name, node in fields.table("evidence").items()}

    def window(self, name: str, node: Yaml) -> Node:
        text = expression(node, '"evidence"')
        found = _WINDOW.fullmatch(text.text)
        if found is None:
            message = f'Evidence is written as {name}: within 12 months before referral date, not "{text.text}".'
            raise CoequalError(message, text.place)
        self.check_window(name, found[3], text.place)
        return Current(name, duration(int(found[1]), found[2]), found[3], type=self.vocabulary.types[name])

    def check_window(self, name: str, day: str, place: Place) -> None:
        """Nothing, where a fact has results with dates, and the day before which they count is a date. Raises `CoequalError`."""
        dictionary = self.vocabulary.dictionary
        facts = dictionary.facts
        for fact, kind in ((name, "a dated fact"), (day, "a date")):
            if fact not in facts:
                raise UnknownFact(f'"{fact}" is not {kind} of the dictionary.{did_you_mean(fact, facts)}', place)
        if not facts[name].dated:
            what_next = (
                "It is worked out, so name the dated facts behind it here and in the condition."
                if facts[name].formula
                else f'If results have dates, add “dated: true” to it in {dictionary.service}.yaml; if not, leave "evidence" out.'
            )
            raise CoequalError(f'"{name}" is not a dated fact of the dictionary. {what_next}', place)
        if facts[day].kind != "date":
            dates = ", ".join(fact.name for fact in facts.values() if fact.kind == "date")
            raise CoequalError(f'"{day}" is not a date of the dictionary. The dates are: {dates}.', place)

    def check_evidence(self, criterion: Criterion) -> None:
        """Each window has its fact in a condition: one that reaches a fact only through another would be lost."""
        trees = [criterion.applies_when, criterion.condition]
        trees += [tree for other in criterion.readings for tree in (other.applies_when, other.condition)]
        mentioned = frozenset().union(*(names(tree) for tree in trees if tree is not None))
        for name in self.windows:
            if name not in mentioned:
                raise CoequalError(f'"evidence" is about {name}, which no condition here names.', self.places[name])

    def condition(self, text: Located | None) -> Node | None:
        if text is None:
            return None
        return substitute(self.vocabulary.condition(text), self.windows)

    def other_reading(self, node: Yaml) -> OtherReading:
        fields = Fields(node, "Another reading", READING_KEYS)
        condition = self.condition(expression(fields.node("met when"), '"met when"'))
        assert condition is not None
        return OtherReading(fields.text("label"), self.condition(fields.located("applies when")), condition)
