"""What software says of a draft's text."""

from pathlib import Path

import pytest

from coequal.drafting.checked import LARGEST, Checked, Memory, check, read
from coequal.lint.lint import lint
from coequal.policies.library import Library
from tests.lint.building import POLICY, TODAY, changed, library_folder
from tests.policies.building import line_of


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one service."""
    return Library(library_folder(tmp_path))


def checked(text: str, library: Library, memory: Memory | None = None, *, people: bool = False) -> Checked:
    """What software says on a fixed day."""
    return check(text, library, TODAY, memory or Memory(), people=people)


def test_a_text_that_can_be_read_is_looked_at_as_lint_does(library: Library) -> None:
    """Each finding with its line, its clause, its rule and its gravity."""
    text = changed(POLICY, ("printed: between 19 and 30 inclusive", "printed: normally 19 to 30"))
    found = checked(text, library)
    expected = lint(read(text, library), library, TODAY)
    assert [(one.rule, one.message, one.line, one.clause) for one in found.findings] == [
        (one.rule, one.message, one.place.line, one.place.clause) for one in expected
    ]
    assert (found.readable, found.policy, found.version, found.title) == (True, "here/fertility", "2024", "Fertility treatment")


def test_it_is_shown_as_people_will_read_it_with_its_outline(library: Library) -> None:
    """Headings with their lines, and no findings in the preview."""
    found = checked(POLICY, library)
    assert found.preview is not None
    assert "<p>She does not smoke.</p>" in found.preview
    assert "found none" not in found.preview
    assert (found.outline[0].text, found.outline[0].level, found.outline[0].line) == (
        "Fertility treatment",
        1,
        line_of(POLICY, "# Fertility"),
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("# Notes", 1, "begins with its front matter", id="no policy"),
        pytest.param(
            changed(POLICY, ("not(smokes)", "not(smoke)")),
            line_of(POLICY, "met when: not(smokes)"),
            'Did you mean "smokes"?',
            id="an unknown fact",
        ),
        pytest.param(POLICY + "\0", POLICY.count("\n") + 1, "hidden character here (U+0000)", id="a sign that no text has"),
        pytest.param(
            POLICY + "\u202e", POLICY.count("\n") + 1, "hidden character here (U+202E)", id="a mark that turns the writing"
        ),
        pytest.param(POLICY + "\ud800", POLICY.count("\n") + 1, "not UTF-8", id="half a sign"),
        pytest.param(POLICY + "x" * LARGEST, 1, "at most 512 kB", id="too long"),
        pytest.param(
            changed(POLICY, ("not(smokes)", "(" * 3_000 + "smokes" + ")" * 3_000)),
            line_of(POLICY, "met when: not(smokes)"),
            "at most 4,000",
            id="deep",
        ),
    ],
)
def test_of_a_text_that_cannot_be_read_the_one_reason_is_told(library: Library, text: str, line: int, says: str) -> None:
    """With its line; there is nothing else to say."""
    found = checked(text, library)
    (one,) = found.findings
    assert (one.line, one.severity) == (line, "error")
    assert says in one.message
    assert (found.readable, found.preview, found.examples, found.outline) == (False, None, None, ())


def test_lines_of_two_people_that_clash_are_an_error(library: Library) -> None:
    """Whether the text can be read beside that or not, so that such a text is never handed over."""
    marked = changed(
        POLICY, ("She does not smoke.\n", "<<<<<<< yours\nShe does not smoke.\n=======\nShe never smoked.\n>>>>>>> theirs\n")
    )
    (found,) = (one for one in checked(marked, library).findings if one.rule == "two-sides")
    assert (found.severity, found.line) == ("error", line_of(POLICY, "She does not smoke."))
    broken = changed(
        POLICY, ("met when: not(smokes)", "<<<<<<< yours\nmet when: not(smokes)\n=======\nmet when: smokes\n>>>>>>> theirs")
    )
    first, second = checked(broken, library).findings
    assert (first.rule, second.rule) == ("two-sides", "unreadable")


def test_example_people_are_tried_where_that_is_asked_for(library: Library) -> None:
    """What does not come out as expected is told with the name and the line."""
    assert checked(POLICY, library).examples is None
    good = checked(POLICY, library, people=True).examples
    assert good is not None
    assert (good.passed, good.failed, good.failures) == (23, 0, ())
    wrong = changed(POLICY, ("  other grounds: false\n```", "  other grounds: false\noutcome: not eligible\n```"))
    bad = checked(wrong, library, people=True).examples
    assert bad is not None
    (failure,) = bad.failures
    assert (bad.passed, bad.failed) == (22, 1)
    assert (failure.name, failure.line) == ("she meets every rule", line_of(POLICY, "name: she meets every rule"))
    assert failure.says == "The outcome should be not eligible, but is eligible."


def test_example_people_who_cannot_be_read_are_not_tried(library: Library) -> None:
    """Lint says why."""
    found = checked(
        changed(POLICY, ("{name: at 19, facts: {BMI: 19}}", "{name: at 19, facts: {BMI: heavy}}")), library, people=True
    )
    assert found.examples is None
    assert any(one.rule == "unreadable" for one in found.findings)


def test_what_is_remembered_changes_nothing(library: Library) -> None:
    """A text that is read after others says the same, on its own lines, as one that is read alone."""
    memory = Memory()
    longer = changed(POLICY, ("These rules are made up.", "These rules are made up.\n\nAll of them."))
    other = changed(POLICY, ("facts: {BMI: 30.1}", "facts: {BMI: 30.2}"), ("BMI: 24.1", "BMI: 24.2"))
    for text in (POLICY, longer, other, longer, POLICY, "nothing", longer):
        assert checked(text, library, memory, people=True) == checked(text, library, people=True)


def test_a_great_deal_is_not_remembered(library: Library) -> None:
    """The memory is emptied before it grows without end."""
    memory = Memory()
    checked(POLICY, library, memory)
    assert memory.criteria
    for number in range(4_000):
        memory.people[(number,)] = next(iter(memory.people.values()))
    checked(POLICY, library, memory)
    assert len(memory.people) == 2
