"""The notice that stands in everything about people who are asked in an area that is invented: document, export or page."""

from typing import Final

from coequal.accounts.models import Organisation
from coequal.documents.model import Notice

TITLE: Final = "An invented area"


def made_up(organisation: Organisation) -> list[Notice]:
    """The notice of an invented organisation; none of a real one."""
    return [Notice(TITLE, organisation.made_up)] if organisation.invented else []
