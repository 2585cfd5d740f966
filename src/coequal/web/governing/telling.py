"""Who will be told of what is about to be done, in words."""

from coequal.pages.words import plural
from coequal.programmes.models import ServiceArea
from coequal.programmes.models.programmes import PREPARING
from coequal.programmes.telling.delivering import is_set_up, subscribers


def told(area: ServiceArea) -> str:
    """Who is told of a decision on a service area, or of what comes into force in it."""
    programme, count = area.programme, subscribers(area.programme, area).count()
    if programme.state == PREPARING:
        where = f"Everybody can read it as soon as the programme “{programme.title}” is published."
    else:
        where = f"Everybody can read it, and it stands on the page of “{programme.title}”."
    if not count:
        return f"{where} Nobody has asked to be told by e-mail."
    who = plural(count, "person who asked for it", "people who asked for it")
    sent = f"{who} will get an e-mail."
    return f"{where} {sent}" if is_set_up() else f"{where} {sent} It waits until a mail server is set up."
