"""A draft policy that comes from somebody else's file: in the format of policies, and read once before it is handed on."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from coequal.criteria.vocabulary import Vocabulary
from coequal.exchange.tables.cells import ASKS_NOTHING
from coequal.exchange.tables.table import Table, amount, decides, doubts, met_when, slug
from coequal.facts.strict_yaml import HIDDEN
from coequal.policies.load import read_policy
from coequal.policies.markdown import Block, Heading, LiterateFile, Part, Prose, put_together

_SIGNS: Final = re.compile(r"[\\`*_~<]|(?<=\])\(")
_FENCED: Final = re.compile(r"^(\s*)(#{1,6}\s|`{3,}|~{3,})", re.MULTILINE)
YES_IS_MET: Final = (
    "Yes, or true, is read as: the criterion is met. Turn a condition round where it means that somebody is refused."
)
Value = str | Sequence[str] | Mapping[str, str] | Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class About:
    """What a draft is, as far as a file from elsewhere can say."""

    policy: str
    title: str
    service: str
    version: str = "draft"
    completeness: str = "partial"
    binds_by: str = "referral date"
    source: str = "a file from elsewhere"


@dataclass(frozen=True, slots=True)
class DraftTreatment:
    """A treatment and its amounts, each an expression."""

    id: str
    name: str
    amounts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftCriterion:
    """A criterion: its heading, its wording, and the keys of its block, `id` and `clause` among them."""

    title: str
    wording: str
    keys: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of a draft policy, and sentences on what was read and what was not taken over."""

    text: str
    remarks: tuple[str, ...]


def drafted(
    about: About,
    treatments: Sequence[DraftTreatment],
    criteria: Sequence[DraftCriterion],
    remarks: Sequence[str],
    vocabulary_of: Callable[[str], Vocabulary],
) -> str:
    """The text of a draft policy, with a section of remarks: what was not taken over, and what to look at.

    Characters that nobody sees, which spreadsheets carry along, are left out: a policy file may have none. Raises `CoequalError`
    where what it says cannot be read as a policy, such as an amount that is none.
    """
    parts = [*_parts(treatments, criteria), *_remarks(remarks)]
    text = HIDDEN.sub("", put_together(LiterateFile("draft", _front_matter(about), tuple(parts))))
    read_policy(text, "draft", vocabulary_of)
    return text


def draft(table: Table, about: About, vocabulary_of: Callable[[str], Vocabulary], told: Sequence[str] = ()) -> str:
    """The text of a draft policy that says what one decision table says.

    Each output of yes and no is a criterion, each other an amount. `told` says how the table was read, which stands among the
    remarks. Raises `CoequalError` at the place of the first cell that cannot be understood.
    """
    vocabulary = vocabulary_of(about.service)
    outputs = list(enumerate(table.outputs))
    asked = [(place, name) for place, name in outputs if decides(table, place)]
    criteria = [
        DraftCriterion(
            name,
            wording(table),
            {"id": slug(name), "clause": str(number), "met when": met_when(table, vocabulary, place)},
        )
        for number, (place, name) in enumerate(asked, 1)
    ]
    amounts = {name: amount(table, vocabulary, place) for place, name in outputs if (place, name) not in asked}
    remarks = [f'Taken from the table "{table.name}". Read each criterion against the source, and say it in your own words.']
    remarks += [*told, *([YES_IS_MET] if criteria else []), *doubts(table, vocabulary)]
    return drafted(about, [DraftTreatment("treatment", "What is funded", amounts)], criteria, remarks, vocabulary_of)


def wording(table: Table) -> str:
    """What a table says, rule by rule, in the words of its cells, so that a person can hold it against the source."""
    lines = [f'As the table "{_plain(table.name)}" has it (hit policy {table.hit_policy}):', ""]
    for rule in table.rules:
        asked = [
            f"{name}: {_plain(cell)}"
            for name, cell in zip(table.inputs, rule.tests, strict=True)
            if cell.strip() not in ASKS_NOTHING
        ]
        given = [f"{_plain(name)}: {_plain(cell)}" for name, cell in zip(table.outputs, rule.results, strict=True)]
        noted = f" ({'; '.join(map(_plain, rule.notes))})" if any(rule.notes) else ""
        lines.append(f"- {'; '.join(asked) or 'in every case'} → {'; '.join(given)}{noted}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A text on one line, in which no sign is taken for one of Markdown or HTML."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))


def quoted(text: str) -> str:
    """A text in double quotation marks, as YAML has it, on one line."""
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _front_matter(about: About) -> str:
    lines = {
        "policy": about.policy,
        "version": quoted(about.version),
        "title": quoted(about.title),
        "service": about.service,
        "completeness": about.completeness,
        "status": "draft",
        "in force": "{from: {printed: none}}",
        "binds by": quoted(about.binds_by),
        "source": f"{{title: {quoted(about.source)}}}",
    }
    return "\n".join(f"{key}: {value}" for key, value in lines.items())


def _parts(treatments: Sequence[DraftTreatment], criteria: Sequence[DraftCriterion]) -> Iterator[Part]:
    yield Heading(2, "What is funded", 0)
    yield Block("treatments", "\n".join(line for one in treatments for line in _treatment(one)), 0, "")
    for one in criteria:
        yield _heading(one)
        if one.wording.strip():
            yield Prose(_prose(one.wording), 0)
        yield Block("criterion", "\n".join(line for key, value in one.keys.items() for line in _key(key, value)), 0, "")


def _heading(one: DraftCriterion) -> Heading:
    """The heading of a criterion, led by its clause where that is a number, as in "4. Body mass index"."""
    title, clause = " ".join(one.title.split()), one.keys["clause"]
    led = Heading(2, f"{clause}. {title}", 0)
    return led if led.title == title and not title.startswith(f"{clause}. ") else Heading(2, title, 0)


def _remarks(remarks: Sequence[str]) -> Iterator[Part]:
    if remarks:
        yield Heading(2, "What to look at", 0)
        yield Prose("\n".join(f"- {' '.join(remark.split())}" for remark in remarks), 0)


def _treatment(one: DraftTreatment) -> Iterator[str]:
    yield f"{one.id}:"
    yield f"  name: {quoted(one.name)}"
    for name, text in one.amounts.items():
        yield f"  {quoted(name)}: {quoted(text)}"


def _key(key: str, value: Value) -> Iterator[str]:
    """The lines of one key: a text, a list, a table, or a list of tables."""
    if isinstance(value, str):
        yield f"{key}: {quoted(value)}"
    elif isinstance(value, Mapping):
        yield f"{key}: {_table(value)}"
    elif value:
        yield f"{key}:"
        yield from (f"  - {_table(item) if isinstance(item, Mapping) else quoted(item)}" for item in value)


def _table(entries: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in entries.items()) + "}"


def _prose(text: str) -> str:
    """Prose that begins no heading and no block, whatever it holds."""
    return _FENCED.sub(r"\1\\\2", text.strip())
