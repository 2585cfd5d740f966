"""Who is told of a step of a programme, or of one of its service areas, in words that stand beside it before it is taken."""

from coequal.pages.words import plural
from coequal.programmes.models import Programme, ServiceArea
from coequal.programmes.telling.delivering import is_set_up, subscribers


def whom(programme: Programme, area: ServiceArea | None = None) -> str:
    """Who can read of it, how many get an e-mail, and whether that waits."""
    if programme.history_only:
        return "This is a record of the past: it stands on the page for everybody, and nobody is sent an e-mail."
    if programme.published is None:
        return f"Nobody but staff can read of it before “{programme.title}” is published, so nobody is told."
    count = subscribers(programme, area).count()
    if not count:
        return f"Everybody can read it on the page of “{programme.title}”. Nobody has asked to be told by e-mail."
    sent = f"{plural(count, 'person who asked for that gets', 'people who asked for that get')} an e-mail"
    waits = "" if is_set_up() else ", once a mail server is set up"
    return f"Everybody can read it on the page of “{programme.title}”. {sent}{waits}."
