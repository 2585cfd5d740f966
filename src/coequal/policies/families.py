"""Families: many policies with one wording and a table of local values, one row for each.

`{column}` anywhere in the file stands for the row's cell. A cell is text and no more: it can open no block, and a
`{column}` inside it is not looked at again.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.fields import Fields, entries
from coequal.facts.strict_yaml import Node, Scalar, Sequence, Table, read
from coequal.policies.area_names import area_of
from coequal.policies.criteria import criterion_id
from coequal.policies.load import KEYS, Known, digest, read_parts
from coequal.policies.markdown import Block, LiterateFile, Part, Prose, take_apart
from coequal.policies.model import NO_RULE, Policy
from coequal.policies.tables import AREA, COLUMN, Row, Values, read_csv, read_pipes

BELOW = "below"
_PLACEHOLDER = re.compile(rf"\{{({COLUMN})\}}")
_OTHER_READING = re.compile(r"^ +- \{label: .*\}$", re.MULTILINE)
_NO_READINGS = re.compile(r"^or read as:(?=\s*(?:\n\S|\Z))", re.MULTILINE)
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*\.csv")


@dataclass(frozen=True, slots=True)
class Family:
    """One wording, its values by area, and how to read a member."""

    name: str
    template: LiterateFile
    text: str  # of the file, without the table
    values: Values
    vocabulary_of: Callable[[str], Vocabulary]
    line: int  # of the key `values`
    area_of: Callable[[str], str] = area_of  # the name of the area in an id
    known: Known = field(default_factory=dict, compare=False, repr=False)  # areas share most criteria, word for word

    @property
    def file(self) -> str:
        """The family's file."""
        return self.template.file

    @property
    def service(self) -> str:
        """The service of all its members. Raises `CoequalError` where the front matter does not say it."""
        row = next(iter(self.values.rows.values()))
        with _naming(row):
            yaml = read(_fill(self.template.front_matter, row), self.file, first_line=2)
            return Fields(yaml, "The front matter", KEYS).text("service")

    @property
    def ids(self) -> list[str]:
        """The ids of its members, in the order of the table."""
        service = self.service
        return [f"{area}/{service}" for area in self.values.rows]

    def members(self) -> Iterator[Policy]:
        """Every policy of the family. Raises `CoequalError` with the line of the mistake and that of the row."""
        return map(self.member, self.values.rows)

    def member(self, area: str) -> Policy:
        """The policy of one area. Raises `CoequalError` with the line of the mistake and that of the row."""
        row = self.values.rows[area]
        with _naming(row):
            parts, fingerprint = _filled(self.template, row), digest(_fill(self.text, row))
            policy = read_parts(parts, fingerprint, self.vocabulary_of, self.name, self.known, area_of=self.area_of)
        if policy.id != f"{area}/{self.service}":
            message = f'The ids of a family are its areas and its one service: write policy: "{{area}}/{self.service}".'
            raise CoequalError(message, Place(self.file, 2))
        return policy


def open_family(
    text: str, path: Path, name: str, vocabulary_of: Callable[[str], Vocabulary], area_of: Callable[[str], str] = area_of
) -> Family | None:
    """The family in a file's text, or None where it is an ordinary policy. Raises `CoequalError` with file and line.

    Its wording and its table are held against each other; members are not read yet.
    """
    parts = take_apart(text, str(path))
    if parts.values_line is None:
        return None
    lines = text.split("\n")
    key = lines[parts.values_line - 1]
    values = _values(parts, path, Fields(read(key, str(path), first_line=parts.values_line), "The front matter", ("values",)))
    front_matter = parts.front_matter.split("\n")
    front_matter[parts.values_line - 2] = ""
    template = replace(
        parts,
        front_matter="\n".join(front_matter),
        parts=tuple(part for part in parts.parts if not (isinstance(part, Block) and part.kind == "values")),
    )
    for block in parts.blocks("values"):  # another area's row does not change the text of this one
        lines[block.line - 2 : block.line + block.text.count("\n") + 1] = []
    family = Family(name, template, "\n".join(lines), values, vocabulary_of, parts.values_line, area_of)
    _check_columns(family)
    _check_front_matter(family)
    return family


@contextmanager
def _naming(row: Row) -> Iterator[None]:
    """Names the row beside the place of a mistake: the text may be right, and the value wrong."""
    try:
        yield
    except CoequalError as error:
        raise CoequalError(f"{error.message} (With the values of {row.place}: {row.area}.)", error.place) from None


def _values(parts: LiterateFile, path: Path, fields: Fields) -> Values:
    """The table that `values` names: a file beside the family's own, or the block below."""
    named, place, blocks = fields.text("values"), fields.node("values").place, parts.blocks("values")
    if named == BELOW:
        if len(blocks) != 1:
            raise CoequalError(f'"values: {BELOW}" needs one block of values; there are {len(blocks)}.', place)
        return read_pipes(blocks[0], str(path))
    if not _FILE_NAME.fullmatch(named):
        message = f'"values" is {BELOW}, or the name of a CSV file in the same folder, such as 2017-10.csv, not "{named}".'
        raise CoequalError(message, place)
    if blocks:
        message = f"The values are those of {named}, so nobody would read this block. Take it out."
        raise CoequalError(message, Place(str(path), blocks[0].line))
    return read_csv(path.parent / named)


def _check_columns(family: Family) -> None:
    """Each `{column}` of the text is a column of the table, and each column is used."""
    used = set()
    for text, line, clause in _texts(family.template):
        for found in _PLACEHOLDER.finditer(text):
            place = Place(family.file, line + text.count("\n", 0, found.start()), None, clause)
            if found[1] not in family.values.columns:
                suggestion = (
                    did_you_mean(found[1], family.values.columns) or f" The columns are: {', '.join(family.values.columns)}."
                )
                raise CoequalError(f'The table of values has no column "{found[1]}".{suggestion}', place)
            used.add(found[1])
    for column in family.values.columns:
        if column not in used:
            message = f'No text uses the column "{column}". Write {{{column}}} where its value belongs, or take the column out.'
            raise CoequalError(message, family.values.place)


def _check_front_matter(family: Family) -> None:
    """What a policy is called and when it binds must be known."""
    used = _columns(family.template.front_matter)
    for row in family.values.rows.values():
        if row.lacks(used):
            column = next(column for column in used if row.lacks([column]))
            message = f'The front matter needs a value for "{column}", so it cannot be “{row.cells[column]}”.'
            raise CoequalError(message, row.place)


def _texts(template: LiterateFile) -> Iterator[tuple[str, int, str | None]]:
    """Every text of a file, with its line and its clause."""
    yield template.front_matter, 2, None
    for part in template.parts:
        yield part.text, part.line, part.clause if isinstance(part, Block) else None


def _columns(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


def _fill(text: str, row: Row) -> str:
    return _PLACEHOLDER.sub(lambda found: row.cells[found[1]], text)


def _filled(template: LiterateFile, row: Row) -> LiterateFile:
    """The parts with a row's values, without the criteria that the area lacks and the examples that cannot be made."""
    parts = [_filled_part(part, row) for part in template.parts]
    lacking = [part for part in parts if isinstance(part, Block) and part.lacks]
    criteria = {block.line: criterion_id(block, template.file) for block in lacking if block.kind == "criterion"}
    left_out = {block.line: criteria[block.line] for block in lacking if block.line in criteria and NO_RULE in block.lacks}
    without = left_out.keys() | (_examples_left_out(parts, set(criteria.values()), template.file) if lacking else set())
    return LiterateFile(
        template.file,
        _fill(template.front_matter, row),
        tuple(part for part in parts if not (isinstance(part, Block) and part.line in without)),
        row.cells.get(f"{AREA} name", row.area),
        frozenset(left_out.values()),
    )


def _filled_part(part: Part, row: Row) -> Part:
    if isinstance(part, Block):
        heading, text = _fill(part.heading, row), _with_own_readings(part.text, row)
        return replace(part, text=_fill(text, row), heading=heading, lacks=row.lacks(_columns(text)))
    if isinstance(part, Prose):
        return replace(part, text="\n\n".join(_said(paragraph, row) for paragraph in part.text.split("\n\n")))
    return replace(part, text=_fill(part.text, row))


def _with_own_readings(text: str, row: Row) -> str:
    """A block without the other readings for which the area has no rule; their lines stay, empty."""
    left = _OTHER_READING.sub(lambda found: "" if NO_RULE in row.lacks(_columns(found[0])) else found[0], text)
    return text if left == text else _NO_READINGS.sub("", left)


def _said(paragraph: str, row: Row) -> str:
    """A paragraph with a row's values; one that speaks of a rule that the area lacks, or that was not found, says so instead."""
    lacks, name = row.lacks(_columns(paragraph)), row.cells.get(f"{AREA} name", row.area)
    if NO_RULE in lacks:
        return f"{name} has no rule on this."
    return f"What {name} says on this was not found." if lacks else _fill(paragraph, row)


def _examples_left_out(parts: list[Part], gone: set[str], file: str) -> set[int]:
    """The lines of the examples that lack a value or expect something of a criterion that is gone, and of those like them."""
    found: set[int] = set()
    names: set[str] = set()
    for part in parts:
        if isinstance(part, Block) and part.kind == "example":
            people = _people(part, file)
            like = _texts_of("like", people)
            expected = {name for person in people for name in _keys(person.get("criteria"))}
            if part.lacks or like & names or expected & gone:
                found.add(part.line)
                names |= _texts_of("name", people)
    return found


def _people(block: Block, file: str) -> list[dict[str, Node]]:
    """An example, and the people who stand in it."""
    example = entries(read(block.text, file, first_line=block.line), "An example")
    people = example.get("people")
    return [example, *(entries(person, "An example") for person in (people.items if isinstance(people, Sequence) else ()))]


def _texts_of(key: str, people: list[dict[str, Node]]) -> set[str]:
    return {node.text for person in people if isinstance(node := person.get(key), Scalar)}


def _keys(node: Node | None) -> set[str]:
    return set(node.entries) if isinstance(node, Table) else set()
