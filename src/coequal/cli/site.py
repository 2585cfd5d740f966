"""`coequal site`: runs the site and what belongs to it."""

import os
from argparse import REMAINDER, ArgumentParser, Namespace
from typing import Final

from coequal.cli.extras import needs
from coequal.errors import CoequalError
from coequal.organisations.own_table import own_folder
from coequal.policies.beside import join_folders

SETTINGS = "coequal.web.settings"
OURS: Final = ("serve", "work", "prepare", "mistakes", "trail", "invite", "drafts", "personal_keys", "backup", "restore", "doctor")
DJANGOS: Final = ("check", "collectstatic", "makemigrations", "migrate")  # those that change no account without an entry


def arguments(command: ArgumentParser) -> None:
    """What the command takes: the name of a step, and whatever that step takes."""
    command.add_argument("step", metavar="STEP", help=", ".join((*OURS, *DJANGOS)))
    command.add_argument("options", nargs=REMAINDER, metavar="…", help="what the step takes; “coequal site STEP --help” says it")


def run(options: Namespace) -> int:
    """Take the step. Raises `CoequalError` for one that the site does not have, such as Django's own for accounts."""
    if options.step not in (*OURS, *DJANGOS):
        raise CoequalError(f"coequal site has no step {options.step}. It has {', '.join((*OURS, *DJANGOS))}.")
    if options.library:
        os.environ["COEQUAL_LIBRARY"] = join_folders(options.library)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if folder := own_folder():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with needs("site"):
        from django.core.management import execute_from_command_line  # noqa: PLC0415  # Django, which other commands do not need

    execute_from_command_line(["coequal site", options.step, *options.options])
    return 0
