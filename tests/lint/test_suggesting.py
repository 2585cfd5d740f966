"""Example people whom software works out at the limits of a policy."""

from pathlib import Path

from coequal.facts.case import Case, written
from coequal.lint.finding import ERROR
from coequal.lint.lint import lint
from coequal.lint.subject import Subject
from coequal.lint.suggesting import Suggested, blocks, suggested
from coequal.policies.library import Library
from tests.lint.building import DICTIONARY, POLICY, TODAY, changed, library_folder

MODEL = POLICY[: POLICY.index("```example\nlike:")]
NOBODY = POLICY[: POLICY.index("```example")]
SMOKING = "met when: not(smokes)"


def subject_of(folder: Path, text: str, dictionary: str = DICTIONARY) -> tuple[Subject, Library]:
    """A policy as lint looks at it, in a library of its own."""
    library = Library(library_folder(folder, dictionary, [text]))
    (policy,) = library.policies()
    return Subject(policy, library.organisations, TODAY), library


def as_said(found: Suggested, subject: Subject) -> tuple[str, str]:
    """The facts of somebody as they are written, and what comes out."""
    return written(Case(found.changes), subject.policy.vocabulary.dictionary).strip(), found.outcome


def test_whoever_is_missing_is_found_with_what_comes_out_of_them(tmp_path: Path) -> None:
    """At each side of numbers, ages and windows of evidence, and where a fact is not known."""
    subject, _ = subject_of(tmp_path / "a", MODEL)
    found = {one.name: as_said(one, subject) for one in suggested(subject)}
    assert found["BMI: 18.9"] == ("BMI: 18.9", "not eligible")
    assert found["BMI: 19"] == ("BMI: 19", "eligible")
    age = "patient date of birth 23 years before treatment start date"
    assert found[f"{age}: a day later"] == ("patient date of birth: 2001-09-02", "not eligible")
    assert found[f"{age}: on the day"] == ("patient date of birth: 2001-09-01", "eligible")
    window = "the date of FSH 3 months before referral date"
    assert found[f"{window}: a day earlier"] == ("FSH: {value: 6.1, date: 2024-02-01}", "not known")
    assert found["FSH: not known (ovarian-reserve)"] == ("FSH: {not known: not asked}", "not known")
    whole, library = subject_of(tmp_path / "b", f"{MODEL}{blocks(suggested(subject), subject)}\n")
    assert [one for one in lint(whole.policy, library, TODAY) if one.severity == ERROR] == []


def test_nobody_is_suggested_where_there_is_nobody_to_be_like_or_nobody_is_missing(tmp_path: Path) -> None:
    """A person is never made out of nothing."""
    for name, text in (("a", NOBODY), ("b", POLICY)):
        subject, _ = subject_of(tmp_path / name, text)
        assert suggested(subject) == []


def test_a_limit_at_a_day_has_its_people_on_either_side(tmp_path: Path) -> None:
    """Whichever of the two is counted on from."""
    for name, met in (("a", 'registered since < date("2024-01-01")'), ("b", 'registered since - 2 months < date("2023-11-01")')):
        text = changed(MODEL, (SMOKING, f"met when: {met}"), ("  smokes: false\n", "  registered since: 2023-01-01\n"))
        subject, _ = subject_of(tmp_path / name, text)
        days = {as_said(one, subject) for one in suggested(subject) if "registered since" in one.changes}
        assert {("registered since: 2023-12-31", "eligible"), ("registered since: 2024-01-01", "not eligible")} <= days


def test_who_cannot_be_so_is_left_out(tmp_path: Path) -> None:
    """Where the dictionary says that nobody can be, or where the example person lacks what a limit looks at."""
    never = '  - {never: "BMI > 30", because: it is made up}\n'
    text = changed(MODEL, ("  FSH: {value: 6.1, date: 2024-03-10}\n", ""))
    subject, _ = subject_of(tmp_path, text, DICTIONARY + never)
    names = {one.name for one in suggested(subject)}
    assert "BMI: 30" in names
    assert "BMI: 30.1" not in names
    assert "the date of FSH 3 months before referral date: a day earlier" not in names


def test_nobody_is_suggested_who_would_not_stand_at_the_limit(tmp_path: Path) -> None:
    """Where a number is worked out in a way that a step does not reach, or from a date."""
    for name, met in (("a", "max(cycles, 3) < 5"), ("b", "max(patient age, 30) < 33")):
        text = changed(MODEL, (SMOKING, f"met when: {met}"), ("  smokes: false\n", ""))
        subject, _ = subject_of(tmp_path / name, text)
        assert not any("max" in one.name and "not known" not in one.name for one in suggested(subject))
