"""Examples of what staff do with accounts, roles, keys and the trail."""

from datetime import timedelta

from django.utils import timezone

from coequal.accounts.models import ApiKey, Organisation, Person
from coequal.accounts.posts import Member
from coequal.accounts.roles import Role
from tests.web.matrix.specimens import Made, Specimen
from tests.web.signing import person


def colleague(state: str, organisation: Organisation, _by: Person) -> Made:
    """Somebody else of the organisation."""
    who = person(Role.CLINICIAN, at=organisation.code, email="colleague@exampleshire.example")
    who.is_active = state != "deactivated"
    who.password = "!" if state == "invited" else "argon2$"
    who.save()
    return Made({"code": organisation.code, "reference": Member(who, organisation).reference}, Member(who, organisation))


def key(state: str, organisation: Organisation, by: Person) -> Made:
    """A key."""
    made = ApiKey.objects.create(
        organisation=organisation,
        prefix="0a1b2c3d",
        digest="0" * 64,
        software="Clinic",
        purpose="Referrals",
        scopes=["assess"],
        made_by=by,
        expires=timezone.now() + timedelta(days=9),
        withdrawn=timezone.now() if state == "withdrawn" else None,
    )
    return Made({"prefix": made.prefix}, made)


STATES = ("active", "invited", "deactivated")
SPECIMENS = {
    "staff:home": Specimen(),
    "staff:account": Specimen(),
    "staff:password": Specimen(post={}),
    "staff:name": Specimen(post={}),
    "staff:backup-codes": Specimen(post={}, get=False),
    "staff:sessions": Specimen(post={}, get=False),
    "staff:people": Specimen(),
    "staff:invite": Specimen(post={}),
    "staff:member": Specimen(colleague, STATES, post={"do": "give", "role": "analyst"}),
    "staff:keys": Specimen(),
    "staff:new-key": Specimen(post={}),
    "staff:withdraw-key": Specimen(key, ("made", "withdrawn"), post={}),
    "staff:trail": Specimen(post={}),
    "staff:trail-csv": Specimen(post={}, get=False),
    "staff:trail-lines": Specimen(post={}, get=False),
    "staff:verify-trail": Specimen(post={}, get=False),
}
