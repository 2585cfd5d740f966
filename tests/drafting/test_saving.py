"""Saving, whoever else saved meanwhile: nothing that was acknowledged is lost, and nothing is kept twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.accounts.trail.model import Entry
from coequal.drafting import saving
from coequal.drafting.checked import LARGEST
from coequal.drafting.models import ACCEPTED, Draft, Revision
from coequal.drafting.saving import (
    CLASH,
    CLOSED,
    MERGED,
    SAME,
    SAVED,
    Typed,
    brought_in,
    head_of,
    restore,
    revision,
    save,
)
from coequal.errors import CoequalError
from tests.web.studio.drafting import draft_of, manager

pytestmark = pytest.mark.django_db
TEXT = "one\ntwo\nthree\nfour\nfive"
SAM = "sam@exampleshire.example"


def again(draft: Draft) -> Draft:
    """The draft as the database has it."""
    return Draft.objects.select_related("head", "organisation").get(pk=draft.pk)


def changed(old: str, new: str, text: str = TEXT) -> str:
    """The text with one line changed."""
    return text.replace(old, new)


def test_a_text_that_was_written_on_the_newest_is_the_new_head() -> None:
    """With its note, and on what it was written; the trail says who saved it."""
    draft = draft_of(TEXT)
    done = save(manager(), draft, Typed(changed("two", "2"), 1, "Two is 2"))
    assert (done.how, done.head, head_of(again(draft))) == (SAVED, done.revision, done.revision)
    assert (done.revision.number, done.revision.note, done.revision.parents) == (2, "Two is 2", (revision(draft, 1),))
    assert (done.revision.organisation, done.revision.state) == (draft.organisation, "draft")
    assert Entry.objects.latest("number").action == "saved a draft"
    assert head_of(draft) == done.revision


def test_a_text_that_changes_nothing_is_kept_once() -> None:
    """No revision is made of it."""
    draft = draft_of(TEXT)
    assert save(manager(), draft, Typed(TEXT.replace("\n", "\r\n"), 1)).how == SAME
    assert Revision.objects.filter(draft=draft).count() == 1


def test_changes_to_different_lines_are_merged_at_once() -> None:
    """Both texts are kept, and so is the one that brings them together."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed(changed("one", "1"), 1))
    done = save(manager(SAM), draft, Typed(changed("five", "5"), 1))
    assert (done.how, done.revision.text, done.head.text) == (
        MERGED,
        changed("five", "5"),
        changed("five", "5", changed("one", "1")),
    )
    assert [one.number for one in done.head.parents] == [2, 3]
    assert [(one.number, one.by.email) for one in brought_in(done.head)] == [(2, "pat@exampleshire.example")]


def test_whose_changes_came_in_is_told_however_they_came_about() -> None:
    """Merged ones are told by what was merged, and a text that was kept beside the draft is not in it."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed(changed("one", "1"), 1))
    save(manager("lee@exampleshire.example"), draft, Typed(changed("one", "I"), 1))  # a clash: revision 3, beside
    save(manager("kim@exampleshire.example"), draft, Typed(changed("three", "3"), 1))  # 4, merged as 5
    done = save(manager(SAM), draft, Typed(changed("five", "5"), 1))
    assert [one.number for one in brought_in(done.head)] == [2, 4]


def test_where_both_changed_the_same_lines_the_later_text_is_kept_beside() -> None:
    """The head stays; the text that brings both together is a revision with two that it was written on."""
    draft = draft_of(TEXT)
    first = save(manager(), draft, Typed(changed("two", "2"), 1)).head
    clash = save(manager(SAM), draft, Typed(changed("two", "II"), 1))
    assert (clash.how, clash.head, clash.revision.text) == (CLASH, first, changed("two", "II"))
    done = save(manager(SAM), draft, Typed(changed("two", "2 (II)"), 2, bringing=3))
    assert (done.how, [one.number for one in done.head.parents]) == (SAVED, [2, 3])
    kept = save(manager(SAM), draft, Typed(done.head.text, 4, bringing=3))
    assert kept.how == SAVED  # that the other side is settled is kept too, even where the text stays


def test_what_is_sent_twice_is_kept_once() -> None:
    """Whatever had become of it: the answer is the same."""
    draft = draft_of(TEXT)
    pat, sam = manager(), manager(SAM)
    first = Typed(changed("one", "1"), 1, key="a")
    merged, clash = Typed(changed("five", "5"), 1, key="b"), Typed(changed("one", "I"), 1, key="c")
    assert [save(pat, draft, first).how, save(pat, draft, first).how] == [SAVED, SAVED]
    assert [save(sam, draft, merged).how, save(sam, draft, merged).how] == [MERGED, MERGED]
    assert [save(sam, draft, clash).how, save(sam, draft, clash).how] == [CLASH, CLASH]
    assert save(pat, draft, first).how == SAVED
    assert Revision.objects.filter(draft=draft).count() == 5


def test_more_that_is_typed_before_an_answer_came_is_written_on_what_was_kept() -> None:
    """It does not clash with its own earlier text."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed(changed("two", "2"), 1, key="a"))
    done = save(manager(), draft, Typed(changed("two", "22"), 1, key="a"))
    assert (done.how, done.revision.key, done.revision.parents[0].number) == (SAVED, None, 2)


def test_more_that_is_typed_before_an_answer_came_is_kept_once_too() -> None:
    """However often it is sent by the same form, and whatever others made of it meanwhile."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed(changed("two", "2"), 1, key="a"))
    more = Typed(changed("two", "22"), 1, key="a")
    assert save(manager(), draft, more).revision.number == 3
    save(manager(SAM), draft, Typed(TEXT, 3))  # and Sam takes it out
    again = save(manager(), draft, more)
    assert (again.how, again.revision.number, again.head.text) == (SAVED, 3, TEXT)
    assert Revision.objects.filter(draft=draft).count() == 4


@pytest.mark.parametrize("times", [1, 9])
def test_texts_are_merged_without_the_lock_and_again_where_the_head_has_moved(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Where others go on saving, it is done under the lock in the end; nothing of anybody is lost."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed(changed("one", "1"), 1))
    merge, asked = saving.merge, []

    def meanwhile(base: str, one: str, other: str) -> object:
        asked.append(one)
        if len(asked) <= times and len(asked) <= saving._TRIES:
            head = head_of(again(draft))
            save(manager(), draft, Typed(f"{head.text}\n{len(asked)}", head.number))
        return merge(base, one, other)

    monkeypatch.setattr(saving, "merge", meanwhile)
    done = save(manager(SAM), draft, Typed(changed("three", "3"), 1))
    lines = done.head.text.split("\n")
    assert (done.how, lines[:3]) == (MERGED, ["1", "two", "3"])
    assert lines[5:] == [str(number) for number in range(1, min(times, saving._TRIES) + 1)]
    assert head_of(again(draft)) == done.head


def test_a_note_is_one_line_of_signs_that_are_seen() -> None:
    """A sign that turns the writing, or that no database can hold, is left out."""
    done = save(manager(), draft_of(TEXT), Typed("new", 1, "Up\0 to\n\u202e 32\ud800"))
    assert done.revision.note == "Up to 32"


def test_what_is_typed_in_a_draft_that_was_closed_meanwhile_is_kept_beside() -> None:
    """The draft's own text does not change."""
    draft = draft_of(TEXT)
    Draft.objects.filter(pk=draft.pk).update(state=ACCEPTED)
    done = save(manager(), draft, Typed(changed("two", "2"), 1))
    assert (done.how, done.revision.text, head_of(again(draft)).number) == (CLOSED, changed("two", "2"), 1)


def test_an_older_text_can_be_the_newest_again() -> None:
    """As a revision of its own."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed(changed("two", "2"), 1))
    done = restore(manager(), draft, 1)
    assert (done.how, done.head.number, done.head.text, done.head.note) == (SAVED, 3, TEXT, "Revision 1 restored")
    assert restore(manager(), draft, 1).how == SAME


def test_signs_that_no_database_holds_are_marked_and_the_rest_is_kept() -> None:
    """And ends of lines are plain."""
    draft = draft_of(TEXT)
    done = save(manager(), draft, Typed("a\0b\r\nc\rd\ud800", 1))
    assert done.head.text == "a\N{REPLACEMENT CHARACTER}b\nc\nd?"


def test_a_text_that_is_too_long_or_is_on_nothing_is_refused() -> None:
    """With what to do."""
    draft = draft_of(TEXT)
    with pytest.raises(CoequalError, match="at most 512 kB"):
        save(manager(), draft, Typed("x" * (LARGEST + 1), 1))
    with pytest.raises(CoequalError, match=f"Draft {draft.reference} has no revision 7"):
        save(manager(), draft, Typed("x", 7))


def test_a_revision_is_never_changed_and_never_taken_away() -> None:
    """Neither one nor many."""
    draft = draft_of(TEXT)
    one = head_of(draft)
    for harm in (one.save, one.delete, Revision.objects.all().delete, lambda: Revision.objects.update(text="")):
        with pytest.raises(CoequalError, match="kept as it is"):
            harm()
    assert str(one) == f"{draft.reference}, revision 1"
    assert str(draft) == f"{draft.reference}: here/fertility"


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from(["x", "y", "", "z\nz"]), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_several_people_save_in_whichever_order_nothing_is_lost(steps: list[tuple[int, int, str, bool]]) -> None:
    """Every text that was sent is a revision, and the head holds all that did not clash."""
    people = [manager(f"p{number}@exampleshire.example") for number in range(3)]
    draft = draft_of(TEXT)
    seen = [1, 1, 1]
    for who, line, words, look in steps:
        if look:
            seen[who] = head_of(again(draft)).number
        lines = revision(draft, seen[who]).text.split("\n")
        lines[min(line, len(lines) - 1)] = words
        text = "\n".join(lines)
        done = save(people[who], draft, Typed(text, seen[who]))
        assert done.revision.text == text
        assert Revision.objects.filter(draft=draft, text=text).exists()
        if done.how in (SAVED, MERGED):
            assert head_of(again(draft)) == done.head
