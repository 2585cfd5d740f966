"""The blocks of a file: that readers see each of them, and that software reads what stands in them."""

import re
from collections.abc import Iterator
from contextlib import suppress

import yaml

from coequal.errors import Place
from coequal.lint.finding import ERROR, Rule, Spots
from coequal.lint.subject import Subject
from coequal.policies.markdown import BLOCKS, Block, Heading, Prose

_CODE = re.compile(r"^ *(?P<fence>`{3,}|~{3,}).*?(^ *(?P=fence)|\Z)", re.MULTILINE | re.DOTALL)
_OPENS = re.compile(r"^ {0,3}<!--", re.MULTILINE)
_QUOTED = re.compile(rf"^ *>[ >]*(`{{3,}}|~{{3,}}) *({'|'.join(BLOCKS)})\b", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+#")
_PLAIN = ("", None)  # the style of text without quotation marks


def _hidden(subject: Subject) -> Spots:
    hidden = False
    for part in subject.policy.file.parts:
        match part:
            case Prose(text=text, line=line):
                shown = _CODE.sub(_blank, text)
                for quoted in _QUOTED.finditer(shown):
                    place = Place(subject.file, line + shown[: quoted.start()].count("\n"))
                    said = f"This {quoted[2]} stands in a quotation, where readers see it and software does not."
                    yield place, f"{said} Take out the > before its lines."
                hidden = _is_open(shown, hidden)
            case Heading(text=text):
                hidden = _is_open(text, hidden)
            case _:
                if hidden:
                    said = f"This {part.kind} stands in an HTML comment, so it is applied, but readers of the page do not see it."
                    yield Place(subject.file, part.line, clause=part.clause), f"{said} Take it out of the comment, or take it out."
                hidden = _is_open(part.text, hidden)


def _blank(code: re.Match[str]) -> str:
    """As many lines with nothing on them."""
    return "\n" * code[0].count("\n")


def _is_open(text: str, hidden: bool) -> bool:
    """Whether an HTML comment is open at the end of a text, if it was or was not at its start."""
    at = 0
    while True:
        if hidden:
            end = text.find("-->", at)
            if end < 0:
                return True
            at = end + 3
        start = _OPENS.search(text, at)
        if start is None:
            return False
        hidden, at = True, start.end()


def _cut(subject: Subject) -> Spots:
    for text, first_line, clause in _yaml(subject):
        if " #" not in text and "\t#" not in text:
            continue
        lines = text.split("\n")
        for event in _events(text):
            if isinstance(event, yaml.ScalarEvent) and event.style in _PLAIN:
                mark = event.end_mark
                if mark.line < len(lines) and _COMMENT.match(lines[mark.line], mark.column):
                    said = f'What follows "{event.value}" is lost, because YAML takes " #" for the start of a comment.'
                    mend = "Put the whole value in quotes, or the comment on a line of its own."
                    yield Place(subject.file, first_line + mark.line, clause=clause), f"{said} {mend}"


def _events(text: str) -> Iterator[yaml.Event]:
    """What stands in a text of YAML, one after another, up to where it is none: another rule says of an example that it is none."""
    with suppress(yaml.YAMLError):
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _yaml(subject: Subject) -> Iterator[tuple[str, int, str | None]]:
    """The YAML of the front matter and of every block, with its first line and its clause."""
    yield subject.policy.file.front_matter, 2, None
    for part in subject.policy.file.parts:
        if isinstance(part, Block):
            yield part.text, part.line, part.clause


RULES = (
    Rule(
        "hidden-block",
        ERROR,
        "A block stands in an HTML comment, where it is applied unseen, or in a quotation, where it is seen and not applied.",
        _hidden,
    ),
    Rule(
        "cut-by-hash",
        ERROR,
        "A value without quotes has a space and a # in it, which YAML takes for a comment, so its end is lost.",
        _cut,
    ),
)
