"""Code frames: each change is a version, themes go into one another and never away, and doubts are said."""

import pytest

from coequal.errors import CoequalError
from coequal.involvement.coding import doubts as doubting
from coequal.involvement.coding.coding import code, codes
from coequal.involvement.coding.doubts import doubts
from coequal.involvement.coding.frames import Theme, add, begin, describe, every, key_of, merge, split, themes
from coequal.involvement.models import Frame, Response
from coequal.involvement.models.responses import VOID
from tests.involvement.writing import THEMES, coder, extracts, frame, question, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Frame:
    return frame(wrote(["We waited", "It costs a lot"]))


def _keys(found: Frame) -> list[str]:
    return [theme.key for theme in themes(found)]


def test_a_frame_has_other_and_no_reason_besides(found: Frame) -> None:
    """So there is a place for whatever somebody wrote."""
    assert _keys(found) == ["waiting", "cost", "other", "no-reason"]
    assert str(found) == "Reasons"
    assert str(found.version) == f"{found.reference}, version 1"


def test_a_question_has_one_frame(found: Frame) -> None:
    """Nothing is coded twice; a frame without a name or a question is refused."""
    survey = found.involvement.surveys.get()
    with pytest.raises(CoequalError, match="has one code frame"):
        begin(coder(), found.involvement, "Again", [question(survey)])
    assert begin(coder(), found.involvement, "Letters", ["letters"]).version.number == 1
    for title, questions in ((" ", ["other"]), ("Others", [])):
        with pytest.raises(CoequalError, match="a name"):
            begin(coder(), found.involvement, title, questions)


def test_each_change_is_a_version_and_nobody_changes_what_they_have_not_seen(found: Frame) -> None:
    """Versions say what was changed."""
    add(coder(), found, 1, Theme("", "Travel", "Getting there"))
    describe(coder(), found, 2, Theme("travel", "Getting there", "By bus or car"))
    describe(coder(), found, 3, Theme("travel", "Getting there", "By any means", parent="cost"))
    assert [one.why for one in found.versions.all()] == [
        "The first version",
        "“Travel” added",
        "“Travel” renamed",
        "“Getting there” described anew",
    ]
    assert _keys(found) == ["waiting", "cost", "travel", "other", "no-reason"]
    with pytest.raises(CoequalError, match="version 4"):
        add(coder(), found, 1, Theme("", "Staff"))


def test_what_was_under_a_theme_counts_under_the_one_that_it_went_into(found: Frame) -> None:
    """Also where that one went into a third later; the rows themselves stay as they were."""
    first, _second = found.involvement.extracts.order_by("pk")
    code(coder(), found, first, ["waiting"])
    merge(coder(), found, 1, "waiting", "cost")
    add(coder(), found, 2, Theme("", "Money"))
    merge(coder(), found, 3, "cost", "money")
    assert codes(found) == {first.pk: frozenset({"money"})}
    assert found.codings.get().theme == "waiting"
    assert _keys(found) == ["money", "other", "no-reason"]
    assert {theme.key: theme.into for theme in every(found)}["waiting"] == "cost"


@pytest.mark.parametrize(("key", "into"), [("waiting", "waiting"), ("other", "waiting"), ("cost", "gone"), ("gone", "cost")])
def test_a_theme_goes_into_another_one_that_is_in_use(found: Frame, key: str, into: str) -> None:
    """“Other” stays, and nothing goes into itself."""
    with pytest.raises(CoequalError, match=r"can go into|no such theme"):
        merge(coder(), found, 1, key, into)


def test_a_theme_that_is_split_stands_above_the_new_ones(found: Frame) -> None:
    """Where the parent goes into another theme, its children stand below that."""
    split(coder(), found, 1, "waiting", ["Waiting for a letter", "Waiting on the day"])
    assert _keys(found)[:3] == ["waiting", "waiting-for-a-letter", "waiting-on-the-day"]
    merge(coder(), found, 2, "waiting", "cost")
    assert {theme.key: theme.parent for theme in themes(found)}["waiting-on-the-day"] == "cost"
    merge(coder(), found, 3, "cost", "waiting-on-the-day")
    assert {theme.key: theme.parent for theme in themes(found)}["waiting-on-the-day"] == ""
    with pytest.raises(CoequalError, match="at least two"):
        split(coder(), found, 4, "waiting-on-the-day", ["One"])


@pytest.mark.parametrize(
    "theme",
    [
        Theme("", " "),
        Theme("", "x" * 201),
        Theme("", "Below nothing", parent="gone"),
        Theme("", "Below itself", parent="below-itself"),
    ],
)
def test_a_theme_needs_a_title_and_a_parent_that_is_in_use(found: Frame, theme: Theme) -> None:
    """What cannot be is refused with what to do."""
    with pytest.raises(CoequalError, match=r"needs a title|can stand below"):
        add(coder(), found, 1, theme)


def test_keys_are_made_of_titles_and_stand_once() -> None:
    """A title of signs alone has a key too."""
    assert key_of("Getting there & back!", []) == "getting-there-back"
    assert key_of("Cost", ["cost", "cost-2"]) == "cost-3"
    assert key_of("…", []) == "theme"


def test_doubts_are_said_of_too_many_themes_and_of_ones_that_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few answers are a doubt once enough is coded."""
    of = wrote([f"Reason {n}" for n in range(101)])
    found = frame(
        of,
        [
            *THEMES,
            Theme("costs", "What it cost"),
            Theme("rare", "Rare"),
            Theme("all", "All of it"),
            Theme("below", "Below", parent="all"),
        ],
    )
    assert doubts(found) == ["“What it costs” and “What it cost” have nearly the same title."]
    monkeypatch.setattr(doubting, "MOST", 5)
    for number, extract in enumerate(extracts(of)):
        found.codings.create(extract=extract, theme="waiting" if number < 50 else "cost", under=1)
        if number < 40:
            found.codings.create(extract=extract, theme="below", under=1)
    said = doubts(found)
    assert said[0] == "There are 6 themes. More than 5 are hard to keep apart."
    assert "“Rare” has 0 of 101 coded texts. Fewer than 5 make a weak theme." in said
    assert not any(one.startswith("“All of it”") for one in said)
    assert "“Waiting too long” and “Below” stand under nearly the same texts (40 of 50)." in said
    Response.objects.filter(extracts__in=extracts(of)[90:]).update(status=VOID)
    assert not any("coded texts" in one for one in doubts(found)), "what is void teaches nothing: 90 are too few"
