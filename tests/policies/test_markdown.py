"""A literate file is taken apart into headings, prose and blocks, and no line of it is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.policies.library import shipped
from coequal.policies.markdown import Block, Heading, LiterateFile, Prose, put_together, take_apart

FRONT = "---\npolicy: here/hearing\n---\n"


def parts_of(body: str) -> list[object]:
    """The parts of a body that begins on line 4."""
    return list(take_apart(FRONT + body, "policy.md").parts)


def test_a_file_is_its_front_matter_and_its_parts_with_their_lines() -> None:
    """Lines count from 1, and a block's line is the first of its YAML."""
    text = (
        "---\npolicy: here/hearing\nversion: v1\n---\n"
        "# Hearing\n\nFirst line,\nsecond line.\n\n\n## 4. Loss #\n```criterion\nid: loss\n```\nThe end.\n"
    )
    assert take_apart(text, "policy.md") == LiterateFile(
        "policy.md",
        "policy: here/hearing\nversion: v1",
        (
            Heading(1, "Hearing", 5),
            Prose("First line,\nsecond line.", 7),
            Heading(2, "4. Loss", 11),
            Block("criterion", "id: loss", 13, "Loss"),
            Prose("The end.", 15),
        ),
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("4. Body mass index", "Body mass index"),
        ("4 Body mass index", "Body mass index"),
        ("5, 14. Cause", "Cause"),
        ("2a and 3: Age", "Age"),
        ("Clause 3", "Clause 3"),
        ("40 to 41", "to 41"),
        ("18", "18"),
    ],
)
def test_a_title_is_the_heading_without_its_number(text: str, title: str) -> None:
    """The number of a clause leads a heading; a number alone stays."""
    assert Heading(2, text, 1).title == title


def test_a_block_has_the_title_of_the_nearest_heading_above_it() -> None:
    """Whatever the level of that heading."""
    blocks = [
        part
        for part in parts_of("```example\n```\n# A\n## 2. B\n```example\n```\n### C\n```example\n```")
        if isinstance(part, Block)
    ]
    assert [block.heading for block in blocks] == ["", "B", "C"]


@pytest.mark.parametrize(
    ("yaml", "clause"),
    [
        ('id: a\nclause: "4"', "4"),
        ("clause: '5, 14'", "5, 14"),
        ("clause: 4a\nid: {", "4a"),
        ("id: a", None),
        ("why: the clause: 4", None),
    ],
)
def test_a_block_names_its_clause_though_its_yaml_may_be_broken(yaml: str, clause: str | None) -> None:
    """So that a slip in the YAML can cite the clause."""
    assert Block("criterion", yaml, 1, "").clause == clause


def test_the_blocks_of_one_kind_come_in_their_order() -> None:
    """Others are left out."""
    found = take_apart(FRONT + "```example\na: 1\n```\n```criterion\n```\n```example\nb: 2\n```", "policy.md")
    assert [block.text for block in found.blocks("example")] == ["a: 1", "b: 2"]


@pytest.mark.parametrize(
    "fenced",
    [
        pytest.param("```\n## 1. Not a heading\n```", id="plain"),
        pytest.param("    ```\n    ## code in a list\n    ```", id="set in"),
        pytest.param("~~~\n```criterion\n~~~", id="tildes around backticks"),
    ],
)
def test_a_fence_without_a_kind_is_prose(fenced: str) -> None:
    """What stands in it is no heading and no block."""
    assert parts_of(f"Before.\n{fenced}\nAfter.") == [Prose(f"Before.\n{fenced}\nAfter.", 4)]


@pytest.mark.parametrize(
    ("opening", "inside", "closing"),
    [
        pytest.param("```criterion", "id: a", "```", id="three"),
        pytest.param("``` criterion  ", "id: a", "```  ", id="spaces around the kind"),
        pytest.param("~~~criterion", "id: a", "~~~", id="tildes"),
        pytest.param("````criterion", "why: |\n  ```\n  three do not end four", "`````", id="more to end it than to open it"),
        pytest.param("```criterion", "why: ```not an end", "   ```", id="an end that is set in"),
    ],
)
def test_a_block_ends_with_its_own_sign_at_least_as_often(opening: str, inside: str, closing: str) -> None:
    """As in Markdown."""
    assert parts_of(f"{opening}\n{inside}\n{closing}") == [Block("criterion", inside, 5, "")]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param("", "line 1", "begins with its front matter", id="empty file"),
        pytest.param("# A title\n", "line 1", "begins with its front matter", id="no front matter"),
        pytest.param("---\npolicy: here/hearing\n", "line 1", "begins with its front matter", id="front matter without an end"),
        pytest.param(f"{FRONT}\nProse.\n```criterion\nid: a\n", "line 6", "has no end. Close it with a line of ```", id="unclosed"),
        pytest.param(f"{FRONT}````criterion\n```\n", "line 4", "has no end. Close it with a line of ````", id="too short an end"),
        pytest.param(f"{FRONT}~~~criterion\n```\n", "line 4", "has no end. Close it with a line of ~~~", id="another sign"),
        pytest.param(f"{FRONT}```criteria\n```", "line 4", 'no block of kind "criteria". Did you mean "criterion"?', id="mistyped"),
        pytest.param(f"{FRONT}```Criterion\n```", "line 4", 'Did you mean "criterion"?', id="capital"),
        pytest.param(
            f"{FRONT}```python\n```",
            "line 4",
            'no block of kind "python". The kinds are: treatments, criterion, providers, exceptions, example, values.',
            id="unlike any kind",
        ),
        pytest.param(
            f"{FRONT}- a list\n\n  ```criterion\n  id: a\n  ```", "line 6", "begins at the start of its line", id="set in"
        ),
    ],
)
def test_a_file_that_cannot_be_taken_apart_is_refused(text: str, place: str, words: str) -> None:
    """With its line; a criterion is never taken for prose."""
    with pytest.raises(CoequalError) as caught:
        take_apart(text, "policy.md")
    assert str(caught.value).startswith(f"policy.md, {place}: ")
    assert words in caught.value.message


LINES = st.sampled_from(
    [
        "",
        "  ",
        "Prose.",
        "- a list",
        "# A",
        "## 4. B",
        "#no heading",
        "```",
        "~~~",
        "````",
        "```criterion",
        "~~~ example",
        "id: a",
        "---",
    ]
)


@example(["```criterion", "", "```"])
@example(["```criterion", "```"])
@example(["```criterion", "~~~", "```"])
@given(st.lists(LINES, max_size=12))
def test_every_line_is_in_one_part_at_the_line_that_the_part_names(body: list[str]) -> None:
    """What is not blank is a heading, prose, or a block between its two fences; or else the file is refused."""
    lines = (FRONT + "\n".join(body)).split("\n")
    try:
        parts = take_apart("\n".join(lines), "policy.md").parts
    except CoequalError:
        return
    seen = {1, 2, 3}
    for part in parts:
        match part:
            case Heading():
                own = [lines[part.line - 1]]
                assert own[0].strip("# ") == part.text
                assert own[0].startswith("#" * part.level + " ")
            case Prose():
                own = part.text.split("\n")
                assert lines[part.line - 1 : part.line - 1 + len(own)] == own
                assert own[0].strip()
            case Block():
                empty = part.text == "" != lines[part.line - 1].strip()  # its end follows its begin
                own = [] if empty else part.text.split("\n")
                assert lines[part.line - 1 : part.line - 1 + len(own)] == own
                assert lines[part.line - 2].strip("`~ ") == part.kind
                assert not lines[part.line - 1 + len(own)].strip("`~ ")
                seen |= {part.line - 1, part.line + len(own)}
        own_lines = set(range(part.line, part.line + len(own)))
        assert not own_lines & seen
        seen |= own_lines
    assert {number for number, line in enumerate(lines, 1) if line.strip()} <= seen


@pytest.mark.parametrize("path", sorted(shipped().glob("policies/*/*/*.md")), ids=lambda path: path.stem)
def test_a_file_put_together_again_says_the_same(path: Path) -> None:
    """But for the lines on which its parts stand, and for layout."""
    parts = take_apart(path.read_text(encoding="utf-8"), "policy.md")
    again = take_apart(put_together(parts), "policy.md")
    assert again.front_matter == parts.front_matter
    assert [replace(part, line=0) for part in again.parts] == [replace(part, line=0) for part in parts.parts]


def test_a_block_that_holds_a_fence_is_closed_by_a_longer_one() -> None:
    """So that its text stays its own."""
    parts = LiterateFile("policy.md", "a: b", (Block("example", "name: |\n  ```\n  x", 1, ""),))
    assert put_together(parts) == "---\na: b\n---\n\n````example\nname: |\n  ```\n  x\n````\n"
