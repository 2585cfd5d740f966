"""The answer that was given most often."""

from coequal.involvement.counting.closed import Cross, Tally
from coequal.involvement.counting.published import published, published_groups
from coequal.involvement.reporting.most import NOBODY, NOT_TOLD, most_often, named, share_of_most
from coequal.involvement.surveys.model import ONE

LABELS = {"agree": "Yes", "disagree": "No"}


def tally(agree: int, disagree: int) -> Tally:
    counts = {"agree": agree, "disagree": disagree}
    return Tally("rules", "The same rules?", ONE, LABELS, counts, agree + disagree, 0, 0)


def test_where_the_answer_of_most_is_hidden_no_other_one_is_named() -> None:
    """In one area 302 agreed, which is hidden because of the 7 in the other: that does not make 50 the most."""
    groups = {"a": tally(302, 50), "b": tally(7, 40)}
    found = published_groups(Cross(":area", "Where?", {"a": "A", "b": "B"}, groups, tally(309, 90)))
    assert found["a"].counts["agree"].count is None
    assert (named(found["a"]), share_of_most(found["a"])) == (NOT_TOLD, "*")


def test_answers_that_are_the_same_as_told_are_named_together() -> None:
    """41 and 39 are both told as 40; where nobody answered, that is said."""
    assert named(published(tally(41, 39))) == "Yes or No"
    assert (named(published(tally(60, 20))), share_of_most(published(tally(60, 20)))) == ("Yes", "75 %")
    assert (most_often(published(tally(0, 0))), named(published(tally(0, 0)))) == ((), NOBODY)
