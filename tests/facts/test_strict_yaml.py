"""YAML without its surprises: scalars are text, and whatever could mislead is an error with its line."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coequal.errors import CoequalError, Place
from coequal.facts.strict_yaml import DEEPEST, MOST_BYTES, Node, Scalar, Sequence, Table, decode, read, read_file


def refusal(text: str) -> str:
    """The message for a text that cannot be read."""
    with pytest.raises(CoequalError) as caught:
        read(decode(text.encode(), "f.yaml"), "f.yaml")
    return str(caught.value)


def table(text: str) -> Table:
    """A text that is a table."""
    found = read(text, "f.yaml")
    assert isinstance(found, Table)
    return found


def scalar(text: str, key: str) -> Scalar:
    """A single value in a table."""
    found = table(text).entries[key]
    assert isinstance(found, Scalar)
    return found


def tree_or_message(data: bytes) -> Node | str:
    """What becomes of the bytes of a file."""
    try:
        return read(decode(data, "f.yaml"), "f.yaml")
    except CoequalError as error:
        return str(error)


def plain(node: Node) -> object:
    """A tree without its places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Table():
            return {key: plain(value) for key, value in node.entries.items()}


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "null", "~", "1.0", "1e3", "0x10", "010", "2023-05-02", "1:30", ".nan", "true", "<<"]
)
def test_every_scalar_is_text(word: str) -> None:
    """Nothing becomes a number, a date, a truth value or nothing by the look of it."""
    assert scalar(f"a: {word}", "a").text == word


def test_lists_and_tables_are_read() -> None:
    """Lists and tables may stand in lines or in brackets, and an empty place is empty text."""
    text = "a: [x, y]\nb:\n  - {c: d}\n  - e\nf:\n"
    assert plain(read(text, "f.yaml")) == {"a": ["x", "y"], "b": [{"c": "d"}, "e"], "f": ""}


def test_one_document_may_have_its_marks() -> None:
    """The marks of a document's beginning and end are allowed around a single one."""
    assert plain(read("---\na: b\n...\n", "f.yaml")) == {"a": "b"}


@given(st.dictionaries(st.text("ab: #'\"[]{}&*!|>%@`,-?\\é", min_size=1), st.text("ab: #'\"[]{}&*!|>%@`,-?\\é"), min_size=1))
def test_whatever_is_quoted_is_read_as_it_stands(given_texts: dict[str, str]) -> None:
    """Between single quotes every character stands for itself."""

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    lines = [f"{quoted(key)}: {quoted(value)}" for key, value in given_texts.items()]
    assert plain(read("\n".join(lines), "f.yaml")) == given_texts


@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.text("ab:-?[]{}#&*!|>'\"%@, \n\t\r", max_size=40).map(str.encode)
)
@example(b"a: x\xef\xbf\xbe")
@example(b"x: {a")
@example(b"x: [")
@example(b"- ")
@example(b'a: "\\ud800"')
@example(b"a: 1\rb: x # cut")
def test_any_bytes_give_a_tree_or_one_clear_error(data: bytes) -> None:
    """No input makes anything but a tree or an error of coequal, in one line that names the file."""
    outcome = tree_or_message(data)
    if isinstance(outcome, str):
        assert outcome.startswith("f.yaml")
        assert "\n" not in outcome
    else:
        assert isinstance(outcome, Scalar | Sequence | Table)


BOMB = 'a: &a ["x","x"]\n' + "".join(f"{two}: &{two} [*{one},*{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a: 1\nb: 2\na: 3", 'f.yaml, line 3, column 1: "a" stands here twice', id="a key twice"),
        pytest.param("a: {b: 1, b: 2}", 'line 1, column 11: "b" stands here twice', id="a key twice in brackets"),
        pytest.param("a: 1\n'a': 2", 'line 2, column 2: "a" stands here twice', id="a key twice, once in quotes"),
        pytest.param("a: &x 1", "line 1, column 4: Anchors and aliases", id="an anchor"),
        pytest.param("a: 1\nb: *x", "line 2, column 4: Anchors and aliases", id="an alias"),
        pytest.param("a: &x {b: 1}", "line 1, column 4: Anchors and aliases", id="an anchor on a table"),
        pytest.param("<<: *x", "column 5: Anchors and aliases", id="a merge"),
        pytest.param(BOMB, "line 1, column 4: Anchors and aliases", id="a bomb of aliases"),
        pytest.param("a: !!python/object:os.system x", "column 4: Tags such as", id="a tag of Python"),
        pytest.param("a: !!str 1", "column 4: Tags such as", id="a tag of YAML"),
        pytest.param("a: ! 1", "column 4: Tags such as !", id="a bare tag"),
        pytest.param("a: !x [1]", "column 4: Tags such as !x", id="a tag on a list"),
        pytest.param("? [a]\n: b", "column 3: A key must be plain text", id="a list as a key"),
        pytest.param("{a: 1}: b", "column 1: A key must be plain text", id="a table as a key"),
        pytest.param("a: 1\n---\nb: 2", "line 2, column 1: A second document begins here", id="a second document"),
        pytest.param("", "f.yaml, line 1: There is nothing here", id="no text"),
        pytest.param("\n  \n# only a comment\n", "f.yaml, line 1: There is nothing here", id="only a comment"),
        pytest.param("%YAML 2.0\n---\na: b", "line 1, column 1: This is not plain YAML", id="another YAML"),
        pytest.param(
            "a: b\nc\nd: e",
            "This is not plain YAML (could not find expected ':'). Or look for a missing colon in the line above.",
            id="a line without its colon",
        ),
        pytest.param("\ta: b", "line 1, column 1: There is a tab here. YAML is indented by spaces", id="a tab as indentation"),
        pytest.param("a:\n  b: c\n\td: e", "line 3, column 1: There is a tab here", id="a tab under spaces"),
        pytest.param("a: b\n c: d", "line 2, column 3: This is not plain YAML", id="a line too far to the right"),
        pytest.param("[" * 200_000, f"more than {DEEPEST} levels deep", id="brackets without end"),
        pytest.param("- " * 200_000, f"more than {DEEPEST} levels deep", id="lists without end"),
    ],
)
def test_what_could_mislead_is_refused(text: str, words: str) -> None:
    """The message names the file, the line and the column, and says what is wrong."""
    assert words in refusal(text)


def test_a_file_may_be_nested_as_deep_as_is_allowed() -> None:
    """The deepest level allowed is read; one more is refused."""
    read("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "f.yaml")
    assert f"column {DEEPEST + 2}: This is nested more than {DEEPEST} levels deep." in refusal(
        "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2)
    )


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ('met when: "none" = partner', "met when: '\"none\" = partner'"),
        ("met when: partner = a: b", "met when: 'partner = a: b'"),
        ("- met when: a: b", "- met when: 'a: b'"),
        ("otherwise: it's this: that", "otherwise: 'it''s this: that'"),
        ("met when: >= 3", "met when: '>= 3'"),
        ("met when: @home", "met when: '@home'"),
        ("met when: % of all", "met when: '% of all'"),
        ("met when: - 3", "met when: '- 3'"),
        ("met when: [19 .. 30) or not known", "met when: '[19 .. 30) or not known'"),
        ("met when: {19", "met when: '{19'"),
        ('met when: "none', "met when: '\"none'"),
        ("met when: *cycles", "met when: '*cycles'"),
        ("met when: &cycles", "met when: '&cycles'"),
        ("met when: !smokes", "met when: '!smokes'"),
    ],
)
@pytest.mark.parametrize("following", ["", "\nid: x", "\n"], ids=["at the end", "before a line", "before an empty line"])
def test_the_message_shows_the_line_in_quotes(line: str, quoted: str, following: str) -> None:
    """Where quotes would help, the message shows the line with them, and the line in quotes can be read."""
    indented = "\n  " if line.startswith("- ") else "\n"
    message = refusal(line + following.replace("\n", indented))
    assert message.startswith("f.yaml, line 1, column ")
    assert message.endswith(f"put it in quotes: {quoted}")
    read(quoted, "f.yaml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: b\n c: d", id="only the indentation is wrong"),
        pytest.param("met when: 'it' = a: b", id="there are quotes already"),
        pytest.param("met when: a" + ": b" * 1000, id="the line is very long"),
        pytest.param("{a: b: c}", id="the line is in brackets"),
    ],
)
def test_no_line_is_shown_where_quotes_would_not_help(text: str) -> None:
    """A suggestion that would not work is not made."""
    assert "in quotes" not in refusal(text)


@pytest.mark.parametrize(
    ("text", "commented"),
    [
        pytest.param("a: x # note", True, id="after a word"),
        pytest.param("a: x\t# note", True, id="after a tab"),
        pytest.param("a: 'x' # note", True, id="after quotes"),
        pytest.param("a: x\n  y # note", True, id="after the last of several lines"),
        pytest.param("a: x #", True, id="an empty comment"),
        pytest.param("a: x\n# note", False, id="on a line of its own"),
        pytest.param("a: x#y", False, id="inside a word"),
        pytest.param("a: 'x # y'", False, id="inside quotes"),
        pytest.param("a: x", False, id="none"),
        pytest.param("a: |\n  x # y\n", False, id="inside a text of several lines"),
        pytest.param("a: |\n  x\n# note\nb: y", False, id="on its own line after a text of several lines"),
        pytest.param("a: >\n  x\n\n# note\nb: y", False, id="on its own line after a folded text"),
    ],
)
def test_a_comment_that_could_cut_a_value_short_is_noticed(text: str, *, commented: bool) -> None:
    """A value knows whether a comment follows it on its line."""
    assert scalar(text, "a").commented is commented


def test_a_comment_after_a_bracket_follows_the_last_value_inside() -> None:
    """Brackets do not hide a comment."""
    row = table("a: {b: x} # note").entries["a"]
    assert isinstance(row, Table)
    assert row.entries["b"] == Scalar("x", Place("f.yaml", 1, 8), commented=True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a: x", Place("f.yaml", 1, 4), id="plain"),
        pytest.param("# note\n\na:   x", Place("f.yaml", 3, 6), id="further down and to the right"),
        pytest.param("a: 'x'", Place("f.yaml", 1, 5), id="single quotes"),
        pytest.param('a: "x"', Place("f.yaml", 1, 5), id="double quotes"),
        pytest.param("é: x", Place("f.yaml", 1, 4), id="after an accent"),
        pytest.param("a: x\n  y", Place("f.yaml", 1), id="several lines"),
        pytest.param("a: |\n  x\n", Place("f.yaml", 1), id="a block"),
    ],
)
def test_a_value_knows_where_its_text_begins(text: str, place: Place) -> None:
    """Lines and columns count from 1, behind a quotation mark; a text of several lines has no column."""
    assert next(iter(table(text).entries.values())).place == place


def test_a_part_of_a_file_keeps_the_files_lines() -> None:
    """A block inside a policy counts lines from the top of the policy, and names its clause."""
    tree = read("a: 1\nb: 2", "p.md", first_line=40, clause="5")
    assert isinstance(tree, Table)
    assert tree.keys["b"] == Place("p.md", 41, 1, "5")
    with pytest.raises(CoequalError, match=r"^p\.md, line 40 \(clause 5\): There is nothing here"):
        read("", "p.md", first_line=40, clause="5")


HIDDEN = [
    ("\x00", "U+0000"),
    ("\x07", "U+0007"),
    ("\x0b", "U+000B"),
    ("\x0c", "U+000C"),
    ("\r", "U+000D"),
    ("\x1b", "U+001B"),
    ("\x7f", "U+007F"),
    ("\x85", "U+0085"),
    ("\xad", "U+00AD"),
    ("\u061c", "U+061C"),
    ("\u180e", "U+180E"),
    ("\u200b", "U+200B"),
    ("\u200d", "U+200D"),
    ("\u200f", "U+200F"),
    ("\u2028", "U+2028"),
    ("\u202e", "U+202E"),
    ("\u2060", "U+2060"),
    ("\u2066", "U+2066"),
    ("\u2069", "U+2069"),
    ("\ufeff", "U+FEFF"),
    ("\ufff9", "U+FFF9"),
    ("\ufffe", "U+FFFE"),
    ("\uffff", "U+FFFF"),
    ("\U000e0041", "U+E0041"),
]


@pytest.mark.parametrize(("character", "name"), HIDDEN, ids=[name for _, name in HIDDEN])
def test_a_character_that_nobody_sees_is_refused(character: str, name: str) -> None:
    """Control characters, and those that hide or turn text round, are named with their line and column."""
    message = refusal(f"a: 1\nbc{character}: 2")
    assert message == f"f.yaml, line 2, column 3: There is a hidden character here ({name}). Take it out."


@pytest.mark.parametrize("escape", [r"\u202e", r"\e", r"\0", r"\r", r"\x7f", r"\uFEFF", r"\U000E0041", r"\N"])
def test_an_escape_brings_no_hidden_character_in(escape: str) -> None:
    """What may not stand in the file may not be written as an escape either, in a value or in a key."""
    assert "f.yaml, line 1, column 4: There is a hidden character here" in refusal(f'a: "x{escape}"')
    assert "f.yaml, line 2, column 1: There is a hidden character here" in refusal(f'a: b\n"x{escape}": y')


def test_the_mark_that_some_editors_put_first_is_passed_over() -> None:
    """A byte-order mark at the very beginning is nobody's mistake."""
    assert decode(b"\xef\xbb\xbfa: b", "f.yaml") == "a: b"


@pytest.mark.parametrize("letters", ["é", "≥ 30 kg/m²", "Ünïcödé", "名前", "👶", "\t", "a\u00a0b", "\ufffd"])
def test_letters_of_any_language_are_read(letters: str) -> None:
    """Only what is hidden is refused."""
    assert decode(f"a: '{letters}'".encode(), "f.yaml") == f"a: '{letters}'"


def test_line_ends_of_windows_are_line_ends() -> None:
    """A file saved on Windows reads as any other."""
    assert decode(b"a: 1\r\nb: 2\r\n", "f.yaml") == "a: 1\nb: 2\n"


def test_text_that_is_not_utf8_is_refused_with_its_line() -> None:
    """Another encoding is an error that names the line."""
    with pytest.raises(CoequalError, match=r"^f\.yaml, line 2: This is not UTF-8 text\. Save the file as UTF-8\.$"):
        decode("a: 1\nb: é".encode("latin-1"), "f.yaml")


def test_a_file_of_the_greatest_size_is_read_and_a_larger_one_refused() -> None:
    """A file may have 1 MB and no more."""
    assert len(decode(b"a" * MOST_BYTES, "f.yaml")) == 1_000_000
    with pytest.raises(CoequalError, match=r"^f\.yaml: This is too large: a file may have at most 1 MB\.$"):
        decode(b"a" * (MOST_BYTES + 1), "f.yaml")


def test_no_more_of_a_file_is_read_than_may_be_used(tmp_path: Path) -> None:
    """A huge file does not fill the memory: one byte too many shows that it is too large."""
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"a" * (2 * MOST_BYTES))
    assert len(read_file(path)) == MOST_BYTES + 1


def test_the_bytes_of_a_file_are_read(tmp_path: Path) -> None:
    """A small file is read whole."""
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: \xc3\xa9\r\n")
    assert read_file(path) == b"a: \xc3\xa9\r\n"


@pytest.mark.parametrize("name", ["missing.yaml", "", "missing/f.yaml"], ids=["no file", "a folder", "no folder"])
def test_what_cannot_be_read_is_said_with_its_path(tmp_path: Path, name: str) -> None:
    """A file that is missing, or a folder in its place, is one clear error."""
    with pytest.raises(CoequalError, match=r"This cannot be read: .+\.$") as caught:
        read_file(tmp_path / name)
    assert caught.value.place == Place(str(tmp_path / name))
