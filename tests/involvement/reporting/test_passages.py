"""What somebody wrote in a report is never lost."""

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.models import Passage
from coequal.involvement.reporting.passages import (
    CLASH,
    LONGEST,
    MERGED,
    SAME,
    SAVED,
    earlier,
    out_of_place,
    passage,
    passages,
    restore,
    write,
)
from tests.involvement.making import involvement
from tests.involvement.reporting.much import acting

pytestmark = pytest.mark.django_db
THREE = "One.\n\nTwo.\n\nThree."


def test_a_text_stands_in_its_place_until_another_takes_it() -> None:
    """And those before it stay, the latest first."""
    made, analyst = involvement(), acting(Role.ANALYST)
    assert passage(made, "conclusion") is None
    first = write(analyst, made, "conclusion", "  Most agree.\r\n\r\nFew do not.\0 ", 0)
    assert (first.how, first.passage and first.passage.text) == (SAVED, "Most agree.\n\nFew do not.\N{REPLACEMENT CHARACTER}")
    assert first.passage
    second = write(analyst, made, "conclusion", "All agree.", first.passage.pk)
    assert second.how == SAVED
    assert passages(made) == {"conclusion": second.passage}
    assert passage(made, "conclusion") == second.passage
    assert [one.text[:3] for one in earlier(made, "conclusion")] == ["All", "Mos"]
    assert second.passage
    assert str(second.passage) == f"{made.reference}, conclusion"
    assert (second.passage.organisation, second.passage.state) == (made.organisation, made.state)


def test_the_trail_says_where_somebody_wrote_and_never_what() -> None:
    """The place and the number of the passage."""
    made = involvement()
    done = write(acting(Role.ANALYST), made, "conclusion", "Most agree.", 0)
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.reference) == ("wrote in the report of findings", made.reference)
    assert entry.told == {"place": "conclusion", "passage": done.passage and done.passage.pk}


def test_two_who_write_in_different_lines_are_brought_together() -> None:
    """The second text is on the first one's base, and both changes stand."""
    made, analyst = involvement(), acting(Role.ANALYST)
    base = write(analyst, made, "conclusion", THREE, 0).passage
    assert base
    write(analyst, made, "conclusion", THREE.replace("One", "1"), base.pk)
    done = write(acting(Role.INVOLVEMENT_OFFICER), made, "conclusion", THREE.replace("Three", "3"), base.pk)
    assert (done.how, done.passage and done.passage.text) == (MERGED, "1.\n\nTwo.\n\n3.")


def test_two_who_write_in_the_same_lines_clash_and_nothing_is_changed() -> None:
    """Whoever was second is told what stands; kept on that, theirs stands, and the first one's stays among the earlier ones."""
    made, analyst = involvement(), acting(Role.ANALYST)
    base = write(analyst, made, "conclusion", THREE, 0).passage
    assert base
    first = write(analyst, made, "conclusion", THREE.replace("Two", "2"), base.pk).passage
    done = write(analyst, made, "conclusion", THREE.replace("Two", "Zwei"), base.pk)
    assert (done.how, done.passage) == (CLASH, first)
    assert first
    assert write(analyst, made, "conclusion", THREE.replace("Two", "Zwei"), first.pk).how == SAVED
    assert [one.text for one in earlier(made, "conclusion")][1] == THREE.replace("Two", "2")


def test_who_wrote_first_in_an_empty_place_is_not_written_over() -> None:
    """Both had found it empty."""
    made, analyst = involvement(), acting(Role.ANALYST)
    write(analyst, made, "conclusion", "Most agree.", 0)
    assert write(analyst, made, "conclusion", "Few agree.", 0).how == CLASH


def test_the_same_text_is_kept_once() -> None:
    """Sent again, it makes no other passage; nothing in an empty place makes none either."""
    made, analyst = involvement(), acting(Role.ANALYST)
    assert write(analyst, made, "conclusion", " ", 0).how == SAME
    write(analyst, made, "conclusion", "Most agree.", 0)
    assert write(analyst, made, "conclusion", "Most agree.", 0).how == SAME
    assert Passage.objects.count() == 1


def test_a_text_that_is_too_long_is_refused() -> None:
    """It says how long one may be."""
    with pytest.raises(CoequalError, match="at most 50,000 characters"):
        write(acting(Role.ANALYST), involvement(), "conclusion", "x" * (LONGEST + 1), 0)


def test_an_earlier_text_comes_back() -> None:
    """As what stands, and the one between stays."""
    made, analyst = involvement(), acting(Role.ANALYST)
    first = write(analyst, made, "conclusion", "Most agree.", 0).passage
    assert first
    second = write(analyst, made, "conclusion", "All agree.", first.pk).passage
    assert second
    assert restore(analyst, made, "conclusion", first.pk, second.pk).how == SAVED
    assert [one.text for one in earlier(made, "conclusion")] == ["Most agree.", "All agree.", "Most agree."]
    with pytest.raises(CoequalError, match="no such earlier text"):
        restore(analyst, made, "authors", first.pk, 0)


def test_what_has_no_place_any_more_is_shown() -> None:
    """But for what was taken out."""
    made, analyst = involvement(), acting(Role.ANALYST)
    kept = write(analyst, made, "area west", "The west differs.", 0).passage
    assert kept
    write(analyst, made, "conclusion", "Most agree.", 0)
    assert out_of_place(made, ["conclusion"]) == [kept]
    write(analyst, made, "area west", "", kept.pk)
    assert out_of_place(made, ["conclusion"]) == []


def test_only_those_write_who_may() -> None:
    """Governance reads and publishes."""
    with pytest.raises(NotAllowed):
        write(acting(Role.GOVERNANCE), involvement(), "conclusion", "Most agree.", 0)
