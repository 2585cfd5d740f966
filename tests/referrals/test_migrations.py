"""What is kept stays as it was when its columns change, on the way there and back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.referrals import models
from coequal.referrals.models.deciding import APPROVED, BY_OFFICER
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from tests.referrals.making import acting, request
from tests.web.signing import organisation

SAID = "cycles after the operation in Sampleton"
SEALED = {
    "referrals_approval": "amounts",
    "referrals_paneldecision": "amounts",
    "referrals_panel": "why_called_off",
    "referrals_standingauthorisation": "why_withdrawn",
    "referrals_use": "of",
}


def held() -> dict[str, str]:
    """What the database holds of each column, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table, column in SEALED.items():
            cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608  # names of the table above
            (value,) = cursor.fetchone()
            found[table] = value if isinstance(value, str) else bytes(value).decode("latin-1")
    return found


def values() -> tuple[object, ...]:
    """The same as the software reads it."""
    rows = (models.Approval, models.PanelDecision, models.Panel, models.StandingAuthorisation, models.Use)
    return tuple(getattr(model.objects.get(), column) for model, column in zip(rows, SEALED.values(), strict=True))


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_in_clear_is_sealed_and_opens_again() -> None:
    """Text that somebody typed stands nowhere in clear after the change; going back puts it back word for word."""
    officer, day = acting(Role.IFR_OFFICER).person, timezone.localdate()
    assert officer is not None
    made = request(at.APPROVED, PRIOR_APPROVAL)
    until = day + timedelta(9)
    given = models.Approval.objects.create(request=made, amounts={SAID: 2}, from_day=day, expires=until, decided_by=officer)
    models.Use(approval=given, of=SAID, count=1, on=day, by=officer).save()
    models.PanelDecision(request=made, by_way_of=BY_OFFICER, outcome=APPROVED, reasons="Met.", amounts={SAID: 2}, by=officer).save()
    models.Panel.objects.create(
        organisation=organisation(), made_by=officer, on=day, quorum=1, lay_chair=False, why_called_off=SAID
    )
    signed = {"policy": "a/b", "version": "1", "digest": "d", "treatments": ["ivf"], "name": "Dr A", "post": "Director"}
    models.StandingAuthorisation.objects.create(
        organisation=organisation(), since=day, until=until, lasts=6, made_by=officer, why_withdrawn=SAID, **signed
    )
    gone = request(at.SCREENING)
    for agreed in (True, False):
        models.Consent(request=gone, given=agreed, by="the patient", on=day, to="it", how="in person", written_by=officer).save()
    before = values()
    assert not any("Sampleton" in one for one in held().values())
    call_command("migrate", "referrals", "0004_panels", verbosity=0, lose_data=True)
    try:
        assert all("Sampleton" in one for one in held().values())
    finally:
        call_command("migrate", "referrals", verbosity=0)
    assert not any("Sampleton" in one for one in held().values())
    assert values() == before == ({SAID: 2}, {SAID: 2}, SAID, SAID, SAID)
    made.refresh_from_db()
    assert made.changed == made.made
    assert list(models.Request.objects.exclude(consent_taken_back=None)) == [gone]
