"""Whatever cannot be used gets one clear message and exit status 2; nothing is printed, nothing is written."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import POLICY, Answer, case_text, flowing, in_a_process
from tests.policies.building import DICTIONARY, WHOLE, changed, library_folder

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]\n"
    for last, this in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = "x: " + "[" * 50_000


def assert_refused(answer: Answer, *words: str) -> None:
    """Exit status 2, nothing on one stream, one readable line on the other."""
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("coequal: ")
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip("\n").isprintable()
    assert len(answer.err) < 1500
    for word in words:
        assert word in answer.err


def one_fact(name: str, value: str) -> str:
    """The couple's case with one fact changed."""
    return case_text({name: value})


CASES = [
    # id, the file, words of the message
    ("unknown key", one_fact("patient BIM", "24"), ["line 40", 'no fact called "patient BIM"', 'Did you mean "patient BMI"?']),
    ("a worked-out fact", one_fact("patient age at treatment", "33"), ["line 40", "is worked out from other facts"]),
    (
        "31 February",
        one_fact("referral date", "2023-02-31"),
        ["line 1", "referral date", "2023-02-31 is not a day in the calendar"],
    ),
    ("day first", one_fact("referral date", "02/05/2023"), ["line 1", '"02/05/2023" is not a date', "2023-05-02"]),
    ("NaN", one_fact("patient BMI", "NaN"), ["line 9", 'patient BMI: "NaN" is not a number']),
    ("YAML's NaN", one_fact("patient BMI", ".nan"), ["line 9", '".nan" is not a number']),
    ("infinity", one_fact("patient BMI", "inf"), ["line 9", '"inf" is not a number']),
    ("an exponent", one_fact("patient BMI", "2.4e1"), ["line 9", '"2.4e1" is not a number']),
    ("negative BMI", one_fact("patient BMI", "-24.1"), ["line 9", "patient BMI is -24.1; it must be from 10 to 80"]),
    ("BMI of 241", one_fact("patient BMI", "241"), ["patient BMI is 241; it must be from 10 to 80 kg/m²"]),
    ("AMH without a unit", one_fact("AMH", "12"), ["line 6", "AMH needs its unit, pmol/L or ng/mL"]),
    ("AMH in another unit", one_fact("AMH", "{value: 12, unit: mg}"), ['AMH is not measured in "mg"', "pmol/L or ng/mL"]),
    ("AMH without a value", one_fact("AMH", "{unit: pmol/L}"), ["AMH needs a value"]),
    ("part unknown", one_fact("AMH", "{value: 12, units: pmol/L}"), ['no part called "units"', "value, unit, date, not known"]),
    ("not known for no reason", one_fact("patient BMI", "{not known: forgot}"), ["not asked, not recorded, pending"]),
    ("known and not known", one_fact("patient BMI", "{value: 24, not known: pending}"), ["cannot be not known and have a value"]),
    ("neither true nor false", one_fact("patient smokes", "sometimes"), ["neither true nor false", "not known: not asked"]),
    ("no such partner", one_fact("partner", "husband"), ['partner cannot be "husband"', "none, man, woman"]),
    ("no such area", one_fact("patient area", "Norwich"), ['"Norwich" is not the code of an area, such as 26A']),
    ("twice", case_text({}) + "patient BMI: 25\n", ["line 40", '"patient BMI" stands here twice']),
    ("born after the referral", one_fact("patient date of birth", "2023-05-03"), ["cannot", "born after the date of referral"]),
    ("treated before the referral", one_fact("treatment start date", "2023-05-01"), ["starts before the referral"]),
    (
        "more children together than she has",
        one_fact("children of this relationship", "1"),
        ["cannot", "more children together than she has"],
    ),
    (
        "IUI that is no insemination",
        one_fact("private IUI cycles", "2") + "insemination cycles: 1\n",
        ["cannot", "IUI that was paid for"],
    ),
    ("treatment that ends first", one_fact("treatment completion date", "2023-08-31"), ["cannot", "ends before it starts"]),
    ("months that do not fit", one_fact("trying since", "2020-05-02") + "months trying: 35\n", ["months trying", "35", "36"]),
    ("a list", "- patient BMI: 24\n", ["line 1", "A case is a list of facts, each on a line"]),
    ("a text", "patient BMI 24", ["line 1", "A case is a list of facts, each on a line"]),
    ("two documents", "patient BMI: 24\n---\npatient BMI: 25\n", ["line 2", "A second document begins here"]),
    ("empty", "", ["There is nothing here"]),
    ("only a comment", "# nothing\n", ["There is nothing here"]),
    ("a YAML slip", "patient BMI: 24\npartner: {man\n", ["line 2", "not plain YAML"]),
    ("an anchor", "patient BMI: &a 24\n", ["line 1", "Anchors and aliases"]),
    ("a tag", "patient BMI: !!python/object/apply:os.system [ls]\n", ["line 1", "Tags such as"]),
    ("a YAML bomb", BOMB, ["line 1", "Anchors and aliases"]),
    ("too deep", DEEP, ["nested more than 12 levels deep"]),
    ("too deep in JSON", '{"a": ' + "[" * 50_000, ["nested too deeply"]),
    ("2 MB", "# " + "x" * 2_000_000, ["too large", "at most 1 MB"]),
    ("a control character", "patient\x1b[31m BMI: 24\n", ["line 1, column 8", "hidden character", "U+001B"]),
    ("an escaped control character", '"patient\\e[31m BMI": 24\n', ["line 1"]),
    ("a right-to-left mark", "patient BMI: 24\u202e\n", ["line 1", "hidden character", "U+202E"]),
    ("a null character", "patient BMI: 2\x004\n", ["hidden character", "U+0000"]),
    ("a long name", "x" * 1000 + ": 24\n", ["no fact called"]),
    ("a very long name", "x" * 100_000 + ": 24\n", ["line 1"]),
    ("a very long value", f"partner: {'x' * 100_000}\n", ["line 1", "partner cannot be"]),
    ("broken JSON", '{"patient BMI": 24,}', ["line 1", "not JSON"]),
    ("NaN in JSON", '{"patient BMI": NaN}', ["NaN is not a number"]),
    ("a control character in JSON", '{"patient\\u001b[31m BMI": 24}', ["hidden character", "U+001B"]),
    ("half a character in JSON", '{"\\ud800": 24}', ["hidden character"]),
    ("twice in JSON", '{"patient BMI": 24, "patient BMI": 25}', ['"patient BMI" stands here twice']),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
@pytest.mark.parametrize("flags", [[], ["--json"]], ids=["text", "JSON"])
def test_a_case_that_cannot_be_used_is_refused(
    coequal: Call, tmp_path: Path, text: str, words: list[str], flags: list[str]
) -> None:
    """With the line or the fact, and what would be right; in JSON too the message goes to the stream for errors."""
    path = tmp_path / "case.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert_refused(coequal("check", POLICY, path, *flags), *words)
    assert list(tmp_path.iterdir()) == [path]


def test_a_case_that_is_no_text_is_refused(coequal: Call, tmp_path: Path) -> None:
    """A binary file, and one in another encoding, with its line."""
    path = tmp_path / "case.yaml"
    for data in (
        bytes(range(256)),
        b"\x7fELF\x02\x01\x01\x00",
        "partner: keine Übung".encode("latin-1"),
        "patient BMI: 24".encode("utf-16"),
    ):
        path.write_bytes(data)
        assert_refused(coequal("check", POLICY, path), str(path))


def test_what_is_no_file_is_refused(coequal: Call, tmp_path: Path) -> None:
    """A folder, and a file that is not there, as a case and as a policy."""
    assert_refused(coequal("check", POLICY, tmp_path), str(tmp_path), "Is a directory")
    missing = tmp_path / "missing.yaml"
    assert_refused(coequal("check", POLICY, missing), str(missing), "No such file or directory")
    assert_refused(coequal("check", tmp_path / "missing.md", missing), "missing.md", "No such file or directory")
    assert_refused(coequal("show", tmp_path), "neither a file nor the id of a policy")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc", "norfolk-and-waveney/../../x", "norfolk-and-waveney/assisted-conception@../x", "a/b/c", "*/*", ""],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_path_is_no_id(coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str) -> None:
    """Where it leads to no file."""
    monkeypatch.chdir(tmp_path)
    case = ["case.yaml"] if command == "check" else []
    assert_refused(coequal(command, name, *case), "neither a file nor the id of a policy, such as")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("norfolk-and-waveny/assisted-conception", ['Did you mean "norfolk-and-waveney/assisted-conception"?']),
        ("luton/knees", ["There is no policy", "“coequal policies” lists them"]),
        ("exampleshire/assisted-conceptions", ["Did you mean", "in a library of your own is found with --library"]),
        ("norfolk-and-waveney/assisted-conception@2023", ['There is no version "2023". There are: 2022-07.']),
    ],
)
def test_a_policy_that_is_not_there_is_refused_with_a_suggestion(
    coequal: Call, tmp_path: Path, name: str, words: list[str]
) -> None:
    """By `show` and by `check`, before the case is looked at closely."""
    case = tmp_path / "case.yaml"
    case.write_text(case_text({}), encoding="utf-8")
    assert_refused(coequal("show", name), *words)
    assert_refused(coequal("check", name, case), *words)


POLICIES = [
    # id, the file, words of the message
    ("a YAML slip", changed("label: 25 is enough, met", "label: 25, is: enough, met"), ["line", "(clause 1)"]),
    ("an unfinished bracket", changed('clause: "9"', "clause: [9"), ["not plain YAML"]),
    ("an unknown fact", changed("hearing loss > 25\nevidence", "hering loss > 25\nevidence"), ["(clause 1)", "hering loss", '"hearing loss"?']),
    ("a type clash", changed("months waiting >= 3", "months waiting >= referral date"), ["(clause 2a, 3)", "a number of months", "a date"]),
    ("a duration", changed("months waiting >= 3", "months waiting >= 3 months"), ["(clause 2a, 3)", "duration", "3"]),
    ("no front matter", "# A page\n", ["line 1", "begins with its front matter"]),
    ("an unclosed block", WHOLE.rstrip().removesuffix("```"), ["has no end"]),
    ("empty", "", ["line 1", "begins with its front matter"]),
    ("2 MB", WHOLE + "x" * 2_000_000, ["too large", "at most 1 MB"]),
    ("a YAML bomb", changed("title: Hearing aids\n", f"title: Hearing aids\n{BOMB}"), ["line 5", "Anchors and aliases"]),
    ("a control character in a name", changed("name: A pair of hearing aids", "name: A pair\x1b[2J of hearing aids"), ["hidden", "U+001B"]),
    ("an escaped one", changed("name: A pair of hearing aids", 'name: "A pair\\e[2J"'), ["line 29"]),
    ("brackets without end", changed("months waiting >= 3", "(" * 20_000), ["(clause 2a, 3)"]),
    ("a service that is not there", changed("service: hearing", "service: seeing"), ["line 5", 'no dictionary for the service "seeing"']),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in POLICIES], ids=[row[0] for row in POLICIES])
@pytest.mark.parametrize("command", ["show", "check", "test"])
def test_a_policy_that_cannot_be_used_is_refused(coequal: Call, tmp_path: Path, command: str, text: str, words: list[str]) -> None:
    """With its file, line and clause, by every command that reads it."""
    path, case = tmp_path / "draft.md", tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    case.write_text("works: true\n", encoding="utf-8")
    folder = library_folder(tmp_path / "library")
    arguments = [path, case] if command == "check" else [path]
    assert_refused(coequal(command, *arguments, "--library", folder), f"coequal: {path}", *words)


DICTIONARIES = [
    ("a circle", changed("is: hearing loss > 70", "is: not(severe loss)", DICTIONARY), ["circle", "severe loss → severe loss"]),
    ("a formula of another type", changed("is: hearing loss > 70", "is: months waiting + 1", DICTIONARY), ["severe loss", "true or false"]),
    ("a formula of nothing known", changed("is: hearing loss > 70", "is: hering loss > 70", DICTIONARY), ['Did you mean "hearing loss"?']),
    ("a slip", changed("service: hearing", "service: {hearing", DICTIONARY), ["not plain YAML"]),
    ("an unknown key", changed("title: Hearing", "titel: Hearing", DICTIONARY), ['Did you mean "title"?']),
    ("empty", "", ["There is nothing here"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in DICTIONARIES], ids=[row[0] for row in DICTIONARIES])
@pytest.mark.parametrize("command", [["policies"], ["policies", "--json"], ["show", "here/hearing"], ["test"]], ids=" ".join)
def test_a_dictionary_that_cannot_be_used_is_refused(
    coequal: Call, tmp_path: Path, command: list[str], text: str, words: list[str]
) -> None:
    """With its file, by every command that reads it."""
    folder = library_folder(tmp_path, WHOLE)
    path = folder / "services" / "hearing.yaml"
    path.write_text(text, encoding="utf-8")
    assert_refused(coequal(*command, "--library", folder), f"coequal: {path}", *words)


PIPES = ["services/other.yaml", "policies/here/hearing/2025.md", "families/model/hearing/2017.md", "organisations/areas.csv"]


@pytest.mark.no_cover  # in processes, which are ended where they wait
@pytest.mark.parametrize("name", PIPES)
def test_a_pipe_in_a_library_is_told_and_not_waited_for(tmp_path: Path, name: str) -> None:
    """Nobody writes to it, so to read it would never end."""
    folder = library_folder(tmp_path / "library", WHOLE)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    answer = in_a_process(tmp_path, "lint", "--library", folder)
    assert answer.status in (1, 2)
    assert "This is a pipe and not a file. Put a file in its place." in flowing(answer.out + answer.err)


@pytest.mark.no_cover  # in a process
def test_a_pipe_that_the_system_hands_over_is_read(tmp_path: Path) -> None:
    """As a shell does with what another command prints."""
    answer = in_a_process(tmp_path, "check", "norfolk-and-waveney/assisted-conception", "/dev/stdin", given=case_text({}).encode())
    assert (answer.status, answer.err) == (0, "")


def test_a_longer_circle_names_every_fact_in_it(coequal: Call, tmp_path: Path) -> None:
    """In the order in which they need one another."""
    said = "says: whether, if true: it is so, if false: it is not so"
    folder = library_folder(tmp_path, WHOLE)
    circle = f"  b: {{type: boolean, {said}, is: not(c)}}\n  c: {{type: boolean, {said}, is: not(b)}}\n"
    (folder / "services" / "hearing.yaml").write_text(DICTIONARY + circle, encoding="utf-8")
    assert_refused(coequal("policies", "--library", folder), "circle: b → c → b")


@pytest.mark.parametrize(
    "command", [["policies"], ["show", "here/hearing"], ["check", "here/hearing", "-"], ["test"]], ids=" ".join
)
def test_a_folder_that_is_no_library_is_refused(coequal: Call, tmp_path: Path, command: list[str]) -> None:
    """By every command."""
    assert_refused(coequal(*command, "--library", tmp_path), f"{tmp_path} is no library: it has no folder called services")


def test_a_library_without_bodies_is_refused(coequal: Call, tmp_path: Path) -> None:
    """Where they are needed to name an owner."""
    folder = library_folder(tmp_path, WHOLE)
    (folder / "organisations" / "bodies.csv").unlink()
    assert_refused(coequal("show", "here/hearing@2024", "--library", folder), "bodies.csv", "No such file or directory")


@pytest.mark.parametrize(
    ("arguments", "given", "words"),
    [
        pytest.param(["check", POLICY, "-"], b"patient BIM: 24\n", ["standard input, line 1"], id="an unknown key"),
        pytest.param(["check", POLICY, "-"], b"", ["standard input", "There is nothing here"], id="nothing"),
        pytest.param(["check", POLICY, "-"], bytes(range(256)), ["standard input"], id="binary"),
        pytest.param(["check", POLICY, "-"], b"#" * 2_000_000, ["standard input", "too large"], id="2 MB"),
        pytest.param(["check", POLICY, "-", "--json"], BOMB.encode(), ["Anchors and aliases"], id="a bomb"),
        pytest.param(["check", POLICY, "."], b"", ["Is a directory"], id="a folder"),
        pytest.param(["show", "luton/knees"], b"", ["There is no policy"], id="no such policy"),
        pytest.param(["policies", "--library", "nowhere"], b"", ["nowhere is no library"], id="no library"),
        pytest.param(
            ["show", b"\xff\xfe".decode("utf-8", "surrogateescape")], b"", ["neither a file nor the id"], id="no text at all"
        ),
    ],
)
def test_a_process_of_its_own_refuses_without_a_traceback(
    tmp_path: Path, arguments: list[str], given: bytes, words: list[str]
) -> None:
    """As above, and it leaves no file behind."""
    assert_refused(in_a_process(tmp_path, *arguments, given=given), *words)
    assert list(tmp_path.iterdir()) == []
