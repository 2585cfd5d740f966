"""Who is signed in where, so that it can be ended."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from coequal.accounts.models import Person


def end_sessions(person: Person, but: str | None = None) -> int:
    """End all sessions of a person, but one where its key is given; how many were ended."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.session_key != but and session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
            ended += 1
    return ended
