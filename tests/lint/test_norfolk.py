"""What lint finds in the policy of Norfolk and Waveney: what is wrong with the page itself, and no slip of ours."""

from datetime import date

import pytest

from coequal.lint.finding import ERROR, Finding
from coequal.lint.lint import lint
from coequal.policies.library import Library

ID = "norfolk-and-waveney/assisted-conception"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """What is found in it."""
    library = Library()
    (policy,) = library.versions(ID)
    return lint(policy, library, TODAY)


@pytest.mark.parametrize(
    ("rule", "clause", "says"),
    [
        ("dates-contradict", None, "ratified on 1 June 2029, after its review was due on 30 June 2024"),
        ("date-in-future", None, "ratified on 1 June 2029, a day that is still to come"),
        ("review-overdue", None, "review was due on 30 June 2024, and it is still in force"),
        ("owner-gone", None, "ended on 31 March 2026, and none follows here. In charge now: NHS Norfolk and Suffolk ICB (T6Y0W)"),
        ("unit-not-printed", "1", "“FSH of <9” gives 9 without a unit"),
        ("repeated-clause", "5, 14", "the same in clause 5 and again in 14"),
        ("two-readings", "7", "“nobody of 40 or over”"),
        ("doubtful-words", "13", "“and /or” is printed"),
        ("dangling-reference", "18", "refers to page 6"),
    ],
)
def test_what_is_wrong_with_the_page_is_found(found: list[Finding], rule: str, clause: str | None, says: str) -> None:
    """With its clause, once."""
    (one,) = [finding for finding in found if finding.rule == rule and finding.place.clause == clause]
    assert says in one.message
    assert one.policy == ID


def test_the_file_itself_needs_no_mending(found: list[Finding]) -> None:
    """No error: every threshold has its example people, every clause its logic, and each limit says on which side it is."""
    assert [finding for finding in found if finding.severity == ERROR] == []
    assert {"boundary-not-stated", "age-gap", "age-overlap"}.isdisjoint(finding.rule for finding in found)
    assert [finding.place.clause for finding in found if finding.rule == "unit-not-printed"] == ["1"]


def test_findings_stand_in_the_order_of_their_lines(found: list[Finding]) -> None:
    """As a reader goes through the file."""
    lines = [finding.place.line or 0 for finding in found]
    assert lines == sorted(lines)
