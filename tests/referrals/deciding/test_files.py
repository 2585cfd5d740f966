"""Files reach deciders once an officer has read that very file; whoever opened one that names somebody judges no more."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.deciding.files import for_deciders, say_whom_it_names
from coequal.referrals.deciding.judges import require_judge, why_not_judge
from coequal.referrals.deciding.quorum import counting
from coequal.referrals.keeping.emptying import empty
from coequal.referrals.models import Attachment, Request
from coequal.referrals.models.deciding import DEFERRED
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves import states as at
from coequal.referrals.requesting.attaching import take_out, why_it_stays
from coequal.referrals.seeing.knowing import why_knows
from coequal.referrals.seeing.looking import DEALING, JUDGING, look
from coequal.referrals.seeing.purposes import FOLLOWING
from coequal.referrals.seeing.table import CONSENT, FILES, NAMELESS_FILES
from tests.referrals import making
from tests.referrals.deciding.after import send_all
from tests.referrals.deciding.sitting import decided, member, officer, sitting

pytestmark = pytest.mark.django_db
migration = import_module("coequal.referrals.migrations.0004_panels")


def attached(request: Request, digest: str = "a", **values: object) -> Attachment:
    """A clean file with a request."""
    given = {"name": "scan.pdf", "kind": "application/pdf", "size": 4, "content": b"%PDF", "scanned": CLEAN, **values}
    return Attachment.objects.create(request=request, digest=digest, added_by=request.made_by, **given)


def opened(one: Attachment, name: str = "officer") -> None:
    """Have an officer open a file."""
    look(officer(name), one.request, FILES, DEALING, one.reference)


def test_that_very_file_has_to_be_opened_before_anything_is_said_of_it() -> None:
    """Another file of the same request is not enough; and by the same person."""
    request = making.request(at.SCREENING)
    one, other = attached(request), attached(request, "b")
    opened(other)
    opened(one, "another")
    for names_nobody in (True, False):
        with pytest.raises(CoequalError, match=f"Open {one.reference} first"):
            say_whom_it_names(officer(), request, one, names_nobody=names_nobody)
    assert not for_deciders(request).exists()
    say_whom_it_names(officer(), request, other, names_nobody=True)
    assert list(for_deciders(request)) == [other]
    with pytest.raises(CoequalError, match="already that"):
        say_whom_it_names(officer(), request, other, names_nobody=True)
    assert Entry.objects.filter(action="found that a file names nobody").count() == 1


def test_whoever_opened_a_file_judges_only_once_it_is_known_to_name_nobody() -> None:
    """Not while nobody has said; then those who opened others do not matter."""
    request = making.request(at.SCREENING)
    one, person = attached(request), officer().person
    assert person is not None
    opened(one)
    assert "nobody has said yet" in why_not_judge(person, request)
    say_whom_it_names(officer(), request, one, names_nobody=True)
    require_judge(person, request)
    assert why_knows(person, request) == ""


def test_a_file_that_names_somebody_bars_whoever_opened_it_also_once_it_was_taken_out() -> None:
    """Whoever did not open it judges; and it is in no decider's view."""
    request = making.request(at.SCREENING)
    one, person, other = attached(request), officer().person, officer("another").person
    assert person is not None
    opened(one)
    say_whom_it_names(officer(), request, one, names_nobody=False)
    with pytest.raises(CoequalError, match="names somebody"):
        require_judge(person, request)
    require_judge(other, request)
    assert not for_deciders(request).exists()
    Request.objects.filter(pk=request.pk).update(state=at.RETURNED)
    take_out(making.acting(Role.CLINICIAN), one)
    assert not request.attachments.exists()
    assert "taken out since" in why_not_judge(person, request)


def test_that_a_file_names_somebody_can_be_found_while_a_panel_has_it() -> None:
    """It leaves the view of the panel, and the members who opened it count no more."""
    request = making.request(at.FOR_PANEL)
    one = attached(request, names_nobody=True)
    item = sitting(request)
    look(member("one-1"), Request.objects.get(pk=request.pk), NAMELESS_FILES, JUDGING, one.reference)
    assert len(counting(item)) == 4
    opened(one)
    say_whom_it_names(officer(), request, one, names_nobody=False)
    assert [seat.post for seat in counting(item)] == ["lay member", "public health specialist", "pharmacist"]
    with pytest.raises(NotAllowed):  # nothing new is shown to a panel that has the case already
        say_whom_it_names(officer(), request, one, names_nobody=True)


def test_whoever_found_that_a_file_names_somebody_does_not_take_it_back_alone() -> None:
    """Another officer who opened it can say otherwise."""
    request = making.request(at.SCREENING)
    one = attached(request)
    opened(one)
    opened(one, "another")
    say_whom_it_names(officer(), request, one, names_nobody=False)
    with pytest.raises(CoequalError, match="another officer has to say so"):
        say_whom_it_names(officer(), request, one, names_nobody=True)
    say_whom_it_names(officer("another"), request, one, names_nobody=True)
    assert list(for_deciders(request)) == [one]


def test_whoever_opened_the_consent_or_the_names_of_files_knows_who_it_is() -> None:
    """The list of files shows what they are called, and that may name somebody as long as one of them is not known to name nobody."""
    request = making.request(at.SCREENING)
    one, person = attached(request), officer().person
    assert person is not None
    look(officer(), request, FILES, FOLLOWING)
    assert "nobody has said yet" in why_knows(person, request)
    Attachment.objects.filter(pk=one.pk).update(names_nobody=True)
    assert why_knows(person, request) == ""
    look(officer(), request, CONSENT, DEALING)
    assert "opened who" in why_knows(person, request)


def test_a_file_that_deciders_read_stays_until_the_request_is_disposed_of() -> None:
    """Once an officer found that it names nobody, and whatever was there when a panel decided; a newer file can be taken out."""
    request = making.request(at.FOR_PANEL)
    read, unread = attached(request, names_nobody=True), attached(request, "b")
    decided(sitting(request), DEFERRED)
    send_all(request)
    Attachment.objects.filter(pk=read.pk).update(names_nobody=False)  # found after the panel had read it
    newer = attached(request, "c")
    Attachment.objects.filter(pk=newer.pk).update(added=timezone.now() + timedelta(seconds=1))
    for one in Attachment.objects.filter(pk__in=[read.pk, unread.pk]):
        assert "was there when the request was decided on" in why_it_stays(one)
        with pytest.raises(CoequalError, match="stays as long as the request is kept"):
            take_out(making.acting(Role.CLINICIAN), one)
    take_out(making.acting(Role.CLINICIAN), newer)
    assert list(request.attachments.all()) == [read, unread]
    found = Request.objects.get(pk=request.pk)
    found.disposed = timezone.now()
    assert empty(found)["attachment"] == 2


def test_a_file_in_the_view_of_deciders_stays_also_before_they_decide() -> None:
    """Another one beside it does not have to."""
    request = making.request(at.RETURNED)
    kept, other = attached(request, names_nobody=True), attached(request, "b")
    with pytest.raises(CoequalError, match="those who decide read it"):
        take_out(making.acting(Role.CLINICIAN), kept)
    take_out(making.acting(Role.CLINICIAN), other)
    assert list(request.attachments.all()) == [kept]


def test_of_earlier_requests_who_wrote_is_found_in_what_is_on_record() -> None:
    """Who asked, who added a file, and who opened it as a clinician; no officer; and a file that was not looked at is not known."""
    request = making.request(at.SCREENING)
    attached(request, names_nobody=False)
    look(making.acting(Role.CLINICIAN, email="colleague@exf1.example"), request, CONSENT, FOLLOWING)
    look(officer(), request, CONSENT, DEALING)
    migration.find_writers(apps, None)
    migration.nobody_said(apps, None)
    assert {one.email for one in request.writers.all()} == {request.made_by.email, "colleague@exf1.example"}
    assert Attachment.objects.get().names_nobody is None
    migration.say_no(apps, None)
    assert Attachment.objects.get().names_nobody is False
