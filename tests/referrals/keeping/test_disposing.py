"""What has been kept long enough goes by the hands of two people, wholly, and leaves a skeleton and a certificate."""

import ast
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models as django_models
from django.http import Http404
from django.utils import timezone

import coequal
from coequal.accounts.acting import Acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.trail.model import Entry
from coequal.assurance.models import DisposalCertificate
from coequal.assurance.retention import holding
from coequal.assurance.retention.certificate import is_whole
from coequal.assurance.retention.reviewing import queue
from coequal.errors import CoequalError
from coequal.referrals.keeping import disposing, emptying
from coequal.referrals.keeping.keeper import Requests
from coequal.referrals.keeping.schedule import NEVER_SENT, disposed_of, due_for_review, held, schedule, set_period, shipped
from coequal.referrals.models import Request, Viewing
from coequal.referrals.models.keeping import DISPOSE, HOLD, KEEP_LONGER
from coequal.referrals.models.requests import FUNDING_REQUEST, KINDS, PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from coequal.referrals.moves.table import MOVES
from coequal.referrals.personal.columns import kept
from coequal.referrals.requesting.form import section_named
from coequal.referrals.requesting.held import held as held_in
from coequal.referrals.requesting.held import mark
from coequal.referrals.requesting.questions import Section
from coequal.referrals.requesting.submitting import withdraw
from coequal.referrals.requesting.writing import Clash, keep, keep_unmet
from coequal.referrals.rules.in_force import rules_for
from tests.referrals import making
from tests.referrals.keeping.whole import whole
from tests.web.signing import OTHER, OWN, organisation

LONG_AGO = timedelta(40 * 366)
FIRST, SECOND = "first@exampleshire.example", "second@exampleshire.example"


def keeper(email: str = FIRST, at_: str = OWN) -> Acting:
    """Somebody of information governance."""
    return making.acting(Role.INFORMATION_GOVERNANCE, email=email, at_=at_)


def old(state: str = at.DECLINED, kind: str = FUNDING_REQUEST, **values: object) -> Request:
    """A request that ended, or as a draft was begun, longer ago than any period."""
    made = making.request(state, kind, **values)
    then = timezone.now() - LONG_AGO
    Request.objects.filter(pk=made.pk).update(made=then, changed=then, ended=then if state in at.ENDS else None)
    made.refresh_from_db()
    return made


def due() -> set[Request]:
    """What waits for a review today."""
    return set(due_for_review(organisation(), timezone.localdate()))


@pytest.mark.django_db
def test_what_was_found_is_opened_on_record_by_those_who_keep() -> None:
    """Why something stays may say of whom it is; where nothing was found yet, nothing is opened. For nobody else."""
    request, first = old(), keeper()
    assert disposing.reviews(first, request) == []
    assert not Viewing.objects.exists()
    found = disposing.review(first, request, HOLD, "The family has asked a lawyer.")
    assert disposing.reviews(keeper(SECOND), request) == [found]
    seen = Viewing.objects.get()
    assert (seen.part, seen.person, seen.purpose) == ("keeping reviews", keeper(SECOND).person, "to review what is kept")
    with pytest.raises(NotAllowed):
        disposing.reviews(making.acting(Role.IFR_OFFICER), request)


@pytest.mark.django_db
def test_a_second_person_disposes_of_it() -> None:
    """Not whoever found that it can go; and nobody before somebody found that."""
    request, first, second = old(), keeper(), keeper(SECOND)
    with pytest.raises(CoequalError, match="was not found to go"):
        disposing.dispose(second, request)
    found = disposing.review(first, request, DISPOSE)
    assert disposing.review(first, request, DISPOSE) == found
    with pytest.raises(CoequalError, match="somebody else has to dispose of it"):
        disposing.dispose(first, request)
    assert due() == {request}
    disposing.dispose(second, request)
    assert due() == set()
    with pytest.raises(CoequalError, match="is disposed of already"):
        disposing.dispose(second, request)
    assert Entry.objects.filter(action="disposed of a request").count() == 1


@pytest.mark.django_db
def test_a_hold_of_the_retention_schedule_holds_requests_too() -> None:
    """Until it ends; then the one certificate of what went stands with all others."""
    request, first, second = old(), keeper(), keeper(SECOND)
    disposing.review(first, request, DISPOSE)
    hold = holding.put(first, organisation(), "funding requests", "litigation", "A judicial review.")
    with pytest.raises(CoequalError, match=f"is held by {hold.reference}"):
        disposing.dispose(second, request)
    found = queue(organisation(), "funding requests", timezone.localdate())
    assert ([one.held for one in found.due], found.page) == ([hold], "requests:keeping")
    with pytest.raises(CoequalError, match="one by one"):
        Requests().dispose(second, organisation(), [request.reference])
    holding.end(first, hold, "It was dismissed.")
    disposing.dispose(second, request)
    made = DisposalCertificate.objects.get()
    assert (made.records, made.reviewed_by, made.line["months"], made.line["own"]) == ([request.reference], FIRST, 96, False)
    assert is_whole(made)
    assert queue(organisation(), "funding requests", timezone.localdate()).due == ()


@pytest.mark.django_db
def test_only_information_governance_of_the_commissioner_reviews_and_disposes() -> None:
    """No other role; whoever is of another organisation finds no such thing."""
    request = old()
    disposing.review(keeper(), request, DISPOSE)
    others = [making.acting(role) for role in OF_PEOPLE if role is not Role.INFORMATION_GOVERNANCE]
    for somebody in [*others, making.acting(Role.INFORMATION_GOVERNANCE, at_=OTHER, email="ig@sampleton.example")]:
        with pytest.raises((NotAllowed, Http404)):
            disposing.review(somebody, request, DISPOSE)
        with pytest.raises((NotAllowed, Http404)):
            disposing.dispose(somebody, request)
    request.refresh_from_db()
    assert request.disposed is None


@pytest.mark.django_db
def test_nothing_sealed_remains_and_the_skeleton_stays() -> None:
    """Of another request everything stays; the certificate says who, when and how many rows, and nothing of the person."""
    request, other = whole(old()), whole(old())
    assert set(sealed_of(request)) == {one.model for one in kept()} - set(emptying.OF_NO_REQUEST)
    before = {model: len(rows) for model, rows in sealed_of(other).items()}
    states, days = (list(request.steps.values_list(name, flat=True)) for name in ("came_to", "at"))
    disposing.review(keeper(), request, DISPOSE)
    disposing.dispose(keeper(SECOND), request)
    assert sealed_of(request) == {}
    assert {model: len(rows) for model, rows in sealed_of(other).items()} == before
    left = Request.objects.get(pk=request.pk)
    assert (left.reference, left.state, left.service, left.ended) == (
        request.reference,
        at.DECLINED,
        request.service,
        request.ended,
    )
    assert (left.unmet, left.intervention) == ([], None)
    assert [list(left.steps.values_list(name, flat=True)) for name in ("came_to", "at")] == [states, days]
    certificate = Entry.objects.get(action="disposed of a request", reference=request.reference)
    told = json.loads(certificate.detail)
    assert (told["reviewed by"], told["outcome"]) == (FIRST, at.DECLINED)
    assert sum(told["rows"].values()) > len(emptying.GONE)
    assert "Wilhelmina" not in repr(certificate.detail)


def sealed_of(request: Request) -> dict[type[django_models.Model], list[int]]:
    """The rows of a request in which something is sealed that is not empty, by table."""
    found = {}
    for one in kept():
        path = {**emptying.GONE, **emptying.EMPTIED}.get(one.model)
        rows = django_models.QuerySet(one.model).filter(**{path: request}) if path else ()
        full = [row.pk for row in rows if any(getattr(row, column.name) for column in one.sealed)]
        if full:
            found[one.model] = full
    return found


def test_every_table_with_a_sealed_column_is_emptied() -> None:
    """A new one has to be named among those that go or those that are emptied, and no table is both."""
    sealed = {one.model for one in kept() if one.sealed}
    named = (*emptying.GONE, *emptying.EMPTIED, *emptying.OF_NO_REQUEST)
    assert sealed == {model for model in named if emptying.sealed_in(model)}
    assert not set(emptying.GONE) & set(emptying.EMPTIED)
    assert all(model in set(apps.get_models()) for model in (*emptying.GONE, *emptying.EMPTIED))


def test_nothing_but_disposing_empties() -> None:
    """No other module of coequal names it."""
    root = Path(coequal.__file__).parent
    named = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and "emptying" in f"{node.module} {[one.name for one in node.names]}":
                named.add(path.relative_to(root).as_posix())
            if isinstance(node, ast.Import) and any("keeping.emptying" in one.name for one in node.names):
                named.add(path.relative_to(root).as_posix())
    assert named == {"referrals/keeping/disposing.py"}


@pytest.mark.django_db
def test_what_is_not_disposed_of_is_not_emptied() -> None:
    """Whoever calls it for another request is refused."""
    request = whole(old())
    with pytest.raises(CoequalError, match="is not disposed of"):
        emptying.empty(request)
    assert sealed_of(request)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_that_nobody_submits_comes_up_too(kind: str) -> None:
    """At the clinic whose it is, and not at the commissioner; disposed of, it counts as withdrawn and nobody goes on writing it."""
    draft, fresh = old(at.WRITING, kind), making.request(at.WRITING, kind)
    assert due() == set()
    assert set(due_for_review(making.clinic(), timezone.localdate())) == {draft}
    assert disposing.outcome_of(draft) == NEVER_SENT
    ours, first, second = keeper(), keeper("first@exf1.example", making.CLINIC), keeper("second@exf1.example", making.CLINIC)
    with pytest.raises((NotAllowed, Http404)):
        disposing.review(ours, draft, DISPOSE)
    with pytest.raises(CoequalError, match="is not over yet"):
        disposing.review(first, fresh, DISPOSE)
    disposing.review(first, draft, DISPOSE)
    disposing.dispose(second, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.ended, draft.submitted) == (at.WITHDRAWN, draft.disposed, None)
    assert draft.steps.get().kind == NEVER_SENT
    assert NEVER_SENT not in MOVES
    assert sealed_of(draft) == {}
    assert json.loads(Entry.objects.get(action="disposed of a request").detail)["outcome"] == NEVER_SENT
    assert (list(disposed_of(making.clinic())), list(disposed_of(organisation()))) == ([draft], [])


@pytest.mark.django_db
def test_a_draft_is_kept_from_its_last_change() -> None:
    """Whoever goes on writing begins the period anew; one that was withdrawn before it was sent stays the clinic's."""
    clinician = making.acting(Role.CLINICIAN)
    draft, left = old(at.WRITING), old(at.WRITING)
    keep(clinician, draft, "tried", {"tried.done": "Two cycles."}, mark(draft, *_held(draft, "tried")))
    withdraw(clinician, left, "It was begun twice.")
    Request.objects.filter(pk=left.pk).update(ended=timezone.now() - LONG_AGO)
    assert set(due_for_review(making.clinic(), timezone.localdate())) == {left}
    assert due() == set()
    assert disposing.outcome_of(Request.objects.get(pk=left.pk)) == NEVER_SENT
    draft.refresh_from_db()
    assert disposing.since(draft) == timezone.localdate()


@pytest.mark.django_db
def test_what_changes_nothing_of_a_draft_does_not_put_off_its_day() -> None:
    """The same part or criteria sent again is no change, nor is what somebody else was quicker to write."""
    clinician, draft = making.acting(Role.CLINICIAN), old(at.WRITING, policy=making.POLICY, unmet=["age"])
    section, stands = _held(draft, "tried")
    keep(clinician, draft, "tried", stands, mark(draft, section, stands))
    keep_unmet(clinician, draft, ["age"], ["age", "smoking"])
    with pytest.raises(Clash):
        keep(clinician, draft, "tried", {"tried.done": "Two cycles."}, "another mark")
    assert set(due_for_review(making.clinic(), timezone.localdate())) == {draft}
    keep_unmet(clinician, draft, ["smoking"], ["age", "smoking"])
    assert set(due_for_review(making.clinic(), timezone.localdate())) == set()


def _held(draft: Request, part: str) -> tuple[Section, dict[str, str]]:
    section = section_named(rules_for(draft), part)
    assert section is not None
    return section, held_in(draft, section)


@pytest.mark.django_db
def test_what_stays_comes_up_again_on_its_day_and_what_is_held_never() -> None:
    """Both with a reason; a later review changes it."""
    request, first, today = old(), keeper(), timezone.localdate()
    for given, says in (((KEEP_LONGER,), "why it stays"), ((KEEP_LONGER, "A claim."), "later day"), (("burn it",), "one of these")):
        with pytest.raises(CoequalError, match=says):
            disposing.review(first, request, *given)
    disposing.review(first, request, KEEP_LONGER, "A claim.", today + timedelta(30))
    assert due() == set()
    assert set(due_for_review(organisation(), today + timedelta(30))) == {request}
    disposing.review(first, request, HOLD, "A claim.")
    assert set(held(organisation())) == {request}
    assert set(due_for_review(organisation(), today + timedelta(3000))) == set()
    with pytest.raises(CoequalError, match="is held"):
        disposing.dispose(keeper(SECOND), request)
    disposing.review(first, request, DISPOSE)
    assert (due(), set(held(organisation()))) == ({request}, set())


@pytest.mark.django_db
def test_what_goes_on_never_comes_up() -> None:
    """Whatever stands between submission and end, however old."""
    for state in at.STATES:
        old(state)
    assert {one.state for one in due()} == set(at.ENDS)
    assert {one.state for one in due_for_review(making.clinic(), timezone.localdate())} == {at.WRITING}


@pytest.mark.django_db
def test_a_period_of_its_own_counts_for_the_organisation_that_set_it() -> None:
    """With where it is laid down; the same again makes nothing twice."""
    ending = (FUNDING_REQUEST, at.DECLINED)
    request = making.request(at.DECLINED)
    Request.objects.filter(pk=request.pk).update(ended=timezone.now() - timedelta(400))
    assert due() == set()
    made = set_period(keeper(), organisation(), ending, 1, "Our schedule, line 4")
    assert set_period(keeper(), organisation(), ending, 1, "Our schedule, line 4") == made
    assert due() == {request}
    assert (schedule(organisation())[ending].own, schedule(organisation(OTHER))[ending].own) == (True, False)
    for given, says in (
        ((("x", "y"), 1, "A"), "No x ends"),
        ((ending, 0, "A"), "from 1 to"),
        ((ending, 101, "A"), "from 1 to"),
        ((ending, 1, " "), "where this"),
    ):
        with pytest.raises(CoequalError, match=says):
            set_period(keeper(), organisation(), *given)


def test_every_ending_has_a_period_that_says_it_is_not_verified() -> None:
    """A period counts to the day; no prior approval becomes a service development."""
    wanted = {(kind, outcome) for kind in KINDS for outcome in (*at.ENDS, NEVER_SENT)} - {(PRIOR_APPROVAL, at.DEVELOPMENT)}
    assert set(shipped()) == wanted
    assert all("Not verified" in one.citation and not one.own for one in shipped().values())
    one = shipped()[FUNDING_REQUEST, at.DECLINED]
    assert one.ends(date(2024, 2, 29)) == date(2024 + one.years, 2, 29)
