"""A dictionary: the facts that may be known about a case, for one service."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from coequal.errors import CoequalError, Mistakes, Place
from coequal.facts.fields import Fields, Located, day, entries, expression, scalar
from coequal.facts.strict_yaml import Node, Scalar, decode, read, read_file
from coequal.facts.units import spelled
from coequal.facts.values import Value

KINDS = ("boolean", "number", "choice", "area", "date")
CHANGES = ("with time", "possible", "never")
WHO = ("anyone", "clinician", "nobody")
SENSITIVITIES = ("ordinary", "personal", "health", "reproductive", "safeguarding")
MOST_FACTS = 400
_KEYS = ("service", "title", "leap birthday", "path", "facts", "contradictions", "commissioned elsewhere")
RESERVED = frozenset("and or not in between if then else true false null some every is for return satisfies".split())


@dataclass(frozen=True, slots=True)
class Code:
    """A term of a clinical terminology that stands for a fact; not `verified` until checked at its source."""

    system: str
    code: str
    term: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that may be known about a case, with the words in which people ask and say it.

    `says` is a noun phrase ("her body mass index"); `values` gives the whole clause for a value
    ("true" and "false" of a boolean, each value of a choice). `plausible` holds both ends allowed.
    A unit that goes without saying need not be printed in a policy: months, children.
    A derived fact has a `formula`; one that `follows from` others may also be given. `typical` is what an ordinary case
    has, a value or of a date an expression: made-up cases keep to it where they can, and leave out what has none.
    `asked_as` are questions of a terminology to which a code of the fact is the answer, found in the person themselves.
    """

    name: str
    kind: str
    says: str
    place: Place
    unit: str | None = None
    unit_goes_without_saying: bool = False
    other_units: Mapping[str, Decimal]
    decimals: int = 0
    dated: bool = False
    plausible: tuple[Value, Value]
    values: Mapping[str, str]
    moment: str | None = None
    question: str | None = None
    help: str | None = None
    answered_by: str = "nobody"
    changes: str = "possible"
    sensitivity: str = "personal"
    codes: tuple[Code, ...] = ()
    asked_as: tuple[Code, ...] = ()
    formula: Located | None = None
    follows_from: Located | None = None
    typical: Located | None = None

    @property
    def column(self) -> str:
        """The name of its column in a table of cases: `patient_bmi`."""
        return self.name.casefold().replace(" ", "_")

    @property
    def units(self) -> tuple[str, ...]:
        """The units in which its number may be given, its own first; none where it has none."""
        return (self.unit, *self.other_units) if self.unit else ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A condition that no real case can meet, and what it would mean."""

    never: Located
    because: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """People for whom another body commissions this service, wherever they live, with the source of that rule."""

    when: Located
    commissioner: str
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The facts of one service, in the order in which to show them."""

    service: str
    title: str
    facts: Mapping[str, Fact]
    contradictions: tuple[Contradiction, ...]
    exemptions: tuple[Exemption, ...]
    leap_birthday: str  # the day on which somebody born on 29 February reaches an age in a common year
    path: tuple[tuple[str, ...], tuple[str, ...]]  # the steps to the service, before the referral that counts and after it
    file: str


def load_dictionary(path: Path) -> Dictionary:
    """The dictionary in a file. Raises `CoequalError` with the line of the first mistake."""
    return read_dictionary(decode(read_file(path), str(path)), str(path))


def read_dictionary(text: str, file: str) -> Dictionary:
    """The dictionary in a text. Raises `CoequalError` with the line of the first mistake, `Mistakes` where facts have several."""
    fields = Fields(read(text, file), "A dictionary", _KEYS)
    nodes = entries(fields.node("facts"), '"facts"')
    if len(nodes) > MOST_FACTS:
        raise CoequalError(f"A dictionary has at most {MOST_FACTS} facts.", fields.place)
    facts = _facts(nodes)
    _check_columns(facts)
    return Dictionary(
        service=fields.text("service"),
        title=fields.text("title"),
        facts=facts,
        contradictions=tuple(map(_contradiction, fields.items("contradictions"))),
        exemptions=tuple(map(_exemption, fields.items("commissioned elsewhere"))),
        leap_birthday=_leap_birthday(fields),
        path=_path(fields),
        file=file,
    )


def _facts(nodes: Mapping[str, Node]) -> dict[str, Fact]:
    """The facts by name. Raises the first mistake of each fact that has one, all together."""
    found: dict[str, Fact] = {}
    mistakes: list[CoequalError] = []
    for name, node in nodes.items():
        try:
            found[name] = _fact(name, node)
        except CoequalError as error:
            mistakes.append(error)
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Mistakes(*mistakes)
    return found


def _leap_birthday(fields: Fields) -> str:
    """The declared setting, which needs its reason and its source; 1 March is how ages are computed here."""
    setting = Fields(fields.node("leap birthday"), '"leap birthday"', ("is", "because", "source"))
    setting.text("because")
    source = Fields(setting.node("source"), "A source", ("title", "url", "seen"))
    source.text("title")
    source.text_or_none("url")
    source.day("seen")
    return setting.choice("is", ("1 March",))


def _path(fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps of the path to the service, as sentences to the person who goes it; none where the dictionary has none."""
    if "path" not in fields:
        return (), ()
    steps = Fields(fields.node("path"), '"path"', ("before", "after"))
    return steps.texts("before"), steps.texts("after")


_DERIVED = ("type", "says", "is", "unit", "unit goes without saying", "if true", "if false", "values")
_GIVEN = (
    *("type", "says", "if true", "if false", "values", "moment", "unit", "unit goes without saying", "other units"),
    *(
        "decimals",
        "dated",
        "plausible",
        "question",
        "help",
        "answered by",
        "changes",
        "sensitivity",
        "codes",
        "asked as",
        "follows from",
        "typical",
    ),
)
_ONLY = {  # the keys that only some types have
    "if true": ("boolean",),
    "if false": ("boolean",),
    "values": ("choice",),
    "moment": ("date",),
    "unit": ("number",),
    "unit goes without saying": ("number",),
    "other units": ("number",),
    "decimals": ("number",),
    "plausible": ("number", "date"),
    "asked as": ("boolean",),
}


def _fact(name: str, node: Node) -> Fact:
    every_key = Fields(node, f'The fact "{name}"', (*_GIVEN, "is"))
    _check_name(name, every_key)
    kind, derived = every_key.choice("type", KINDS), "is" in every_key
    keys = [key for key in (_DERIVED if derived else _GIVEN) if kind in _ONLY.get(key, KINDS)]
    fields = Fields(node, f'The {"derived " if derived else ""}{kind} fact "{name}"', keys)
    return Fact(
        name=name,
        kind=kind,
        says=fields.text("says"),
        place=fields.place,
        unit=fields.text_or_none("unit"),
        unit_goes_without_saying=_unit_goes_without_saying(fields),
        other_units=_other_units(fields),
        decimals=int(fields.choice("decimals", [str(n) for n in range(7)], default="0")),
        dated=fields.flag("dated"),
        plausible=_plausible(fields, kind) if kind in ("number", "date") and not derived else (False, False),
        values=_clauses(fields, kind),
        moment=fields.text_or_none("moment"),
        question=fields.text_or_none("question"),
        help=fields.text_or_none("help"),
        answered_by=fields.choice("answered by", WHO, default="nobody"),
        changes=fields.choice("changes", CHANGES, default="possible"),
        sensitivity=fields.choice("sensitivity", SENSITIVITIES, default="personal"),
        codes=tuple(map(_code, fields.items("codes"))),
        asked_as=_asked_as(fields),
        formula=fields.located("is"),
        follows_from=fields.located("follows from"),
        typical=fields.located("typical"),
    )


def _check_columns(facts: Mapping[str, Fact]) -> None:
    """No two facts, nor the date of one and another, share a column in a table of cases."""
    taken: dict[str, str] = {}
    for fact in facts.values():
        for column in (fact.column, f"{fact.column}_date") if fact.dated else (fact.column,):
            if column in taken:
                raise CoequalError(f'"{fact.name}" and "{taken[column]}" would share the column {column}.', fact.place)
            taken[column] = fact.name


def _unit_goes_without_saying(fields: Fields) -> bool:
    """Whether it does, of a unit that must then be there."""
    found = fields.flag("unit goes without saying")
    if found:
        fields.text("unit")
    return found


def _other_units(fields: Fields) -> dict[str, Decimal]:
    """What turns each other unit into the fact's own.

    Raises `CoequalError` where that stands among them, or is not given, and for one unit in two spellings.
    """
    found: dict[str, Decimal] = {}
    own = fields.text_or_none("unit")
    for unit, factor in fields.table("other units").items():
        if own and spelled(unit, [own]):
            message = f'"{unit}" is the unit of the fact, so it is none of its other units. Take it out, or name another unit.'
            raise CoequalError(message, factor.place)
        if same := spelled(unit, found):
            raise CoequalError(f'"{unit}" and "{same}" are two spellings of one unit. Take one of them out.', factor.place)
        found[unit] = _decimal(factor)
        if found[unit] <= 0:
            raise CoequalError("A factor between units must be more than 0.", factor.place)
    if found:
        fields.text("unit")
    return found


def _check_name(name: str, fields: Fields) -> None:
    """A name is letters, digits and single spaces, without a reserved word, so that it reads as one in a sentence.

    `not` may stand inside a name ("intercourse not possible"), because the longest name is read first.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*( [A-Za-z0-9]+)*", name):
        raise CoequalError(f'A fact cannot be called "{name}": use letters, digits and single spaces.', fields.place)
    first, *rest = name.split()
    if first in RESERVED or RESERVED.intersection(rest) - {"not"} or rest[-1:] == ["not"]:
        word = next(word for word in name.split() if word in RESERVED)
        message = f'A fact cannot be called "{name}", because "{word}" is a word of the language. Call it something without it.'
        raise CoequalError(message, fields.place)


def _clauses(fields: Fields, kind: str) -> dict[str, str]:
    """What is so for each value: two clauses for a boolean, one for each value of a choice."""
    if kind == "boolean":
        return {"true": fields.text("if true"), "false": fields.text("if false")}
    clauses = {value: scalar(clause, f'"{value}"').text for value, clause in fields.table("values").items()}
    if kind == "choice" and len(clauses) < 2:
        raise CoequalError(f"{fields.what} needs at least two values.", fields.place)
    return clauses


def _plausible(fields: Fields, kind: str) -> tuple[Value, Value]:
    found = scalar(fields.node("plausible"), '"plausible"')
    low, dots, high = found.text.partition(" .. ")
    if not dots:
        raise CoequalError(f'"plausible" is written low .. high, such as 0 .. 120, not "{found.text}".', found.place)
    read_end: Callable[[Scalar], Value] = day if kind == "date" else _decimal
    ends = read_end(Scalar(low, found.place)), read_end(Scalar(high, found.place))
    if ends[0] > ends[1]:  # type: ignore[operator]  # both are of the fact's own kind
        raise CoequalError(f'"plausible" is written low .. high, and {low} is more than {high}.', found.place)
    return ends


def _decimal(node: Node) -> Decimal:
    found = scalar(node, "a number")
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", found.text):
        raise CoequalError(f'"{found.text}" is not a number.', found.place)
    return Decimal(found.text)


def _code(node: Node) -> Code:
    fields = Fields(node, "A code", ("system", "code", "term", "verified"))
    return Code(fields.text("system"), fields.text("code"), fields.text("term"), fields.flag("verified"))


def _asked_as(fields: Fields) -> tuple[Code, ...]:
    """The questions of a fact that has codes to answer them with."""
    found = tuple(map(_code, fields.items("asked as")))
    if found and not fields.items("codes"):
        raise CoequalError('"asked as" needs "codes": a code of the fact is what answers the question.', fields.place)
    return found


def _contradiction(node: Node) -> Contradiction:
    fields = Fields(node, "A contradiction", ("never", "because"))
    return Contradiction(expression(fields.node("never"), '"never"'), fields.text("because"))


def _exemption(node: Node) -> Exemption:
    fields = Fields(node, "An exemption", ("when", "commissioner", "because", "source"))
    when = expression(fields.node("when"), '"when"')
    return Exemption(when, fields.text("commissioner"), fields.text("because"), fields.text("source"))
