"""Where the things are of which the trail speaks, for those who may see them."""

from typing import Final

from django.urls import NoReverseMatch, resolve, reverse

from coequal.accounts.acting import Acting
from coequal.accounts.models import Entry
from coequal.accounts.permission import Permission

_PAGES: Final = {
    "draft": "studio:draft",
    "handover": "studio:handover",
    "analysis": "analyses:analysis",
    "involvement": "hearing:desk",
    "programme": "aligning:desk",
    "service area": "aligning:area",
    "meeting": "governing:meeting",
    "use of personal data": "assuring:desk",
    "certificate of disposal": "assuring:retention-certificate",
    "review of records": "assuring:retention-dispose",
}


def address_of(acting: Acting, entry: Entry) -> str:
    """The page of a thing that an entry is about; nothing where it has none, or somebody may not see it."""
    page = _PAGES.get(entry.kind)
    if page is None or entry.organisation not in acting.organisations:
        return ""
    try:
        address = reverse(page, kwargs={"reference": entry.reference})
    except NoReverseMatch:
        return ""
    permission = getattr(resolve(address).func, "permission", None)
    held = isinstance(permission, Permission) and entry.organisation in acting.organisations_as(permission)
    return address if held else ""
