"""Asking to be told by e-mail: it counts once it is confirmed by a link, ends by a link, and then the address is erased."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from coequal.errors import CoequalError
from coequal.programmes.models import Outgoing, Programme, ServiceArea, Subscription
from coequal.programmes.models.programmes import ENDED, PREPARING
from coequal.programmes.telling.delivering import ask_for_delivery
from coequal.programmes.telling.mails import CONFIRM, LEAVE, signer

TIME: Final = timedelta(hours=48)  # in which it has to be confirmed
_A_MOMENT: Final = timedelta(minutes=1)
MOST: Final = 5  # unconfirmed ones that an address may have at a time, so that nobody is sent many e-mails by others


def ask(programme: Programme, address: str, area: ServiceArea | None = None) -> None:
    """Have somebody told, once they confirm it. Whether they are told already shows in nothing.

    Raises `CoequalError` for what is no address, and for a programme of which nobody is told.
    """
    wanted = address.strip().lower()
    try:
        validate_email(wanted)
    except ValidationError:
        raise CoequalError("This does not look like an e-mail address. Check it, such as name@example.org.") from None
    with transaction.atomic():
        found = Programme.objects.select_for_update().get(pk=programme.pk)
        if found.state in {PREPARING, ENDED}:
            raise CoequalError(f"This programme is {found.state}, so nobody is told of it by e-mail.")
        if found.history_only:
            raise CoequalError("This is a record of the past, so nobody is told of it by e-mail.")
        if area is not None and area.programme_id != found.pk:
            raise CoequalError(f"{area.title} belongs to another programme. Choose a service area of this one.")
        forget()
        known = Subscription.objects.filter(address=wanted)
        if known.filter(programme=found, area=area).exists() or known.filter(confirmed=None).count() >= MOST:
            return
        made = Subscription.objects.create(programme=found, area=area, address=wanted)
        Outgoing.objects.create(subscription=made)
        ask_for_delivery()
        forget_later.using(run_after=made.asked + TIME + _A_MOMENT).enqueue()


def confirm(token: str) -> Subscription:
    """Begin to tell somebody, by the word in their link; a second time changes nothing.

    Raises `CoequalError` for a word that is not right, or no longer.
    """
    forget()  # in a transaction of its own: what is refused below must not bring anybody back
    with transaction.atomic():
        found = _found(token, CONFIRM)
        if found is None or found.ended is not None:
            raise CoequalError("This link is not right, or no longer. Ask to be told once more, and you get another one.")
        if found.confirmed is None:
            found.confirmed = timezone.now()
            found.save(update_fields=["confirmed"])
    return found


def leave(token: str) -> None:
    """Tell somebody no more, by the word in their link, and erase their address; a second time changes nothing.

    Raises `CoequalError` for a word that is not right.
    """
    with transaction.atomic():
        found = _found(token, LEAVE)
        if found is None:
            raise CoequalError("This link is not right. Copy the whole of it from the e-mail.")
        if found.ended is None:
            found.address, found.ended = "", timezone.now()
            found.save(update_fields=["address", "ended"])
            found.outgoing.filter(sent=None).delete()


def follow(before: ServiceArea, after: Sequence[ServiceArea]) -> None:
    """Tell those who asked for a service area of those into which it was split, or of the one that it became part of."""
    for one in Subscription.objects.filter(area=before, ended=None):
        first, *others = after
        one.area = first
        one.save(update_fields=["area"])
        Subscription.objects.bulk_create(
            Subscription(programme=one.programme, area=other, address=one.address, asked=one.asked, confirmed=one.confirmed)
            for other in others
        )


@task()
def forget_later() -> None:
    """Erase those who did not confirm in time, when the time of one of them is over."""
    forget()


def forget() -> None:
    """Erase those who did not confirm in time."""
    Subscription.objects.filter(confirmed=None, ended=None, asked__lt=timezone.now() - TIME).delete()


def _found(token: str, purpose: str) -> Subscription | None:
    """The subscription of a link, which nobody else can change meanwhile; None where the word is not right."""
    try:
        number = int(signer(purpose).unsign(token))
    except signing.BadSignature:
        return None
    return Subscription.objects.select_for_update().filter(pk=number).first()
