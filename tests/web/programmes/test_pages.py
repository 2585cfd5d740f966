"""The list of programmes, a programme, and a service area, as everybody reads them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.facts.dates import say_date
from coequal.programmes.conduct import areas, planning
from coequal.programmes.conduct.beginning import rename
from coequal.programmes.models import CallIn, Commissioner, ExpectedDay, Hold, Override, Ratification, ServiceArea, Update
from coequal.programmes.models.governing import DEFERRED
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PREPARING
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import Stated
from tests.involvement.making import involvement
from tests.programmes.making import acting, area, decided, decision, meeting, motion, programme, step

pytestmark = pytest.mark.django_db
POLICY = "exampleshire/assisted-conception"


def text(client: Client, address: str) -> str:
    """A page, which sets no cookie."""
    page = client.get(address)
    assert page.status_code == 200, address
    assert not page.cookies
    return " ".join(page.content.decode().split())


def of(found: ServiceArea) -> str:
    """The address of a service area."""
    return reverse("programmes:area", kwargs={"reference": found.programme.reference, "area": found.reference})


def whole(found: ServiceArea) -> str:
    """The address of its programme."""
    return reverse("programmes:one", kwargs={"reference": found.programme.reference})


def test_the_list_says_what_is_under_way_held_and_ended(client: Client) -> None:
    """Each group says what it means; what is being prepared is in none, and records of the past are marked."""
    assert "No programme is published yet. What is published appears here, and in the feed." in text(client, "/programmes")
    programme(PREPARING, title="In secret")
    area(programme(title="Public"), title="Knees")
    programme(ON_HOLD, title="Held")
    programme(ENDED, title="Over", history_only=True)
    shown = text(client, "/programmes")
    assert "In secret" not in shown
    places = [shown.index(words) for words in ("Public</a>", "1 service area: Knees", "Held</a>", "A pandemic.", "Over</a>")]
    assert places == sorted(places)
    assert "recorded from sources" in shown
    assert "It is done." in shown
    assert "(an invented organisation)" in shown


def test_the_list_shows_those_about_one_policy(client: Client) -> None:
    """Its page leads there."""
    area(programme(title="About IVF"), policies=[POLICY])
    area(programme(title="About knees"))
    shown = text(client, f"/programmes?policy={POLICY}")
    assert "About IVF" in shown
    assert "About knees" not in shown
    assert "programmes about <a href=" in shown
    assert "We know of no programme about this policy." in text(client, "/programmes?policy=nowhere/knees")
    assert f'href="/programmes?policy={POLICY}"' in text(client, f"/policies/{POLICY}")


def test_what_is_being_prepared_is_nowhere_to_be_found(client: Client) -> None:
    """Nor are references that nothing has, and service areas of another programme."""
    hidden, shown = area(programme(PREPARING)), area()
    mixed = reverse("programmes:area", kwargs={"reference": shown.programme.reference, "area": area().reference})
    for address in (whole(hidden), of(hidden), mixed, "/programmes/P-2222-2222", "/programmes/P-AAAA-2222"):
        assert client.get(address).status_code == 404
    for name in ("subscribe", "asked", "feed-one"):
        assert client.get(reverse(f"programmes:{name}", kwargs={"reference": hidden.programme.reference})).status_code == 404


def test_a_programme_says_what_is_done_and_whose_it_is(client: Client) -> None:
    """Bodies by their names, with those that came before them; where something is not known, that is said."""
    made = area(programme(purpose="## Why\r\n\r\nOne policy\r\n\r\nfor everybody.", questions="The team, 01234"))
    Commissioner.objects.create(programme=made.programme, code="05D", since=date(2019, 1, 1), until=date(2022, 6, 30))
    Commissioner.objects.create(programme=made.programme, code="EXA1", since=date(2022, 7, 1))
    Commissioner.objects.create(programme=made.programme, code="ZZZ", since=date(2023, 7, 1))
    rename(acting(), made.programme, "Fairer access", "It is shorter.", until="spring 2022", source="Board papers")
    shown = text(client, whole(made))
    assert "Why</h3> <p>One policy</p> <p>for everybody.</p>" in shown
    assert "NHS East Staffordshire CCG, from 1 January 2019 until 30 June 2022</li>" in shown
    assert "<li>Exampleshire, from 1 July 2022</li>" in shown
    assert "<li>ZZZ, from 1 July 2023</li>" in shown
    assert "Fair access in Exampleshire, until spring 2022. Why it changed: It is shorter." in shown
    assert "Source: Board papers" in shown
    assert "An invented area." in shown
    bare = text(client, whole(area(programme(purpose=""))))
    assert "What it is for is not recorded here." in bare
    assert "Which commissioners take part is not known here." in bare
    for empty in (
        "Nothing has been decided yet.",
        "No involvement of the public is recorded here yet.",
        "Nothing has been told yet.",
    ):
        assert empty in bare


def test_a_programme_without_areas_and_one_that_ended_say_so(client: Client) -> None:
    """And what follows."""
    made = programme()
    assert "No service area is named yet." in text(client, f"/programmes/{made.reference}")
    assert "No next step is known here." in text(client, f"/programmes/{made.reference}")
    over = area(programme(ENDED))
    assert "Nothing more: the programme has ended." in text(client, whole(over))
    assert "Nothing more: the programme has ended." in text(client, of(over))


def test_holds_of_the_whole_programme_are_shown_with_reasons(client: Client) -> None:
    """Those that are over too; while one lasts, each service area says so."""
    made = area(programme(ON_HOLD))
    Hold.objects.create(
        programme=made.programme, since=date(2020, 3, 1), until=date(2021, 3, 1), reason="Wards were full.", resumed="They are not."
    )
    shown = text(client, whole(made))
    assert "From 1 March 2020 to 1 March 2021. Why: Wards were full. Why it went on: They are not." in shown
    assert ", still on hold. Why: A pandemic." in shown
    assert "The whole programme is on hold since" in text(client, of(made))


def test_each_stage_says_where_it_stands_with_its_days_planned_and_real(client: Client) -> None:
    """In a line with words, and in a table with a caption."""
    made = area()
    step(made, kinds.OPEN, kinds.CASE_FOR_CHANGE, date(2026, 1, 5))
    step(made, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, date(2026, 2, 6), printed="early 2026")
    step(made, kinds.PASS_OVER, kinds.LISTENING, date(2026, 2, 7), why="People said it in 2025.")
    step(made, kinds.OPEN, kinds.PRIORITISATION, date(2026, 3, 1))
    planning.plan(acting(), made, kinds.PRIORITISATION, opens=None, ends=date(2026, 4, 1))
    planning.plan(acting(), made, kinds.LONG_LIST, opens=timezone.localdate() + timedelta(9), ends=None)
    for shown in (text(client, whole(made)), text(client, of(made))):
        assert "The stages of Hearing aids, planned and real</caption>" in shown
        assert ">5 January 2026 to early 2026</td>" in shown
        assert "passed over on 7 February 2026" in shown
        assert "Why: People said it in 2025." in shown
        assert ">1 March 2026, still open" in shown
        assert "until 1 April 2026; its beginning is not known" in shown
        assert "Stage: <strong>Evidence and prioritisation</strong>, since 1 March 2026." in shown
        assert "Evidence and prioritisation is under way. It is meant to end by 1 April 2026; that day has passed." in shown
        assert "After that comes: Long list of options. It is meant to begin on " in shown
    assert 'aria-current="step"' in text(client, whole(made))


def test_what_is_not_begun_between_stages_held_or_ended_is_said(client: Client) -> None:
    """With reasons; where a source gives none, that is said."""
    made = area(policies=[])
    shown = text(client, of(made))
    for words in ("Nothing has been done yet.", "Nothing has happened yet.", "No day is planned for that yet."):
        assert words in shown
    assert "Which policies it is about is not recorded here." in shown
    step(made, kinds.OPEN, kinds.CASE_FOR_CHANGE, timezone.localdate() - timedelta(9))
    assert "Case for change is under way. No day is planned for that yet." in text(client, of(made))
    step(made, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, timezone.localdate() - timedelta(8))
    assert "No stage is open at the moment." in text(client, of(made))
    step(made, kinds.HOLD, on=date(2026, 3, 1))
    assert "On hold since 1 March 2026.</strong> Why is not known." in text(client, of(made))
    assert "It is on hold. Nothing below happens before it goes on" in text(client, whole(made))
    step(made, kinds.RESUME)
    step(made, kinds.END, why="It is merged.")
    assert "No next step is known here." in text(client, of(made))
    assert "No next step is known here." in text(client, whole(made))


def test_where_every_stage_is_done_nothing_follows(client: Client) -> None:
    """A policy is in force, and was reviewed."""
    made = area(stage=kinds.REVIEW)
    step(made, kinds.COMPLETE, kinds.REVIEW)
    shown = text(client, of(made))
    assert "No next step is known here." in shown
    assert "After that comes" not in shown


def test_every_step_stands_in_the_timeline_with_what_was_passed_over_and_why(client: Client) -> None:
    """Sources beside it, and how the service area came out of others."""
    made = area(programme(history_only=True))
    first = step(made, kinds.OPEN, kinds.CASE_FOR_CHANGE, date(2019, 5, 1), printed="spring 2019", source="Board, May 2019")
    Override(move=first, gate="case-published", missing="It is not published yet.", why="A court ordered it.").save()
    step(made, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, date(2019, 6, 1), url="https://example.org/paper")
    step(made, kinds.GO_BACK, kinds.CASE_FOR_CHANGE, date(2019, 7, 1), why="A figure was wrong.")
    areas.rename(acting(), made, "Hearing", "It is about more.", on=date(2019, 8, 1))
    shown = text(client, of(made))
    assert "<strong>spring 2019</strong>: Case for change begins." in shown
    assert "It went on although something was missing." in shown
    assert "What the record said: It is not published yet." in shown
    assert "Why it went on all the same: A court ordered it." in shown
    assert "Source: Board, May 2019" in shown
    assert 'Source: <a href="https://example.org/paper" rel="noreferrer">' in shown
    assert "Case for change begins again. <span" in shown
    assert "It gets its name; until then it was called Hearing aids." in shown
    assert shown.count("Recorded from sources.") == 1


def test_service_areas_that_were_split_or_merged_lead_to_each_other(client: Client) -> None:
    """On both sides."""
    made = area()
    left, right = areas.split(acting(), made, ["Left", "Right"], "They differ.")
    areas.merge(acting(), left, right, "They do not.")
    assert "It is split: Left comes out of it." in text(client, of(made))
    assert "Hearing aids is split, and this comes out of it." in text(client, of(left))
    assert "It becomes part of Right." in text(client, of(left))
    assert "Left becomes part of this." in text(client, of(right))


def test_of_the_past_both_sides_name_the_source(client: Client) -> None:
    """With the day in its words."""
    past = programme(history_only=True)
    made, board = area(past), Stated("Board paper 7", printed="spring 2021")
    left, _ = areas.split(acting(), made, ["Left", "Right"], "They differ.", on=date(2021, 3, 1), stated=board)
    for one in (made, left):
        shown = text(client, of(one))
        assert "Board paper 7" in shown
        assert "spring 2021" in shown


def test_plans_that_slid_and_outside_events_show_what_was_said_before(client: Client) -> None:
    """Every plan, and every day on which something was expected."""
    made = area()
    planning.plan(acting(), made, kinds.LISTENING, opens=date(2026, 1, 5), ends=date(2026, 2, 5))
    planning.plan(acting(), made, kinds.LISTENING, opens=None, ends=None, why="An election.", source="Minutes")
    guidance = planning.wait_for(acting(), made, "New national guidance")
    ExpectedDay(event=guidance, printed="end of 2024", stated=date(2023, 1, 1), source="Its page").save()
    ExpectedDay(event=guidance, printed="end of 2026").save()
    unclear = planning.wait_for(acting(), made, "A ruling")
    shown = text(client, of(made))
    assert "First planned: 5 January 2026 to 5 February 2026" in shown
    assert "Then planned: not planned. Why: An election. (source: Minutes)" in shown
    assert "First expected: end of 2024 (said on 1 January 2023)." in shown
    assert "Then expected: end of 2026 (said on a day that is not known)." in shown
    assert "When it is expected is not known." in shown
    assert "It waits for: New national guidance (expected: end of 2026)." in shown
    assert "It waits for: A ruling (when is not known)." in shown
    unclear.happened, unclear.came_to = date(2026, 5, 1), "Everybody may have two."
    unclear.save()
    shown = text(client, of(made))
    assert "it happened on 1 May 2026. Everybody may have two." in shown
    assert "It waits for: A ruling" not in shown


def test_figures_and_updates_name_their_sources(client: Client) -> None:
    """What was looked for and not found is said; figures of one service area stay on its page."""
    made = area()
    made.programme.figures.create(
        says="People with hearing loss", number="1,200", unit="people", of="2024", source="Census", seen=timezone.localdate()
    )
    made.programme.figures.create(says="Waits", area=made, source="Board", url="https://example.org/b")
    Update(programme=made.programme, area=made, says="It began.", on=date(2026, 1, 5), source="Board").save()
    shown = text(client, of(made))
    assert '>1,200 people</td><td role="cell" data-column="Of">2024</td>' in shown
    assert ">Census, seen on" in shown
    assert '>not found</td><td role="cell" data-column="Of">not stated</td>' in shown
    assert '><a href="https://example.org/b" rel="noreferrer">Board</a>' in shown
    assert "<strong>5 January 2026</strong> (Hearing aids)" in text(client, whole(made))
    assert "No figures were stated." in text(client, of(area()))
    assert "Waits" not in text(client, whole(made))


def test_policies_in_force_are_named_where_they_hold(client: Client) -> None:
    """As far as the library knows."""
    places = ("cheshire-and-merseyside", "devon", "bedfordshire-luton-and-milton-keynes")
    sure, undated, unsure = (f"{place}/assisted-conception" for place in places)
    shown = text(client, of(area(policies=[sure, undated, unsure, POLICY, "nowhere/knees"])))
    assert (
        f'href="/policies/{sure}/2026-02">IVF in Cheshire and Merseyside, version 2026-02</a></td><td>1 February 2026</td>' in shown
    )
    assert f'href="/policies/{undated}/undated">' in shown
    assert f'href="/policies/{unsure}/versions">not known</a></td><td>not known</td>' in shown
    assert f'href="/policies/{POLICY}/versions">None is in force</a>' in shown
    assert "nowhere/knees: the library does not have this policy</td>" in shown


def test_what_was_heard_leads_to_the_involvement_and_back(client: Client) -> None:
    """What is being prepared is left out."""
    made = area()
    public, hidden = involvement("open", title="Tell us"), involvement("being prepared", title="Secret")
    made.involvements.add(public, hidden)
    shown = text(client, of(made))
    assert f'href="/involvement/{public.reference}">Tell us</a>: open' in shown
    assert "No report is published yet." in shown
    assert "Secret" not in shown
    assert f'href="{of(made)}"' in text(client, f"/involvement/{public.reference}")
    unseen = area(programme(PREPARING))
    unseen.involvements.add(public)
    assert of(unseen) not in text(client, f"/involvement/{public.reference}")


def test_decisions_stand_with_reasons_conditions_and_what_comes_into_force(client: Client) -> None:
    """A call-in that is open says that nothing comes into force."""
    made = decision(conditions=["It is looked at again."])
    of_it = made.motion.area
    shown = text(client, whole(of_it))
    assert f'href="/decisions/{made.reference}"' in shown
    assert "<strong>Why:</strong> It is fair." in shown
    assert "<li>It is looked at again.</li>" in shown
    CallIn.objects.create(decision=made, who="The scrutiny committee", why="It was quick.", since=timezone.localdate())
    assert "by The scrutiny committee on" in text(client, of(of_it))
    Ratification(
        decision=made,
        policy=POLICY,
        version="2027",
        digest="d",
        text="t",
        starts=date(2027, 4, 1),
        review_due=date(2029, 4, 1),
    ).save()
    shown = text(client, of(of_it))
    assert f"<strong>{POLICY}, version 2027</strong>: not in force while this is called in" in shown
    CallIn.objects.all().delete()
    shown = text(client, of(of_it))
    assert f"<strong>{POLICY}, version 2027</strong>: in force from 1 April 2027. It is looked at again by 1 April 2029." in shown
    later = decided(motion(of_it, meeting()), outcome=DEFERRED)
    assert text(client, of(of_it)).index(later.reference) < text(client, of(of_it)).index(made.reference)


def test_what_sources_say_was_decided_and_came_into_force_stands_where_decisions_stand(client: Client) -> None:
    """In a record of the past; whatever it does not tell is not known there, and neither planned nor to come."""
    made = area(programme(history_only=True))
    step(made, kinds.OPEN, kinds.IN_FORCE, date(2021, 4, 1), policy="Hearing aids 2021", starts=date(2021, 5, 1), source="Its page")
    shown = text(client, whole(made))
    assert "<strong>Hearing aids</strong> (1 May 2021): Hearing aids 2021 came into force." in shown
    assert "The policy was in force when this record ends." in shown
    assert "Whether and when “Case for change” followed is not known here." in shown
    assert "In force begins: Hearing aids 2021, in force from 1 May 2021." in text(client, of(made))
    step(made, kinds.COMPLETE, kinds.IN_FORCE, date(2021, 5, 2), source="Its page")
    shown = text(client, of(made))
    assert "It stays in force, and can be reviewed from now on." in shown
    for not_said in ("was under way", "not planned", "not yet", "to come"):
        assert not_said not in shown


def test_nothing_is_said_to_follow_that_does_not_follow_by_itself(client: Client) -> None:
    """A policy comes into force by being ratified alone; from its day on it applies, and while all is on hold nothing happens."""
    found = area(stage=kinds.DECISION)
    assert "A policy comes into force once a decision that adopts one is ratified" in text(client, of(found))
    step(found, kinds.COMPLETE, kinds.DECISION)
    step(found, kinds.OPEN, kinds.IN_FORCE, on=timezone.localdate(), starts=timezone.localdate() + timedelta(1))
    assert f"The policy that was decided applies from {say_date(timezone.localdate() + timedelta(1))} on." in text(
        client, of(found)
    )
    now = area(found.programme, title="Knees", stage=kinds.IN_FORCE)
    assert "The policy that was decided applies." in text(client, of(now))
    Hold.objects.create(programme=found.programme, since=timezone.localdate(), reason="A pandemic.")
    assert "The whole programme is on hold. Nothing below happens before it goes on" in text(client, of(now))
