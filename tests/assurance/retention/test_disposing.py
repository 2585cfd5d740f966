"""What is due and not held goes, by two people; nothing else ever does; and what went is gone from every table."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.accounts.models import Entry, Identity, Organisation, Person
from coequal.accounts.posts import Member, deactivate, take
from coequal.accounts.roles import Role
from coequal.assurance.models import DisposalCertificate, RetentionHold, RetentionReview
from coequal.assurance.models.retention import DISPOSE, KEEP_LONGER
from coequal.assurance.retention.certificate import certificate_document, is_whole
from coequal.assurance.retention.disposing import dispose, in_the_way
from coequal.assurance.retention.drafts import Drafts
from coequal.assurance.retention.holding import end, hold_on, put
from coequal.assurance.retention.people import NAME, People
from coequal.assurance.retention.reviewing import queue, review
from coequal.drafting.models import ACCEPTED, HANDED_OVER, WITHDRAWN, Draft, Revision
from coequal.errors import CoequalError
from coequal.facts.dates import add_months
from coequal.programmes.options.candidates import put_forward
from coequal.programmes.stages.kinds import LONG_LIST
from tests.assurance.making import acting
from tests.assurance.retention.making import FIRST, MONTHS, SECOND, found_to_go, keeper, old_draft, with_period
from tests.programmes.making import acting as officer
from tests.programmes.making import area
from tests.web.signing import OTHER, organisation, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def due(kind: str = "drafts") -> list[str]:
    """The references of what waits for a review."""
    return [one.record.reference for one in queue(organisation(), kind, TODAY()).waiting(TODAY())]


def columns_with(text: str) -> list[str]:
    """Every column of every table but the trail in which a text stands."""
    fields = [field for model in apps.get_models() if model is not Entry for field in model._meta.concrete_fields]
    told = {field: field.model._base_manager.values_list(field.attname, flat=True) for field in fields}
    return [f"{field.model._meta.label}.{field.name}" for field, rows in told.items() if any(text in str(row) for row in rows)]


def test_two_people_dispose_of_a_draft_and_nothing_of_it_is_left() -> None:
    """The certificate and the trail say who, what, and under which line."""
    with_period()
    draft = old_draft()
    text = draft.head.text
    assert due() == [draft.reference]
    found = found_to_go(draft.reference)
    assert due() == []
    assert "somebody else has to dispose" in in_the_way(keeper(), found)
    made = dispose(keeper(SECOND), found)
    assert columns_with(text[:200]) == []
    assert columns_with(draft.reference) == ["assurance.RetentionReview.records", "assurance.DisposalCertificate.records"]
    assert (made.rows["revision"], made.rows["draft"], made.reviewed_by, made.by.email) == (1, 1, FIRST, SECOND)
    assert made.line["citation"].startswith("Exampleshire’s own schedule")
    assert is_whole(made)
    entry = Entry.objects.get(action="disposed of records")
    assert (entry.reference, entry.told["digest"], entry.organisation) == (made.reference, made.digest, "EXA1")
    with pytest.raises(CoequalError, match="disposed of already"):
        dispose(keeper(SECOND), RetentionReview.objects.get(pk=found.pk))
    assert DisposalCertificate.objects.count() == 1


def test_a_certificate_that_was_altered_says_so() -> None:
    """Also where somebody changed the database itself."""
    with_period()
    made = dispose(keeper(SECOND), found_to_go(old_draft().reference))
    facts = dict(certificate_document(made).facts)
    assert facts["Digest"] == made.digest
    assert facts["Kept for"] == "2 years, from the day on which the draft was last changed"
    made.records = [*made.records, "D-0000-0000"]
    assert dict(certificate_document(made).facts)["Digest"].startswith("It does not fit")


@pytest.mark.parametrize("state", [ACCEPTED, HANDED_OVER])
def test_a_draft_that_was_adopted_or_waits_is_never_due(state: str) -> None:
    """However old it is."""
    with_period()
    Draft.objects.filter(pk=old_draft(9_000).pk).update(state=state)
    assert due() == []


def test_what_is_held_comes_up_again_when_the_hold_ends() -> None:
    """A hold of a whole kind holds what is named nowhere; one that is put between review and disposal holds too."""
    with_period()
    draft = old_draft()
    found = found_to_go(draft.reference)
    hold = put(keeper(), organisation(), "drafts", "inquiry", "A public inquiry asked for all drafts.")
    assert put(keeper(), organisation(), "drafts", "inquiry", "A public inquiry asked for all drafts.") == hold
    with pytest.raises(CoequalError, match=f"held by {hold.reference}"):
        dispose(keeper(SECOND), found)
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert due() == []
    end(keeper(), hold, "The inquiry has reported.")
    with pytest.raises(CoequalError, match="has ended already"):
        end(keeper(), hold, "Again.")
    dispose(keeper(SECOND), found)
    assert not Draft.objects.filter(pk=draft.pk).exists()


def test_a_hold_until_a_day_holds_through_it() -> None:
    """And not on the next."""
    until = TODAY() + timedelta(3)
    named = old_draft().reference
    put(keeper(), organisation(), "drafts", "litigation", "A claim.", records=[named], until=until)
    assert hold_on(organisation(), "drafts", named, until)
    assert hold_on(organisation(), "drafts", old_draft().reference, until) is None
    assert hold_on(organisation(), "accounts", named, until) is None
    assert hold_on(organisation(OTHER), "drafts", named, until) is None
    assert hold_on(organisation(), "drafts", named, until + timedelta(1)) is None


def test_a_hold_takes_references_in_any_case_and_with_spaces() -> None:
    """And holds what they stand for."""
    draft = old_draft()
    made = put(
        keeper(), organisation(), "drafts", "other", "A claim.", records=[f" {draft.reference.lower().replace('-', ' - ')} "]
    )
    assert made.records == [draft.reference]
    assert hold_on(organisation(), "drafts", draft.reference, TODAY()) == made


def test_a_hold_of_what_there_is_not_is_refused() -> None:
    """A mistyped reference and one of another organisation protect nothing; of what is kept elsewhere nobody knows here."""
    theirs = old_draft(at=OTHER)
    for kind, wrong in (("drafts", "D-7F3K-2QX9"), ("drafts", theirs.reference), ("accounts", "0" * 16), ("survey answers", "V-1")):
        with pytest.raises(CoequalError, match=f"has no record {wrong}"):
            put(keeper(), organisation(), kind, "other", "A claim.", records=[old_draft().reference, wrong][kind != "drafts" :])
    assert not RetentionHold.objects.exists()
    assert put(keeper(), organisation(), "backups", "other", "A claim.", records=["That of  May"]).records == ["That of May"]


def test_what_was_reviewed_with_something_that_is_held_comes_up_again() -> None:
    """And a review that cannot be carried out waits for nobody."""
    with_period()
    one, two = old_draft(), old_draft()
    found = found_to_go(one.reference, two.reference)
    assert (due(), queue(organisation(), "drafts", TODAY()).going) == ([], [found])
    put(keeper(), organisation(), "drafts", "other", "A claim.", records=[one.reference])
    assert (due(), queue(organisation(), "drafts", TODAY()).going) == ([two.reference], [])
    alone = found_to_go(two.reference)
    assert (due(), queue(organisation(), "drafts", TODAY()).going) == ([], [alone])
    assert not in_the_way(keeper(SECOND), alone)
    assert in_the_way(keeper(SECOND), found)


def test_what_changes_before_the_rows_are_locked_is_not_disposed_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due is asked of the locked rows."""
    with_period()
    draft = old_draft()
    found = found_to_go(draft.reference)

    def late(_self: Drafts, _organisation: Organisation, _references: list[str]) -> None:
        Draft.objects.filter(pk=draft.pk).update(changed=timezone.now())

    monkeypatch.setattr(Drafts, "lock", late)
    with pytest.raises(CoequalError, match="is not due any more"):
        dispose(keeper(SECOND), found)
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_draft_that_an_option_of_a_programme_means_is_never_due() -> None:
    """Also where nobody has changed it since."""
    with_period()
    draft = old_draft()
    assert due() == [draft.reference]
    put_forward(officer(), area(stage=LONG_LIST), "As drafted", "Everybody gets two.", policy=draft.reference)
    assert due() == []


def test_what_is_kept_longer_comes_up_on_its_day() -> None:
    """And the reason stays with it."""
    with_period()
    draft, again = old_draft(), TODAY() + timedelta(30)
    told = {"why": "It is quoted in an appeal.", "until": again}
    made = review(keeper(), organisation(), "drafts", [draft.reference], KEEP_LONGER, **told)
    assert review(keeper(), organisation(), "drafts", [draft.reference], KEEP_LONGER, **told) == made
    (one,) = queue(organisation(), "drafts", TODAY()).due
    assert not one.waits(again - timedelta(1))
    assert one.waits(again)
    with pytest.raises(CoequalError, match="found that these records stay"):
        dispose(keeper(SECOND), made)


@pytest.mark.parametrize(
    ("found", "why", "until", "says"),
    [
        ("burn them", "", None, "whether they go or stay"),
        (KEEP_LONGER, "", TODAY() + timedelta(9), "Say why they stay"),
        (KEEP_LONGER, "An appeal.", None, "later day"),
        (KEEP_LONGER, "An appeal.", TODAY(), "later day"),
    ],
)
def test_what_says_nothing_is_no_review(found: str, why: str, until: date | None, says: str) -> None:
    """With what to do."""
    with_period()
    draft = old_draft()
    with pytest.raises(CoequalError, match=says):
        review(keeper(), organisation(), "drafts", [draft.reference], found, why=why, until=until)


@pytest.mark.parametrize(
    ("reason", "why", "days", "says"),
    [("whim", "x", None, "for what"), ("other", " ", None, "and why"), ("other", "x", -1, "from today on")],
)
def test_a_hold_needs_a_reason_and_a_day_to_come(reason: str, why: str, days: int | None, says: str) -> None:
    """With what to do."""
    until = None if days is None else TODAY() + timedelta(days)
    with pytest.raises(CoequalError, match=says):
        put(keeper(), organisation(), "drafts", reason, why, until=until)
    assert not RetentionHold.objects.exists()


def test_somebody_who_left_is_nobody_in_the_tables() -> None:
    """What they did stays, as somebody's who left; who works here still, or elsewhere too, is never due."""
    with_period("accounts", 1)
    leaver = person(Role.ANALYST, email="lee.ver@exampleshire.example")
    person(Role.ANALYST, email="stay@exampleshire.example")
    admin = acting(Role.ADMINISTRATOR)
    deactivate(admin, Member(leaver, organisation()))
    reference = Member(leaver, organisation()).reference
    assert due("accounts") == []  # they left today
    later = TODAY() + timedelta(60)
    assert [one.record.reference for one in queue(organisation(), "accounts", later).due] == [reference]
    with transaction.atomic():
        rows = People().dispose(keeper(SECOND), organisation(), [reference])
    assert rows == {"account": 1, "role": 1, "second factor": 1}
    assert columns_with("lee.ver") == []
    assert columns_with("Lee.Ver") == []
    gone = Person.objects.get(pk=leaver.pk)
    assert (gone.name, gone.is_active, gone.has_usable_password()) == (NAME, False, False)


def test_how_a_provider_knows_somebody_goes_with_their_account() -> None:
    """So that who comes back can be somebody anew."""
    with_period("accounts", 1)
    leaver = person(Role.ANALYST, email="lee.ver@exampleshire.example")
    Identity.objects.create(person=leaver, issuer="https://sign-on.example", mark="0" * 64)
    deactivate(acting(Role.ADMINISTRATOR), Member(leaver, organisation()))
    with transaction.atomic():
        rows = People().dispose(keeper(SECOND), organisation(), [Member(leaver, organisation()).reference])
    assert rows["single sign-on"] == 1
    assert not Identity.objects.exists()


def test_a_period_runs_from_the_latest_leaving_anywhere_and_anybodys_hold_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody disposes of an account that was another's until yesterday, or that another holds."""
    with_period("accounts", 1)
    both = person(Role.ANALYST, email="both@exampleshire.example")
    person(Role.ANALYST, at=OTHER, email="both@exampleshire.example")
    reference = Member(both, organisation()).reference
    earlier = timezone.now() - timedelta(90)
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: earlier)
        deactivate(acting(Role.ADMINISTRATOR), Member(both, organisation()))
    assert due("accounts") == []
    take(acting(Role.ADMINISTRATOR, at=OTHER), Member(both, organisation(OTHER)), Role.ANALYST)
    assert due("accounts") == []  # they left the other one today
    later = TODAY() + timedelta(60)
    assert [one.record.since for one in queue(organisation(), "accounts", later).due] == [TODAY()]
    theirs = keeper(email="third@sampleton.example", at=OTHER)
    held = put(theirs, organisation(OTHER), "accounts", "litigation", "A claim.", records=[reference.upper()])
    assert queue(organisation(), "accounts", later).due == ()
    end(theirs, held, "It was settled.")
    assert [one.record.reference for one in queue(organisation(), "accounts", later).due] == [reference]


def test_somebody_who_came_back_or_works_elsewhere_is_not_due() -> None:
    """Who can use their account has not left."""
    with_period("accounts", 1)
    later, back = TODAY() + timedelta(60), person(Role.ANALYST, email="back@exampleshire.example")
    deactivate(acting(Role.ADMINISTRATOR), Member(back, organisation()))
    Person.objects.filter(pk=back.pk).update(is_active=True)
    elsewhere = person(Role.ANALYST, email="both@exampleshire.example")
    person(Role.ANALYST, at=OTHER, email="both@exampleshire.example")
    deactivate(acting(Role.ADMINISTRATOR), Member(elsewhere, organisation()))
    assert queue(organisation(), "accounts", later).due == ()


ONE = st.tuples(st.integers(0, 1_500), st.booleans(), st.sampled_from([ACCEPTED, WITHDRAWN, "draft"]))


@pytest.mark.no_cover
@settings(max_examples=25)
@given(made=st.lists(ONE, min_size=1, max_size=4), same=st.booleans(), whole=st.booleans())
def test_nothing_that_is_held_or_not_due_is_ever_disposed_of(made: list[tuple[int, bool, str]], same: bool, whole: bool) -> None:
    """Whatever is asked of whatever there is: all that went had waited for its day, was free, and was adopted nowhere."""
    with transaction.atomic():
        with_period()
        last, may_go = add_months(TODAY(), -MONTHS), []
        for days, held, state in made:
            draft = old_draft(days)
            Draft.objects.filter(pk=draft.pk).update(state=state)
            if TODAY() - timedelta(days) <= last and state != ACCEPTED:
                may_go.append((draft.reference, held))
            if held:
                put(keeper(), organisation(), "drafts", "other", "A claim.", records=[draft.reference])
        names = list(Draft.objects.values_list("reference", flat=True))
        for records in [names] if whole else [[one] for one in names]:
            try:
                found = review(keeper(), organisation(), "drafts", records, DISPOSE)
                dispose(keeper(FIRST if same else SECOND), found)
            except CoequalError:
                continue
        gone = set(names) - set(Draft.objects.values_list("reference", flat=True))
        allowed = {reference for reference, held in may_go if not held}
        assert gone <= allowed
        assert not (same and gone)
        if not whole and not same:
            assert gone == allowed
        assert gone == {one for made in DisposalCertificate.objects.all() for one in made.records}
        assert not Revision.objects.exclude(draft__in=Draft.objects.all()).exists()
        transaction.set_rollback(True)
