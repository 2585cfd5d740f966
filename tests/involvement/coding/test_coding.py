"""Coding: who put what under which theme, in which manner; what software suggests counts once a person accepts it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.coding import suggestions as learning
from coequal.involvement.coding.coding import accept_unseen, code, codes, last_coded, standing_codings, uncoded, undo
from coequal.involvement.coding.frames import Theme, add
from coequal.involvement.coding.suggestions import NONE, suggestions
from coequal.involvement.coding.themes import counted, quotes
from coequal.involvement.free_text.campaigns import find, judge
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.models import Event, EventNote, Frame, Submission
from coequal.involvement.models.responses import ORGANISATION
from tests.involvement.free_text.test_learning import _texts
from tests.involvement.free_text.test_words import LETTER
from tests.involvement.making import response, survey
from tests.involvement.writing import asked, coder, extracts, frame, wrote

pytestmark = pytest.mark.django_db


def _manners(found: Frame) -> list[tuple[str, str, bool]]:
    return [(one.theme, one.manner, one.taken_back is not None) for one in found.codings.order_by("pk")]


def test_what_was_suggested_is_accepted_and_the_rest_is_chosen() -> None:
    """Another choice takes the first one back, and that stays on record."""
    found = frame(wrote(["We waited and paid", "n/a"]))
    (extract,) = uncoded(found)
    code(coder(), found, extract, ["waiting", "cost"], {"cost"})
    assert _manners(found) == [("cost", "accepted", False), ("waiting", "chosen", False)]
    code(coder(), found, extract, ["cost", "other"])
    assert _manners(found) == [("cost", "accepted", False), ("waiting", "chosen", True), ("other", "chosen", False)]
    assert not uncoded(found).exists()
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.reference) == ("put what somebody wrote under themes", extract.reference)
    assert "waited" not in entry.detail
    assert str(found.codings.first()) == f"{extract.reference}: cost"


def test_a_text_needs_a_theme_of_its_own_frame() -> None:
    """What is not in the frame, or not for it, is refused."""
    of = wrote(["We waited"])
    found = frame(of)
    (extract,) = extracts(of)
    (foreign,) = extracts(wrote(["It costs a lot"]))
    for what, chosen, says in (
        (extract, [], "at least one"),
        (extract, ["gone"], "no longer in it"),
        (foreign, ["cost"], "not one that"),
    ):
        with pytest.raises(CoequalError, match=says):
            code(coder(), found, what, chosen)


def test_whoever_coded_last_can_undo_it() -> None:
    """Their own, the latest first, and until nothing is left."""
    of = wrote(["We waited", "It costs a lot"])
    found = frame(of)
    first, second = extracts(of)
    assert undo(coder(), found) is None
    code(coder(), found, first, ["waiting"])
    code(coder("bo@exampleshire.example"), found, second, ["cost"])
    assert last_coded(coder(), found) == first
    assert undo(coder(), found) == first
    assert [one.theme for one in standing_codings(found)] == ["cost"]
    assert undo(coder(), found) is None


def test_whoever_undoes_takes_nothing_of_others_back() -> None:
    """What somebody else had put the text under stays."""
    of = wrote(["We waited and paid"])
    found = frame(of)
    (extract,) = extracts(of)
    code(coder("bo@exampleshire.example"), found, extract, ["waiting"])
    code(coder(), found, extract, ["waiting", "cost"])
    assert undo(coder(), found) == extract
    assert [one.theme for one in standing_codings(found)] == ["waiting"]


def test_accepted_unseen_is_kept_apart_and_becomes_seen_once_somebody_reads_it() -> None:
    """What somebody coded meanwhile is left as it is."""
    of = wrote(["We waited", "It costs a lot", "Too dear"])
    found = frame(of)
    first, second, third = extracts(of)
    code(coder(), found, first, ["waiting"])
    assert accept_unseen(coder(), found, {first.pk: ["cost"], second.pk: ["cost"], third.pk: ["cost"]}) == 2
    assert codes(found, seen=True) == {first.pk: frozenset({"waiting"})}
    assert [(one.theme.key, one.extracts, one.unseen) for one in counted(found)][:2] == [("waiting", 1, 0), ("cost", 2, 2)]
    code(coder(), found, second, ["cost"], {"cost"})
    assert [(one.theme.key, one.extracts, one.unseen) for one in counted(found)][1] == ("cost", 2, 1)
    with pytest.raises(CoequalError, match="no longer in it"):
        accept_unseen(coder(), found, {third.pk: ["gone"]})


def test_themes_are_counted_by_texts_respondents_groups_and_areas() -> None:
    """A respondent counts once however many texts they wrote; a note is nobody's; a campaign is shown."""
    of = wrote([])
    one = of.involvement
    response(of, {"effect": LETTER, "services": ["other", "ivf"], "services:other": "The waiting", "age": "under-35"}, area="north")
    response(of, {"effect": LETTER, "age": "from-35"}, area="south")
    response(of, {"effect": LETTER})
    event = Event.objects.create(
        involvement=one, title="Evening", kind="workshop", area="north", questions=[{"key": "q", "asks": "What?"}]
    )
    EventNote.objects.create(event=event, question="q", text="We waited for years at this clinic")
    Submission.objects.create(involvement=one, received=timezone.localdate(), text="I waited as well", area="south")
    gather(one)
    find(one)
    judge(coder(), one.campaigns.get(), is_one=True, name="Keep it")
    found = frame(of)
    Frame.objects.filter(pk=found.pk).update(
        questions=[f"{of.reference} effect", f"{of.reference} services:other", f"{event.reference} q", "letters"]
    )
    found.refresh_from_db()
    for extract in extracts(of):
        code(coder(), found, extract, ["waiting"])
    count = counted(found, by="services")[0]
    assert (count.extracts, count.respondents, count.unseen, count.campaign) == (6, 4, 0, 3)
    assert count.by == {"other": 1, "ivf": 1}
    assert counted(found, by="age")[0].by == {"under-35": 1, "from-35": 1}
    north = counted(found, areas=["north"])[0]
    assert (north.extracts, north.respondents) == (3, 1)
    assert counted(found)[1].extracts == 0


def test_an_organisation_counts_once_under_a_theme_and_apart_from_people() -> None:
    """However long its letter is, and however many it sends; by its name, and where it has none each letter by itself."""
    of = asked()
    one, today = of.involvement, timezone.localdate()
    long = "We waited.\n\nAnd waited.\n\nAnd it costs a lot."
    for name, text in (
        ("Friends of IVF", long),
        ("friends of  IVF", "We waited again."),
        ("", "We waited too."),
        ("", "So did we."),
    ):
        Submission.objects.create(involvement=one, received=today, kind=ORGANISATION, organisation_name=name, text=text)
    Submission.objects.create(involvement=one, received=today, text="I waited.\n\nFor years.")
    response(of, {"effect": "Our members wait", "found-out": "By waiting"}, kind=ORGANISATION)
    response(of, {"effect": "I wait"})
    gather(one)
    found = frame(of)
    Frame.objects.filter(pk=found.pk).update(questions=[f"{of.reference} effect", f"{of.reference} found-out", "letters"])
    found.refresh_from_db()
    paid = next(extract for extract in extracts(of) if "costs" in extract.text)
    for extract in extracts(of):
        if extract != paid:
            code(coder(), found, extract, ["waiting"])
    accept_unseen(coder(), found, {paid.pk: ["waiting", "cost"]})
    waiting, cost = counted(found)[:2]
    assert (waiting.extracts, waiting.of_people, waiting.respondents, waiting.organisations) == (6, 2, 2, 4)
    assert waiting.unseen == 0, "somebody has read a part of the letter under this theme"
    assert (cost.extracts, cost.of_people, cost.respondents, cost.organisations, cost.unseen) == (1, 0, 0, 1, 1)


def test_groups_are_of_the_survey_that_is_meant() -> None:
    """Two surveys of an involvement may ask a question by the same name."""
    of = asked()
    other = asked(of.involvement)
    for one in (of, other):
        response(one, {"effect": "We waited", "services": ["ivf"]})
    gather(of.involvement)
    found = frame(of)
    Frame.objects.filter(pk=found.pk).update(questions=[f"{one.reference} effect" for one in (of, other)])
    found.refresh_from_db()
    for extract in extracts(of):
        code(coder(), found, extract, ["waiting"])
    assert counted(found, by="services")[0].by == {"ivf": 2}
    assert counted(found, by=f"{other.reference} services")[0].by == {"ivf": 1}


def test_one_person_who_gave_several_responses_is_one_respondent() -> None:
    """Where a file says so; and what they answered to a question that they were not asked makes no group."""
    of = survey()
    given = {"capacity": "patient", "one-policy": "agree", "effect": "We waited for years", "services": ["ivf"]}
    for _ in range(2):
        response(of, given, respondent="a digest")
    response(of, {**given, "services": []}, respondent="")
    response(of, {"capacity": "staff", "found-out": "By waiting", "services": ["ivf"]})
    gather(of.involvement)
    found = frame(of)
    Frame.objects.filter(pk=found.pk).update(questions=[f"{of.reference} effect", f"{of.reference} found-out"])
    found.refresh_from_db()
    for extract in extracts(of):
        code(coder(), found, extract, ["waiting"])
    count = counted(found, by="services")[0]
    assert (count.extracts, count.respondents, count.by) == (4, 3, {"ivf": 1})


def test_only_what_may_be_published_and_was_screened_is_quoted() -> None:
    """As it is shown, one of each campaign, those that read well first, and never what nobody has read."""
    of = wrote(["No permission to quote this text at all"])
    wrote(["Short", "Dr Smith kept us waiting for years, and never once said why."], of, may_publish=True)
    wrote(["Never screened, though it may well be quoted as it is."], of, may_publish=True)
    wrote([LETTER, f"{LETTER} Really.", f"{LETTER} Truly."], of, may_publish=True)
    wrote(["Accepted without anybody having read this to the end."], of, may_publish=True)
    found = frame(of)
    find(of.involvement)
    *seen, unseen = extracts(of)
    for extract in seen:
        code(coder(), found, extract, ["waiting"])
    accept_unseen(coder(), found, {unseen.pk: ["waiting"]})
    of.involvement.extracts.exclude(text__startswith="Never").update(screened=True)
    of.involvement.extracts.filter(text__startswith="Dr").update(
        shown="Dr [name] kept us waiting for years, and never once said why."
    )
    waiting = counted(found)[0].theme
    assert quotes(found, waiting) == ["Dr [name] kept us waiting for years, and never once said why.", LETTER, "Short"]
    assert quotes(found, waiting, most=1) == ["Dr [name] kept us waiting for years, and never once said why."]


def test_suggestions_are_learnt_from_what_people_read_and_kept_until_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who code get what teaches most first; a theme that is new in the frame is learnt later."""
    cache.clear()
    texts, names = _texts(10)
    of = wrote(texts)
    found = frame(of, [Theme("waiting", "Waiting"), Theme("cost", "Cost"), Theme("travel", "Travel")])
    assert suggestions(found) == NONE
    rows = extracts(of)
    for extract, name in list(zip(rows, names, strict=True))[:60]:
        found.codings.create(extract=extract, theme=name, under=1)
    known = suggestions(found)
    free = {extract.pk: name for extract, name in list(zip(rows, names, strict=True))[60:]}
    assert known.learnt_from == 60
    assert set(known.order) == set(free)
    assert known.sure
    assert all(set(sure) == {free[extract]} for extract, sure in known.sure.items())
    monkeypatch.setattr(learning, "learn", lambda *_given: pytest.fail("learnt again"))
    accept_unseen(coder(), found, known.sure)
    assert suggestions(found) is not None
    monkeypatch.undo()
    add(coder(), found, 1, Theme("", "Staff"))
    assert suggestions(found).learnt_from == 60
