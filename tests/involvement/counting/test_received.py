"""What came in, counted by every channel and by what became of it."""

from datetime import date

import pytest

from coequal.involvement.counting.days import by_day, drawn
from coequal.involvement.counting.profile import profile
from coequal.involvement.counting.received import LETTER, PETITIONED, received
from coequal.involvement.models import Event, Quota, Response, Submission
from coequal.involvement.models.responses import COMPLETE, E_MAIL, ON_PAPER, ONLINE, ORGANISATION, PARTIAL, PETITION, VOID
from tests.involvement.making import involvement, response, survey

pytestmark = pytest.mark.django_db


def test_the_published_example_is_reproduced() -> None:
    """424 questionnaires returned in Nottinghamshire in 2017: 167 on paper, 216 online, 4 void on paper, 37 incomplete online."""
    made = survey()
    came = [(ON_PAPER, COMPLETE, 167), (ONLINE, COMPLETE, 216), (ON_PAPER, VOID, 4), (ONLINE, PARTIAL, 37)]
    assert made.version is not None
    Response.objects.bulk_create(
        Response(survey=made, version=made.version, channel=channel, status=status) for channel, status, n in came for _ in range(n)
    )
    found = received(made.involvement)
    table = found.table("status", "channel")
    assert (found.responses, found.analysed) == (424, 420)
    assert table.head == ("What became of it", "Online", "Paper", "All")
    assert table.rows == (
        ("Complete", "216", "167", "383"),
        ("Partial", "37", "0", "37"),
        ("Void", "0", "4", "4"),
        ("All", "253", "171", "424"),
    )
    assert found.count(channel=ON_PAPER, status=VOID) == 4


def test_responses_letters_petitions_and_participants_are_apart() -> None:
    """One petition with 1,200 signatures is one petition; who took part in an event answered no survey."""
    made = involvement()
    one = survey(made)
    response(one, area="north")
    for channel, signatures, kind in (
        (E_MAIL, None, "individual"),
        (PETITION, 1_200, "individual"),
        ("letter", None, ORGANISATION),
    ):
        Submission.objects.create(involvement=made, channel=channel, signatures=signatures, kind=kind, received=date(2026, 1, 5))
    Event.objects.create(involvement=made, title="Workshop", kind="workshop", stands="held", participants=23)
    Event.objects.create(involvement=made, title="Stall", kind="stall", stands="held")
    Event.objects.create(involvement=made, title="Another", kind="stall", participants=9)
    found = received(made)
    assert (found.responses, found.letters, found.count(what=PETITIONED), found.signatures) == (1, 2, 1, 1_200)
    assert (found.events, found.participants, found.uncounted, found.respondents) == (2, 23, 1, None)
    assert found.table().rows[-1][-1] == "1"
    every = found.table("what", "channel", what=("response to a survey", LETTER, PETITIONED))
    assert [row[0] for row in every.rows] == ["Response to a survey", "Letter or message", "Petition", "All"]


def test_by_what_tells_of_people_small_numbers_are_hidden() -> None:
    """The whole stays exact; areas come in the order of the involvement, and not stated is one of them."""
    made = survey()
    for area, n in (("north", 20), ("south", 3), ("", 12)):
        for _ in range(n):
            response(made, area=area)
    assert received(made.involvement).table("area", "channel").rows == (
        ("North Exampleshire", "20", "20"),
        ("South", "*", "*"),
        ("Not stated", "10", "10"),
        ("All", "35", "35"),
    )
    assert received(made.involvement).table("service", "kind").rows[0][0] == "Assisted-conception"
    assert received(involvement()).table().rows == ()


def test_respondents_are_known_only_where_every_response_says_whose_it_is() -> None:
    """One person may answer several surveys; nobody can tell unless a file said so."""
    made = involvement()
    response(survey(made), respondent="a")
    second = survey(made)
    response(second, respondent="a")
    assert received(made).respondents == 1
    response(second)
    assert received(made).respondents is None


def test_each_day_is_counted_those_without_a_response_too() -> None:
    """By the day on which it came, or was finished; what says no day is on none."""
    made = survey()
    for day in (date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 3)):
        response(made, received=day)
    response(made, received=None, completed=None, began=None)
    counts = by_day(made.involvement)
    assert counts == [(date(2026, 3, 1), 1), (date(2026, 3, 2), 0), (date(2026, 3, 3), 2)]
    picture = drawn(counts)
    assert picture.words == "1 March 2026: 1.\n3 March 2026: 2."
    assert drawn(counts[:1]).words == "1 March 2026: 1."
    assert by_day(involvement()) == []
    assert drawn([]).words == "Nothing came yet."
    response(made, received=None)
    assert len(by_day(made.involvement)) > 3


def test_those_who_answered_stand_beside_the_population() -> None:
    """Over all the surveys that ask, with the difference in points; a group that nobody chose is there too."""
    made = involvement()
    one, other = survey(made), survey(made)
    for n in range(60):
        response(one if n % 2 else other, {"capacity": "patient", "age": "under-35" if n < 45 else "from-35"})
    for answer, share in (("under-35", "0.4"), ("from-35", "0.6"), ("not-say", "0")):
        Quota.objects.create(involvement=made, question="age", answer=answer, share=share, source="Census 2021")
    Quota.objects.create(involvement=made, question="nowhere", answer="x", share="0.5", source="Census 2021")
    found, unknown = profile(made)
    assert (found.asks, str(found.base), str(found.not_answered)) == ("How old are you?", "60", "0")
    assert [(row[0], row[1], row[2], row[3], row[4]) for row in found.table().rows] == [
        ("Under 35", "45", "75 %", "40 %", "35 points more"),
        ("35 or over", "15", "25 %", "60 %", "35 points fewer"),
        ("I would rather not say", "0", "0 %", "0 %", "none"),
    ]
    assert unknown.groups[0].gap is None
    assert unknown.table().rows[0][2:5] == ("*", "50 %", "*")
