"""Real programmes of the past: what the sources say of each service area, and of the rest that it is not known."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from coequal.accounts.models import Entry
from coequal.errors import CoequalError
from coequal.programmes.models import Figure, Move, Programme, ServiceArea, Update
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.moves import asked
from coequal.programmes.stages.standing import standing_of
from coequal.web.demonstration.aligned.playing import histories, play
from coequal.web.demonstration.aligned.records import NAMES, Deed, Record, record_of
from coequal.web.demonstration.heard import staffordshire
from coequal.web.shelf import shelf

pytestmark = pytest.mark.django_db
NOT_KNOWN = "a day that is not known"
DECIDED = ["Hearing aids for adults", "Removal of excess skin", "Breast surgery", "Sterilisation"]
OF_FOUR = ("case-for-change", "listening", "shortlist", "decision")


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    """An installation with the programmes, which all tests here look at and none changes; what was said when they were made."""
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=tmp_path_factory.mktemp("data")),
        transaction.atomic(),
    ):
        board = staffordshire.board()
        for title in staffordshire.names():
            staffordshire.told_of(board, title)
        yield histories()
        transaction.set_rollback(True)


@pytest.fixture
def aligned(played: str) -> Programme:  # noqa: ARG001
    """That of Staffordshire and Stoke-on-Trent."""
    return Programme.objects.get(title="Clinical Policy Alignment")


def service(of: Programme, title: str = "Assisted conception") -> ServiceArea:
    """One of its service areas."""
    return of.areas.get(title=title)


def page(client: Client, of: Programme, area: ServiceArea | None = None) -> str:
    """What everybody reads of it."""
    found = client.get(f"/programmes/{of.reference}" + (f"/{area.reference}" if area else ""))
    assert found.status_code == 200
    return found.content.decode()


def test_what_was_recorded_once_stays(played: str) -> None:
    """Prepared again, nothing is made a second time; the trail says that the system did it, and no programme is invented."""
    assert played == "Programmes of the past: 3 made, 0 kept."
    assert histories() == "Programmes of the past: 0 made, 3 kept."
    assert set(Entry.objects.values_list("who", flat=True)) == {"the system"}
    assert all(one.history_only and not one.organisation.invented for one in Programme.objects.all())


def test_every_step_names_its_source(played: str) -> None:  # noqa: ARG001
    """So does everything that was told, and each figure with a number; what is said of no source was not found."""
    assert not Move.objects.filter(source="").exists()
    assert not Update.objects.filter(source="").exists()
    assert not Figure.objects.exclude(number="").filter(source="").exists()
    assert set(Figure.objects.filter(number="").values_list("source", flat=True)) == {""}
    for one in Figure.objects.exclude(number=""):
        assert one.seen == date(2026, 11, 21)


def test_six_commissioners_became_one_half_way(aligned: Programme) -> None:
    """As the register knows; the programme was renamed meanwhile."""
    before = aligned.commissioners_on(date(2022, 6, 30))
    assert {one.code for one in before} == {"04Y", "05D", "05G", "05Q", "05V", "05W"}
    assert [one.code for one in aligned.commissioners_on(date(2022, 7, 1))] == ["QNC"]
    assert [one.title for one in aligned.formernames.all()] == ["Difficult Decisions"]


def test_the_pause_lasted_from_april_2020_until_the_second_survey(aligned: Programme) -> None:
    """No service area took a step in it, but people were told of what happened."""
    (pause,) = aligned.holds.all()
    assert (pause.since, pause.until) == (date(2020, 4, 1), date(2021, 9, 13))
    assert not Move.objects.filter(area__programme=aligned, on__gt=pause.since, on__lt=pause.until).exists()
    told = aligned.updates.filter(on__gte=pause.since, on__lt=pause.until).values_list("printed", "on")
    assert list(told) == [
        ("April 2020", date(2020, 4, 1)),
        ("November 2020", date(2020, 11, 1)),
        ("", date(2021, 1, 5)),
        ("", date(2021, 1, 28)),
    ]


def test_people_were_asked_twice(aligned: Programme) -> None:
    """In every service area the listening was opened anew, in the second survey."""
    figures = dict(aligned.figures.filter(area=None).values_list("says", "number"))
    assert figures["Survey responses, January to March 2020"] == "569"
    assert figures["Survey responses, second survey"] == "306"
    for one in aligned.areas.all():
        listened = one.moves.filter(stage=kinds.LISTENING).values_list("kind", "on")
        assert list(listened) == [
            (kinds.OPEN, date(2020, 1, 6)),
            (kinds.COMPLETE, date(2020, 3, 1)),
            (kinds.GO_BACK, date(2021, 9, 13)),
            (kinds.COMPLETE, date(2021, 10, 10)),
        ]
        assert one.involvements.filter(title__startswith="Difficult Decisions").count() == 1


@pytest.mark.parametrize("title", DECIDED)
def test_four_were_decided_on_one_day_and_from_when_that_applies_is_not_known(
    aligned: Programme, client: Client, title: str
) -> None:
    """None of them is said to be in force, nor that it is not."""
    found = service(aligned, title)
    standing = standing_of(found)
    assert (standing.state, standing.stage, standing.done) == (states.UNDER_WAY, "", OF_FOUR)
    assert standing.moves[-1].on == date(2022, 9, 22)
    assert found.figures.get(says__startswith="Day from which").number == ""
    shown = page(client, aligned, found)
    assert f"<strong>{title}</strong> (22 September 2022): The board decided that" in shown
    assert "Whether and when “In force” followed is not known here." in shown
    assert "The last stage that is known: <strong>Decision</strong>." in shown
    assert "No day is planned" not in shown
    for not_said in ("to come", "under way"):
        assert not_said not in shown


def test_the_interim_policy_waits_for_a_guideline_whose_day_slides(aligned: Programme, client: Client) -> None:
    """It is in force since 1 February 2024; who decided it on which day was not found, and the sources disagree on the last day."""
    found = service(aligned)
    assert standing_of(found).state == states.IN_FORCE
    ended, decided, starts = (
        found.moves.filter(on__gte=date(2023, 3, 2)).exclude(kind=kinds.PASS_OVER).exclude(stage="decision", kind="open")
    )
    assert (ended.stage, ended.printed) == (kinds.CONSULTATION, "22 or 23 March 2023, sources disagree")
    assert (decided.stage, decided.printed) == (kinds.DECISION, "by 1 February 2024, the day was not found")
    assert (starts.stage, starts.on, starts.printed) == (kinds.IN_FORCE, date(2024, 2, 1), "")
    guideline, review = found.outsideevents.all()
    assert [one.printed for one in guideline.expected.all()] == ["end of 2024", "May 2025", "2026"]
    assert not review.expected.exists()
    shown = page(client, aligned, found)
    assert (
        "<strong>Assisted conception</strong> (1 February 2024): Interim policy for assisted conception came into force." in shown
    )
    assert "The policy was in force when this record ends." in shown
    assert "whether it has happened is not known here" in shown
    assert found.figures.get(says="Cycles of IVF completed in the area in a year").number == "216"


def test_what_no_source_tells_is_passed_over_on_no_day(played: str) -> None:  # noqa: ARG001
    """The reason stands there; whether a gate was met is said to be not known."""
    passed = Move.objects.filter(kind=kinds.PASS_OVER)
    assert set(passed.values_list("printed", flat=True)) == {NOT_KNOWN}
    assert not passed.filter(why="").exists()
    for one in ServiceArea.objects.all():
        assert {met.answer for _gate, met in asked(one, kinds.SHORTLIST, date(2022, 1, 1))} == {None}


def test_norfolks_policy_is_under_review_since_a_day_that_is_not_known(played: str, client: Client) -> None:  # noqa: ARG001
    """What its page prints stands there as it is printed, beside what cannot be right in it."""
    found = service(Programme.objects.get(title="Assisted conception in Norfolk and Waveney"))
    standing = standing_of(found)
    assert (standing.state, standing.stage) == (states.IN_FORCE, kinds.REVIEW)
    assert [one.opens for one in found.plans.all()] == [date(2024, 6, 30)]
    shown = page(client, found.programme, found)
    assert "The page prints 01/06/2029 as the day of ratification." in shown
    assert "It stays in force, and can be reviewed from now on." in shown
    assert "Review was under way when this record ends." in shown
    assert "Stage: <strong>Review</strong> (by 21 November 2026, the day was not found)." in shown


def test_lutons_policy_was_superseded_by_one_for_three_areas(played: str, client: Client) -> None:  # noqa: ARG001
    """It had replaced others itself, and its owners followed one another."""
    found = Programme.objects.get(title="Assisted conception in Luton")
    assert [one.code for one in found.commissioners.all()] == ["06P", "M1J4Y", "QHG", "S1Y5D"]
    decisions = service(found).moves.filter(kind=kinds.COMPLETE, stage=kinds.DECISION)
    assert [one.on for one in decisions] == [date(2016, 6, 2), date(2022, 3, 29)]
    shown = page(client, found)
    assert "which supersedes the policy of Luton" in shown
    assert "(2 June 2016): Fertility Services Commissioning Policy of Luton came into force." in shown


def test_every_policy_and_source_that_a_record_names_is_there() -> None:
    """Each policy in the library; each service area by a title of its own."""
    for name in NAMES:
        for deed in record_of(name).deeds:
            if deed.does == "add":
                assert {f"{place}/{deed.says['service']}" for place in deed.says["policies"]} <= set(shelf().policies)


def test_a_deed_that_cannot_be_done_fails() -> None:
    """What it says is why; nothing is passed by in silence."""
    board = staffordshire.board()
    early = Deed("hold", "A pandemic.", says={"day": date(2020, 4, 1)})
    with pytest.raises(CoequalError, match="being prepared"):
        play(Record(board.code, board.name, "Too early", "To try.", (early,)), board)
    with pytest.raises(KeyError, match="sing"):
        play(Record(board.code, board.name, "No such deed", "To try.", (Deed("sing", "Aloud"),)), board)
