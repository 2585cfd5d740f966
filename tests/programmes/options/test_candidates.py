"""From the long list by hurdles to the shortlist."""

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.programmes.models.options import DROPPED, FAILS, LONG_LIST, MEETS, NOT_KNOWN, SHORTLIST
from coequal.programmes.options.candidates import judge, put_forward, set_hurdle, shorten
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.options.standing import judgements_of
from coequal.programmes.stages import kinds
from tests.analyses.asking import NORFOLK
from tests.programmes.making import acting, step
from tests.programmes.options.choices import hurdle, open_area, option
from tests.web.studio.drafting import draft_of

pytestmark = pytest.mark.django_db


def test_an_option_is_put_forward_in_words() -> None:
    """By a policy manager, while options are collected; it stands on the long list."""
    of = open_area()
    made = put_forward(acting(), of, " One policy for all ", "Everybody gets two.", origin="The clinicians")
    assert (made.title, made.place, made.policy, made.digest, made.origin) == (
        "One policy for all",
        LONG_LIST,
        "",
        "",
        "The clinicians",
    )
    assert (made.organisation.code, made.state, str(made)) == ("EXA1", "under way", "One policy for all")
    assert Entry.objects.get(reference=made.reference).action == "put an option forward"
    for title, about in (("", "Everybody."), ("All", " ")):
        with pytest.raises(CoequalError, match="Give the option a title"):
            put_forward(acting(), of, title, about)
    with pytest.raises(NotAllowed, match="policy manager"):
        put_forward(acting(Role.ANALYST), of, "All", "Everybody.")


def test_an_option_can_be_a_policy_that_is_written_out() -> None:
    """A version of the library or a draft of one's own, by the digest of its text today."""
    of = open_area()
    published = put_forward(acting(), of, "As in Norfolk", "Two cycles.", policy=NORFOLK)
    assert published.digest == next(
        one.digest for one in Library().versions(NORFOLK.partition("@")[0]) if one.version == NORFOLK.partition("@")[2]
    )
    own, theirs = draft_of(), draft_of(at="SAM1")
    assert own.head is not None
    assert put_forward(acting(), of, "Ours", "As drafted.", policy=own.reference).digest == own.head.digest
    with pytest.raises(CoequalError, match="has no draft"):
        put_forward(acting(), of, "Theirs", "As drafted.", policy=theirs.reference)
    with pytest.raises(CoequalError, match="which version is meant"):
        put_forward(acting(), of, "Norfolk", "Two cycles.", policy="norfolk-and-waveney/assisted-conception")
    with pytest.raises(CoequalError, match="no version"):
        put_forward(acting(), of, "Norfolk", "Two cycles.", policy="norfolk-and-waveney/assisted-conception@1999-01")
    assert of.options.count() == 2


def test_one_option_leaves_the_policies_as_they_are() -> None:
    """A second one would be the same."""
    of = open_area()
    assert option(of, "As it is", changes_nothing=True).changes_nothing
    with pytest.raises(CoequalError, match="One of them is enough"):
        option(of, "Nothing new", changes_nothing=True)


def test_options_are_changed_in_their_stages_alone() -> None:
    """From the long list to the proposal, and never while the area is on hold."""
    for stage in (kinds.LONG_LIST, kinds.SHORTLIST, kinds.CONSULTATION, kinds.PROPOSAL):
        option(open_area(stage))
    with pytest.raises(CoequalError, match="Now the stage “Evidence and prioritisation” is"):
        option(open_area(kinds.PRIORITISATION))
    held = open_area()
    step(held, kinds.HOLD)
    with pytest.raises(NotAllowed, match="on hold"):
        option(held)


def test_an_option_is_judged_by_each_hurdle() -> None:
    """With a reason; the latest judgement stands, and not known is one."""
    of = open_area()
    made, lawful, cheap = option(of), hurdle(of), hurdle(of, "It is affordable")
    judge(acting(), made, lawful, NOT_KNOWN, "We have asked a lawyer.")
    judge(acting(), made, lawful, MEETS, "A lawyer said so.")
    found = judgements_of(made)
    assert {one.title: str(answer) for one, answer in found.items()} == {"It is lawful": MEETS, "It is affordable": "None"}
    assert made.judgements.count() == 2
    with pytest.raises(CoequalError, match="Choose one of: meets it, does not meet it, not known"):
        judge(acting(), made, cheap, "yes", "It is.")
    with pytest.raises(CoequalError, match="Say why"):
        judge(acting(), made, cheap, MEETS, " ")
    with pytest.raises(CoequalError, match="another service area"):
        judge(acting(), made, hurdle(open_area()), MEETS, "It is.")
    with pytest.raises(CoequalError, match="how it is told"):
        set_hurdle(acting(), of, "It is kind", "")


def test_who_judged_without_having_seen_the_latest_judgement_is_told() -> None:
    """Nothing is kept of theirs."""
    of = open_area()
    made, lawful = option(of), hurdle(of)
    first = judge(acting(), made, lawful, NOT_KNOWN, "We have asked a lawyer.", seen=0)
    with pytest.raises(CoequalError, match="wrote this anew"):
        judge(acting(), made, lawful, MEETS, "It is.", seen=0)
    judge(acting(), made, lawful, MEETS, "A lawyer said so.", seen=first.pk)
    assert made.judgements.count() == 2


def test_what_comes_onto_the_shortlist_was_judged_by_each_hurdle() -> None:
    """What fails one is dropped; what is not known does not fail. Where no hurdle is set nothing was judged."""
    of = open_area(kinds.SHORTLIST)
    made = option(of)
    with pytest.raises(CoequalError, match="This one was not, because none is set"):
        shorten(acting(), made, SHORTLIST, "It is good.", seen=LONG_LIST)
    lawful = hurdle(of)
    with pytest.raises(CoequalError, match="This one was not: It is lawful"):
        shorten(acting(), made, SHORTLIST, "It is good.", seen=LONG_LIST)
    judge(acting(), made, lawful, FAILS, "It treats women unlike men.")
    with pytest.raises(CoequalError, match="does not meet: It is lawful"):
        shorten(acting(), made, SHORTLIST, "It is good.", seen=LONG_LIST)
    judge(acting(), made, lawful, NOT_KNOWN, "We have asked a lawyer.")
    shorten(acting(), made, SHORTLIST, "A lawyer is asked.", seen=LONG_LIST)
    made.refresh_from_db()
    assert (made.place, made.why, made.placed is not None) == (SHORTLIST, "A lawyer is asked.", True)


def test_the_option_that_changes_nothing_stays_to_be_compared_with() -> None:
    """Also where it fails."""
    of = open_area()
    made = option(of, "As it is", changes_nothing=True)
    judge(acting(), made, hurdle(of), FAILS, "It differs by where people live.")
    shorten(acting(), made, SHORTLIST, "The others are compared with it.", seen=LONG_LIST)
    made.refresh_from_db()
    assert made.place == SHORTLIST


def test_what_is_dropped_has_a_reason_and_those_before_it_stay_in_the_trail() -> None:
    """Whoever saw it elsewhere is told that somebody was faster."""
    of = open_area()
    made = option(of)
    for place, why, said in ((DROPPED, " ", "Say why"), ("nowhere", "Bad.", "is no place")):
        with pytest.raises(CoequalError, match=said):
            shorten(acting(), made, place, why, seen=LONG_LIST)
    shorten(acting(), made, DROPPED, "It costs too much.", seen=LONG_LIST)
    with pytest.raises(CoequalError, match="on another place meanwhile: dropped"):
        shorten(acting(), made, DROPPED, "It is unfair.", seen=LONG_LIST)
    shorten(acting(), made, LONG_LIST, "Prices fell.", seen=DROPPED)
    entries = list(Entry.objects.filter(reference=made.reference).order_by("number"))
    assert [one.action for one in entries] == ["put an option forward", "dropped an option", "put an option on the long list"]
    assert entries[-1].told == {"before": DROPPED, "why before": "It costs too much.", "why": "Prices fell."}


def test_everybody_is_told_what_changes_in_the_options_once_they_are_asked() -> None:
    """Until then nobody is asked to read them, and nobody is told."""
    of = open_area()
    made, lawful = option(of), hurdle(of)
    judge(acting(), made, lawful, MEETS, "It is.")
    assert not of.updates.exists()
    for stage in (kinds.LONG_LIST, kinds.SHORTLIST):
        step(of, kinds.COMPLETE, stage)
        step(of, kinds.OPEN, kinds.KEYS[kinds.KEYS.index(stage) + 1])
    judge(acting(), made, lawful, FAILS, "A court said so.")
    shorten(acting(), made, DROPPED, "It is not lawful.", seen=LONG_LIST)
    impact(acting(), made, Told("equality", "age", "none", "Nobody loses."))
    option(of, "Another one")
    hurdle(of, "It can be done")
    assert [one.says.removeprefix("The options have changed. ") for one in of.updates.order_by("pk")] == [
        "“One policy for all” was judged anew. It is lawful: does not meet it. A court said so.",
        "“One policy for all”: dropped. It is not lawful.",
        "“One policy for all”, age: none. Nobody loses.",
        "“Another one” was put forward.",
        "There is another hurdle, by which every option is judged: It can be done.",
    ]
