"""What came in, counted by every channel and by what became of it."""

import itertools
from datetime import date

import pytest

from coequal.involvement.counting.answers import answers_of
from coequal.involvement.counting.days import by_day, drawn
from coequal.involvement.counting.profile import profile
from coequal.involvement.counting.received import LETTER, PETITIONED, received
from coequal.involvement.models import Event, Quota, Response, Submission
from coequal.involvement.models.responses import (
    BEGUN,
    COMPLETE,
    DUPLICATE,
    E_MAIL,
    LATE,
    ON_PAPER,
    ONLINE,
    ORGANISATION,
    PARTIAL,
    PETITION,
    VOID,
    WITHDRAWN,
)
from tests.involvement.making import SURVEY, involvement, publish, response, survey

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
    assert received(made.involvement).table("service", "kind").rows[0][0] == "Assisted conception"
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


def test_what_is_begun_and_not_answered_was_not_received() -> None:
    """It is in no count, by what became of it or by day."""
    made = survey()
    response(made, {}, status=BEGUN)
    found = received(made.involvement)
    assert (found.responses, found.analysed, found.rows, by_day(made.involvement)) == (0, 0, (), [])
    assert answers_of(made).responses == 0


def test_what_does_not_count_is_in_no_headline() -> None:
    """Letters and petitions that are void, late, withdrawn or there twice, and the signatures under these."""
    made = involvement()
    for channel, status in itertools.product((E_MAIL, PETITION), (COMPLETE, VOID, DUPLICATE, WITHDRAWN, LATE)):
        Submission.objects.create(involvement=made, channel=channel, status=status, signatures=100, received=date(2026, 1, 5))
    found = received(made)
    assert (found.letters, found.petitions, found.signatures, found.count(what=PETITIONED)) == (1, 1, 100, 5)


def test_people_are_told_apart_of_what_is_analysed_alone() -> None:
    """Unless it is told what became of it; of channels and outcomes all is told."""
    made = survey()
    for status, n in ((COMPLETE, 20), (VOID, 9)):
        for _ in range(n):
            response(made, status=status)
    found = received(made.involvement)
    assert (found.table("kind", "area").rows[-1][-1], found.table("kind", "status").rows[-1][-1]) == ("20", "29")
    assert (found.table("survey", "channel").rows[-1][-1], found.table("kind").rows[-1][-1]) == ("29", "20")
    assert found.table("kind", "area").caption == "From whom, by where they live: of what is analysed"


def test_before_anything_came_every_table_is_empty() -> None:
    """By whatever people are told apart."""
    found = received(involvement())
    assert [found.table(down, across).rows for down, across in (("kind", "area"), ("status", "kind"), ("what", "channel"))] == [
        ()
    ] * 3


def test_whoever_would_rather_not_say_is_in_no_share_of_groups_that_come_to_all() -> None:
    """Where groups are left out the shares are of all who answered; versions with other answers count too."""
    made = involvement()
    one = survey(made)
    for age, n in (("under-35", 30), ("from-35", 10), ("not-say", 40)):
        for _ in range(n):
            response(one, {"capacity": "patient", "age": age, "services": ["ivf", "iui"] if age == "from-35" else ["ivf"]})
    one.version = publish(one, SURVEY.replace("not-say: I would", "rather: I would"))
    one.save()
    for _ in range(10):
        response(one, {"capacity": "patient", "age": "from-35", "services": ["iui"]})
    for question, answer, share in (("age", "under-35", "0.4"), ("age", "from-35", "0.6"), ("services", "ivf", "1")):
        Quota.objects.create(involvement=made, question=question, answer=answer, share=share, source="Census 2021")
    ages, services = profile(made)
    assert [(row[1], row[2]) for row in ages.table().rows] == [("30", "60 %"), ("20", "40 %")]
    assert (str(ages.base), str(ages.not_answered), str(services.base), services.table().rows[0][2]) == ("50", "40", "90", "89 %")
    Quota.objects.filter(answer="from-35").delete()
    (alone, _services) = profile(made)
    assert (str(alone.base), alone.table().rows[0][2]) == ("90", "33 %")


def test_what_two_surveys_ask_under_one_name_is_told_apart() -> None:
    """Under the survey, and the version, that asked it; what is the same in both is counted together."""
    made = involvement()
    one = survey(made)
    other = survey(made, SURVEY.replace("How old are you?", "How old is your partner?"))
    other.title = "Partners"
    for asked, n in ((one, 20), (other, 30)):
        for _ in range(n):
            response(asked, {"capacity": "patient", "age": "under-35"})
    other.save()
    one.version = publish(one, SURVEY.replace("under-35: Under 35", "under-35: From 30 to 35"))
    one.save()
    Quota.objects.create(involvement=made, question="age", answer="under-35", share="0.4", source="Census 2021")
    Quota.objects.create(involvement=made, question="age", answer="nobody", share="0.1", source="Census 2021")
    found = profile(made)
    assert [(each.asks, str(each.base)) for each in found] == [
        ("How old are you? (Help to have a baby: your views, version 1, 2)", "20"),
        ("How old is your partner? (Partners, version 1)", "30"),
    ]


def test_one_point_is_told_as_one() -> None:
    """A difference of one in a hundred."""
    made = survey()
    for n in range(100):
        response(made, {"capacity": "patient", "age": "under-35" if n < 41 else "from-35"})
    Quota.objects.create(involvement=made.involvement, question="age", answer="under-35", share="0.39", source="Census 2021")
    assert profile(made.involvement)[0].table().rows[0][4] == "1 point more"


def test_an_answer_that_stands_for_something_else_in_a_version_is_told_apart() -> None:
    """Though the question is the same."""
    made = involvement()
    one = survey(made)
    response(one, {"capacity": "patient", "age": "under-35"})
    one.version = publish(one, SURVEY.replace("under-35: Under 35, from-35: 35 or over,", "under-35: From 30 to 35,"))
    one.save()
    Quota.objects.create(involvement=made, question="age", answer="under-35", share="0.4", source="Census 2021")
    assert [each.asks.partition(" (")[2] for each in profile(made)] == [
        "Help to have a baby: your views, version 2)",
        "Help to have a baby: your views, version 1)",
    ]


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
