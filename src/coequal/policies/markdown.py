"""A literate file taken apart: its front matter, then headings, prose and fenced blocks in their order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coequal.errors import CoequalError, Place, did_you_mean

BLOCKS = ("treatments", "criterion", "providers", "exceptions", "example", "values")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_FENCE = re.compile(r"(\s*)(`{3,}+|~{3,}+)([^`]*)")
_CLAUSE = re.compile(r"^clause:\s*[\"']?(.+)$", re.MULTILINE)
_MARK = re.compile(r"\\([!-/:-@\[-`{-~])|(\*+)|\n\s*\n")  # a backslash keeps the sign behind it from being a mark
_NUMBER = re.compile(r"^(\d+(\.\d+)*[a-z]?(\s*(,|and)\s*\d+(\.\d+)*[a-z]?)*)[.:]?\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the largest."""

    level: int
    text: str
    line: int

    @property
    def title(self) -> str:
        """The heading without its clause's number: "Body mass index" of "4. Body mass index"."""
        return _NUMBER.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of Markdown between headings and blocks."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block that gives meaning; `line` is that of its first line of YAML.

    `lacks` says of a block of a family's member which special words its cells hold: `not found`, `no rule`.
    """

    kind: str
    text: str
    line: int
    heading: str
    lacks: frozenset[str] = frozenset()

    @property
    def clause(self) -> str | None:
        """The clause that the block names, found without reading its YAML, so that a slip in it can cite it."""
        found = _CLAUSE.search(self.text)
        return without_end(found[1]) if found else None


Part = Heading | Prose | Block


def unmarked(text: str) -> str:
    """A text as people see it: without emphasis, and without the backslashes that keep other signs as they are.

    Asterisks are emphasis in pairs round words and within a paragraph; any other one is a sign of the text, as in 2 * 3.
    """
    dropped, opened = set[int](), list[int]()
    for found in _MARK.finditer(text):
        if found[1]:
            dropped.add(found.start())
        elif found[2]:
            before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
            for at in range(*found.span()):
                if opened and opened[-1] < found.start() and not before.isspace() and not after.isalnum():
                    dropped |= {opened.pop(), at}
                elif after.strip() and not before.isalnum():
                    opened.append(at)
        else:
            opened.clear()
    return "".join(sign for at, sign in enumerate(text) if at not in dropped)


def without_end(value: str) -> str:
    """The rest of a line behind a key and the quotation mark that may open its value, without the one that closes it."""
    bare = value.rstrip()
    return bare[:-1] if len(bare) > 1 and bare.endswith(("'", '"')) else bare


@dataclass(frozen=True, slots=True)
class LiterateFile:
    """The front matter as YAML text that begins on line 2, and the parts that follow it.

    `area` is set of a member of a family: whose values were put in; `left_out` are the criteria that this area lacks.
    """

    file: str
    front_matter: str
    parts: tuple[Part, ...]
    area: str = ""
    left_out: frozenset[str] = frozenset()

    @property
    def values_line(self) -> int | None:
        """The line of the key `values`, which makes a file a family of policies; None of an ordinary policy."""
        lines = enumerate(self.front_matter.split("\n"), 2)
        return next((number for number, line in lines if re.match(r"values\s*:", line)), None)

    def blocks(self, kind: str) -> list[Block]:
        """The blocks of one kind, in their order."""
        return [part for part in self.parts if isinstance(part, Block) and part.kind == kind]


def without_examples(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts but for examples, and for the sections that hold nothing else."""
    starts = [place for place, part in enumerate(parts) if isinstance(part, Heading)]
    for start, end in pairwise([0, *starts, len(parts)]):
        section = parts[start:end]
        kinds = {part.kind for part in section if isinstance(part, Block)}
        if kinds != {"example"}:
            yield from (part for part in section if not (isinstance(part, Block) and part.kind == "example"))


def take_apart(text: str, file: str, kinds: Sequence[str] = BLOCKS, what: str = "A policy") -> LiterateFile:
    """The parts of a literate file, whose blocks are of these kinds.

    Raises `CoequalError` where the front matter or a block has no end, and for a block of another kind.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---" or "---" not in [line.rstrip() for line in lines[1:]]:
        raise CoequalError(f"{what} begins with its front matter: a line of ---, keys and values, a line of ---.", Place(file, 1))
    end = [line.rstrip() for line in lines[1:]].index("---") + 1
    return LiterateFile(file, "\n".join(lines[1:end]), tuple(_parts(lines, end + 1, file, kinds)))


def put_together(parts: LiterateFile) -> str:
    """The text of a literate file, which taken apart gives the same parts; of a family's member, with its values put in."""
    front_matter = "\n".join(line for line in parts.front_matter.split("\n") if line.strip())
    return "\n\n".join([f"---\n{front_matter}\n---", *map(_written, parts.parts)]) + "\n"


def _written(part: Part) -> str:
    match part:
        case Heading():
            return f"{'#' * part.level} {part.text}"
        case Prose():
            return part.text
        case _:
            fence = "`" * max([3, *(len(found) + 1 for found in re.findall(r"`{3,}", part.text))])
            return f"{fence}{part.kind}\n{part.text}\n{fence}"


def _parts(lines: list[str], start: int, file: str, kinds: Sequence[str]) -> list[Part]:
    parts: list[Part] = []
    prose: list[str] = []
    heading = ""

    def close_prose(end: int) -> None:
        written = [place for place, line in enumerate(prose) if line.strip()]
        if written:
            first, last = written[0], written[-1]
            parts.append(Prose("\n".join(prose[first : last + 1]), end - len(prose) + first + 1))
        prose.clear()

    at = start
    while at < len(lines):
        if found := _HEADING.fullmatch(lines[at]):
            close_prose(at)
            found_heading = Heading(len(found[1]), found[2].rstrip("#").rstrip(), at + 1)
            parts.append(found_heading)
            heading = found_heading.title
        elif fence := _FENCE.fullmatch(lines[at].rstrip()):
            end = _end_of(lines, at, fence[2], file)
            if word := fence[3].strip():
                close_prose(at)
                kind = _kind(word, fence[1], kinds, Place(file, at + 1))
                parts.append(Block(kind, "\n".join(lines[at + 1 : end]), at + 2, heading))
            else:
                prose.extend(lines[at : end + 1])
            at = end
        else:
            prose.append(lines[at])
        at += 1
    close_prose(at)
    return parts


def _end_of(lines: list[str], at: int, fence: str, file: str) -> int:
    """The line that closes a fence: the same sign, at least as often."""
    for end in range(at + 1, len(lines)):
        if lines[end].strip().startswith(fence) and not lines[end].strip().strip(fence[0]):
            return end
    raise CoequalError(f"This block has no end. Close it with a line of {fence}.", Place(file, at + 1))


def _kind(info: str, indent: str, kinds: Sequence[str], place: Place) -> str:
    """The kind of a block; one that is set in would read as part of the prose, so it is refused."""
    if info not in kinds:
        suggestion = did_you_mean(info, kinds) or f" The kinds are: {', '.join(kinds)}."
        raise CoequalError(f'There is no block of kind "{info}".{suggestion}', place)
    if indent:
        raise CoequalError(f'A block begins at the start of its line. Take out the space before "{info}" and its fence.', place)
    return info
