"""Updates: what everybody is told of a programme or of one of its service areas."""

from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.errors import CoequalError
from coequal.programmes.models import Programme, ServiceArea, Update
from coequal.programmes.telling.delivering import queue


def tell(
    acting: Acting,
    programme: Programme,
    says: str,
    *,
    area: ServiceArea | None = None,
    on: date | None = None,
    printed: str = "",
    source: str = "",
    url: str = "",
) -> Update:
    """Tell everybody something, in the transaction of whoever calls, who holds the lock and records it.

    What is told of a record of the past can be read, and is sent to nobody. `on` is the day of which it speaks, today where none
    is given; `printed` is how a source prints it. Raises `CoequalError` where nothing is said, or of a day that has not come.
    """
    day = on or timezone.localdate()
    if not says.strip():
        raise CoequalError("Say in a sentence or two what everybody is told.")
    if day > timezone.localdate():
        raise CoequalError("The day must not be in the future. Say in words what is planned.")
    made = Update(
        programme=programme, area=area, says=says.strip(), on=day, printed=printed, source=source, url=url, by=acting.person
    )
    made.save()
    if not programme.history_only:
        queue(made)
    return made


def announce(acting: Acting, programme: Programme, says: str, *, area: ServiceArea | None = None, on: date | None = None) -> None:
    """Tell everybody of a step, where they can read of the programme already; of a record of the past nobody is told anew."""
    if programme.published is not None and not programme.history_only:
        tell(acting, programme, says, area=area, on=on)
