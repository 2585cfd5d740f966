"""A commissioner's register of policies and decisions, and how it met its duty to involve people."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.documents.model import Notice, Paragraph, Table
from coequal.involvement.models import Event, GateAnswer, Involvement
from coequal.policies.library import Library
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.adoption.shelf import adopted
from coequal.programmes.governance.duty import NOT_KNOWN, duty, duty_document
from coequal.programmes.governance.register import Register, register, register_document
from tests.involvement.making import involvement, response, survey
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.programmes.governance.recorded import recorded
from tests.programmes.making import governance
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one policy of 2024, whose review is due at the end of 2027."""
    return Library(library_folder(tmp_path, policies=[POLICY]))


def found(of: Organisation, on: date, library: Library) -> Register:
    """The register of an organisation on a day."""
    versions = {"here/fertility": tuple(library.versions("here/fertility"))}
    return register(of, on, adopted(versions, library, on), library)


def test_a_register_holds_what_its_owner_answers_for_and_when_that_is_reviewed(library: Library) -> None:
    """Of its predecessors too; not what has not begun, nor what is another's."""
    owner = Organisation.objects.create(code="BBB", name="Body B")
    (held,) = found(owner, date(2026, 1, 1), library).held
    assert (held.policy.version, held.review_due, held.is_overdue, held.decision) == ("2024", date(2027, 12, 31), False, "")
    assert found(owner, date(2028, 1, 1), library).held[0].is_overdue
    assert found(owner, date(2023, 1, 1), library).held == ()
    assert found(organisation(), date(2026, 1, 1), library).held == ()


def test_what_was_decided_and_ratified_stands_in_it_with_the_decision(library: Library) -> None:
    """The version before it is there no more."""
    made = making.decision()
    today = timezone.localdate()
    ratify(
        governance(),
        made,
        Dates(starts=today, review_due=today + timedelta(700), supersedes=("here/fertility@2024",)),
        library,
    )
    later = today + timedelta(1)
    kept = found(organisation(), later, library)
    assert [(one.policy.version, one.decision) for one in kept.held] == [("2027", made.reference)]
    assert kept.decisions == {today.year: (made,)}
    assert found(organisation(), today - timedelta(1), library).decisions == {}
    whole = register_document(organisation(), later, kept)
    assert isinstance(whole.blocks[0], Notice)
    tables = [block for block in whole.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1, 1]
    assert tables[1].rows[0][3:] == ("carried", "It is fair.")


def test_a_review_that_is_overdue_or_not_known_is_said(tmp_path: Path) -> None:
    """Nothing is guessed."""
    owner = Organisation.objects.create(code="BBB", name="Body B")
    for text, says in (
        (POLICY, "31 December 2027, overdue"),
        (POLICY.replace("review due: {printed: 31 December 2027}\n", ""), "not known"),
    ):
        library = Library(library_folder(tmp_path / says, policies=[text]))
        on = date(2028, 1, 1)
        (table,) = [one for one in register_document(owner, on, found(owner, on, library)).blocks if isinstance(one, Table)]
        assert table.rows[0][2:] == (says, "not recorded here")


def test_the_duty_of_a_year_lists_each_involvement_that_was_open_in_it() -> None:
    """What is still being prepared, and what was in another year, is left out."""
    area = recorded()
    one = area.involvements.get()
    making.decision(area)
    GateAnswer(involvement=one, gate="duty", answer="applies", evidence="Cycles change.", on=one.opens).save()
    asked = survey(one)
    response(asked)
    response(asked)
    for stands in ("held", "planned"):
        Event.objects.create(involvement=one, title="In the hall", kind="meeting", stands=stands)
    involvement("being prepared")
    year = one.opens.year
    (met,) = [met for met in duty(organisation(), year) if met.involvement == one]
    assert met.applies == "Yes, the duty applies. Cycles change."
    assert met.how == "2 responses in the tables of the report, 1 event held"
    assert met.report.endswith(", edition 1")
    assert met.considered == "what was made of 1 of 4 themes is published"
    assert len(met.decisions) == 1
    assert duty(organisation(), year - 2) == []
    assert isinstance(duty_document(organisation(), year).blocks[1], Table)
    assert isinstance(duty_document(organisation(), year - 2).blocks[1], Paragraph)


def test_how_many_answered_is_told_by_the_report_first() -> None:
    """Before it is published no page says so."""
    one = involvement("closed")
    response(survey(one))
    (met,) = duty(organisation(), one.opens.year)
    assert met.how == "0 events held; how many people answered is told once the report is published"


def test_what_is_not_known_of_the_past_is_said() -> None:
    """Nobody answered here for it, and nothing was counted."""
    Involvement.objects.create(
        organisation=organisation(),
        title="Of the past",
        opens=date(2020, 1, 6),
        closes=date(2020, 3, 1),
        announced=timezone.now(),
        dates_only=True,
    )
    (met,) = duty(organisation(), 2020)
    assert (met.when, met.applies, met.how, met.considered, met.report) == (
        "6 January 2020 to 1 March 2020",
        NOT_KNOWN,
        "not counted here",
        NOT_KNOWN,
        "not published here",
    )
