"""E-mails that are to be sent: each is sent once, tried again where that fails, and waits while no mail server is set up."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from coequal.programmes.models import Outgoing, Programme, ServiceArea, Subscription, Update
from coequal.programmes.telling import mails

MOST_TRIES: Final = 8
_FIRST_WAIT: Final = timedelta(minutes=5)  # after a failure; twice as long after each other one
_NOBODY: Final = "webmaster@localhost"  # from whom Django sends where nobody has said so


def queue(update: Update) -> None:
    """What is to be sent of an update, to those who want to be told of it."""
    wanted = subscribers(update.programme, update.area)
    made = Outgoing.objects.bulk_create([Outgoing(subscription=one, update=update) for one in wanted])
    if made:
        ask_for_delivery()


def subscribers(programme: Programme, area: ServiceArea | None) -> QuerySet[Subscription]:
    """Those who confirmed that they want to be told of a programme or, where it is about one, of a service area of it."""
    wanted = Subscription.objects.filter(programme=programme, ended=None, confirmed__isnull=False)
    if area is None:
        return wanted
    of_all = wanted.filter(area=None)  # whoever asked for the whole and for this is told once
    return wanted.filter(Q(area=None) | Q(area=area) & ~Q(address__in=of_all.values("address")))


def ask_for_delivery() -> None:
    """Have a worker send what waits, in the transaction of whoever calls."""
    deliver.enqueue()


def is_set_up() -> bool:
    """Whether e-mails can be sent: it is said from whom, and at which address this site is."""
    return bool(mails.site()) and settings.DEFAULT_FROM_EMAIL != _NOBODY


def waiting(programme: Programme) -> str:
    """How many e-mails of a programme wait, and why, in words; nothing where none does."""
    found = Outgoing.objects.filter(sent=None, subscription__programme=programme)
    count, given_up = found.count(), found.filter(tries__gte=MOST_TRIES).count()
    if not count:
        return ""
    if not is_set_up():
        return f"E-mails that wait: {count}. No mail server is set up. Tell whoever runs this site."
    return f"E-mails that wait: {count}. Given up after {MOST_TRIES} tries: {given_up}."


@task()
def deliver() -> None:
    """Send what is due, where a mail server is set up; else all of it waits."""
    if not is_set_up():
        return
    now = timezone.now()
    for one in Outgoing.objects.filter(sent=None, tries__lt=MOST_TRIES, not_before__lte=now):
        _send(one)
    _erase_after_the_end()
    come_back()


def _send(one: Outgoing) -> None:
    """Send one, unless somebody else sends it just now."""
    later = timezone.now() + _FIRST_WAIT * 2**one.tries
    mine = Outgoing.objects.filter(pk=one.pk, sent=None, tries=one.tries).update(tries=one.tries + 1, not_before=later)
    if not mine:
        return
    for message in map(mails.of, Outgoing.objects.filter(pk=one.pk)):  # read anew: whoever has left meanwhile is sent nothing
        try:
            message.send()
        except (SMTPException, OSError):
            return  # it is tried again; why is in the mail server's own log, and no address gets into ours
        Outgoing.objects.filter(pk=one.pk).update(sent=timezone.now())


def _erase_after_the_end() -> None:
    """Erase the addresses of those who were told the last of a programme that has ended."""
    still = Outgoing.objects.filter(sent=None, tries__lt=MOST_TRIES)
    over = Subscription.objects.filter(programme__ended__isnull=False, ended=None)
    over.exclude(pk__in=still.values("subscription")).update(address="", ended=timezone.now())


def come_back() -> None:
    """Have a worker come back for what is still to be sent, unless one is to come anyhow, or no mail server is set up."""
    if not is_set_up():
        return
    left = Outgoing.objects.filter(sent=None, tries__lt=MOST_TRIES).order_by("not_before").first()
    queued = DBTaskResult.objects.filter(task_path=deliver.module_path, status=TaskResultStatus.READY)
    if left is not None and not queued.exists():
        deliver.using(run_after=left.not_before).enqueue()
