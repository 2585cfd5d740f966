"""YAML without its surprises: every scalar is text, and nothing is silently changed.

Unknown tags, anchors, aliases, duplicate keys, hidden characters and deep nesting are errors
that name the line and the column.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from coequal.errors import CoequalError, Place, refuse_pipe

MOST_BYTES = 1_000_000
DEEPEST = 12
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_COMMENT = re.compile(r"[ \t,}\]]*#")
_NEEDS_QUOTES = re.compile(r"(?P<head>\s*+(?:- )?[^:{}\[\]\s][^:{}\[\]]*: )(?P<value>(?=[^'].*$)(?=.*[^\w\s.]).{1,200})$")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text, and whether a comment follows it on its line."""

    text: str
    place: Place
    commented: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, with the place of each key."""

    entries: Mapping[str, "Node"]
    keys: Mapping[str, Place]
    place: Place


Node = Scalar | Sequence | Table


def decode(data: bytes, file: str, most: int = MOST_BYTES) -> str:
    """The text of a file. Raises `CoequalError` where it is too large, not UTF-8, or holds hidden characters."""
    if len(data) > most:
        raise CoequalError(f"This is too large: a file may have at most {most // 10**6} MB.", Place(file))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")  # some editors begin a file with an invisible mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CoequalError("This is not UTF-8 text. Save the file as UTF-8.", Place(file, line)) from None
    if hidden := HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        column = hidden.start() - text.rfind("\n", 0, hidden.start())
        refuse_hidden(hidden[0], Place(file, line, column))
    return text


def refuse_hidden(text: str, place: Place) -> None:
    """Nothing, where a text holds no hidden character. Raises `CoequalError` where it does."""
    if hidden := HIDDEN.search(text):
        raise CoequalError(f"There is a hidden character here (U+{ord(hidden[0]):04X}). Take it out.", place)


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file, no more of them than may be used. Raises `CoequalError` where it cannot be read."""
    refuse_pipe(path)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise CoequalError(f"This cannot be read: {error.strerror}.", Place(str(path))) from None


def read(text: str, file: str, *, first_line: int = 1, clause: str | None = None) -> Node:
    """The tree of a YAML text whose first line is line `first_line` of `file`.

    Raises `CoequalError`, with line and column, on anything that is not plain YAML.
    """
    return _Reader(text, file, first_line, clause).document()


class _Reader:
    def __init__(self, text: str, file: str, first_line: int, clause: str | None) -> None:
        self.text, self.file, self.first_line, self.clause = text, file, first_line, clause
        self.lines = f"{text}\n".split("\n")  # the parser counts the end of the text as one more line

    def document(self) -> Node:
        try:
            events = iter(yaml.parse(self.text, Loader=yaml.CSafeLoader))
            next(events)  # the start of the stream
            start = next(events)
            if not isinstance(start, yaml.DocumentStartEvent):
                raise CoequalError("There is nothing here.", Place(self.file, self.first_line, None, self.clause))
            node = self.node(next(events), events, 0)
            next(events)  # the end of the document
            following = next(events)
        except yaml.MarkedYAMLError as error:
            raise self.slip(error) from None
        if not isinstance(following, yaml.StreamEndEvent):
            raise CoequalError("A second document begins here; only one is read.", self.place(following.start_mark))
        return node

    def place(self, mark: Any) -> Place:
        return Place(self.file, self.first_line + mark.line, mark.column + 1, self.clause)

    def text_place(self, event: Any) -> Place:
        """Where the text itself begins; no column for a text of several lines, in which columns do not count on."""
        place = self.place(event.start_mark)
        if event.start_mark.line != event.end_mark.line:
            return replace(place, column=None)
        return replace(place, column=event.start_mark.column + 2) if event.style in ("'", '"') else place

    def slip(self, error: yaml.MarkedYAMLError) -> CoequalError:
        """A YAML error in our words, with the line as it would read in quotes where that could help."""
        begun = re.search("flow (mapping|sequence)|quoted", error.context or "")  # a bracket or a quotation mark that has no end
        mark = error.context_mark if begun else error.problem_mark
        if mark and self.lines[mark.line][: mark.column + 1].strip(" ").startswith("\t"):
            return CoequalError("There is a tab here. YAML is indented by spaces: put some in its place.", self.place(mark))
        above = " Or look for a missing colon in the line above." if error.problem == "could not find expected ':'" else ""
        return CoequalError(f"This is not plain YAML ({error.problem}).{above}{self.quoted(mark)}", self.place(mark))

    def quoted(self, mark: Any) -> str:
        """A sentence that shows the line with its value in quotes, where that could help, with a space before it."""
        found = _NEEDS_QUOTES.match(self.lines[mark.line])
        if found is None:
            return ""
        value = found["value"].replace("'", "''")
        return f" Where a value has special characters, put it in quotes: {found['head'].strip()} '{value}'"

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            message = "Anchors and aliases (& and *) are not used here: write the value out."
            raise CoequalError(message + self.quoted(event.start_mark), place)
        if event.tag is not None:
            raise CoequalError(f"Tags such as {event.tag} are not used here.{self.quoted(event.start_mark)}", place)
        if depth > DEEPEST:
            raise CoequalError(f"This is nested more than {DEEPEST} levels deep.", place)
        if isinstance(event, yaml.ScalarEvent):
            refuse_hidden(event.value, place)  # an escape in double quotes could bring one in
            return Scalar(event.value, self.text_place(event), event.style not in ("|", ">") and self.comment_after(event.end_mark))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self.node(item, events, depth + 1))
            return Sequence(tuple(items), place)
        return self.table(place, events, depth)

    def table(self, place: Place, events: Iterator[Any], depth: int) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise CoequalError("A key must be plain text. Put a value that begins with { or [ in quotes.", key.place)
            if key.text in entries:
                raise CoequalError(f'"{key.text}" stands here twice; once is enough.', key.place)
            entries[key.text] = self.node(next(events), events, depth + 1)
            keys[key.text] = key.place
        return Table(entries, keys, place)

    def comment_after(self, mark: Any) -> bool:
        return _COMMENT.match(self.lines[mark.line], mark.column) is not None
