"""What the site needs before it can serve: its key, its tables, and the files that pages are drawn with."""

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from coequal.errors import CoequalError
from coequal.web.environment import keep_secret

_STYLE = "frontend/frontend.css"


def make_home() -> None:
    """Make what is not there yet, and bring what is there up to date. Raises `CoequalError` where the style is missing."""
    if finders.find(_STYLE) is None:
        raise CoequalError("The style of the pages is not there yet. “make frontend” fetches it.")
    keep_secret(settings.DATA_DIR)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
