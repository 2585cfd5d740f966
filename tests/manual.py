"""Writes the pages of the manual that are made from tested tables and real runs: `python -m tests.manual`."""

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import django

from tests import check_page, library_page
from tests.accounts import roles_page
from tests.assurance.safety import page as safety_page
from tests.criteria import feel_page, language_page
from tests.exchange.dmn import page as dmn_page
from tests.lint import page as lint_page
from tests.reference import api_page, commands_page, dictionary_page, python_page
from tests.referrals.seeing import page as seeing_page
from tests.security import page as threats_page
from tests.web import settings_page

PAGES: Mapping[str, Callable[[], str]] = {
    "api-operations.md": api_page.page,
    "check.md": check_page.page,
    "commands.md": commands_page.page,
    "feel.md": feel_page.page,
    "dmn.md": dmn_page.page,
    "language.md": language_page.page,
    "library.md": library_page.page,
    "lint.md": lint_page.page,
    "python.md": python_page.page,
    "referrals-who-sees-what.md": seeing_page.page,
    "roles.md": roles_page.page,
    "safety.md": safety_page.page,
    "settings.md": settings_page.page,
    "threat-model.md": threats_page.page,
    **{f"dictionary-{service}.md": partial(dictionary_page.page, service) for service in dictionary_page.services()},
}


def write() -> None:
    """Every generated page, written anew."""
    folder = Path(__file__).parents[1] / "docs" / "manual"
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coequal.web.settings")
    django.setup()
    write()
