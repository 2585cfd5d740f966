"""`coequal site drafts`: drafts written out as files, and taken back, so that a folder under version control can be the master."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.models import Person
from coequal.accounts.permissions import EDIT_DRAFT, SEE_DRAFTS
from coequal.drafting.files import export_all, import_all
from coequal.drafting.models import Draft
from coequal.errors import CoequalError


class Command(BaseCommand):
    """What somebody may see is written out; what they may edit is taken back in their name."""

    help = "Write drafts out as files, or take changed files back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the command takes."""
        parser.add_argument("what", choices=("export", "import"))
        parser.add_argument("folder", type=Path)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="in whose name")
        parser.add_argument("--note", default="Brought back as a file", help="what is noted of the revisions")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        acting = _acting(options["by"])
        if options["what"] == "export":
            codes = acting.organisations_as(SEE_DRAFTS)
            drafts = Draft.objects.filter(organisation__code__in=codes).select_related("organisation", "head")
            for written in export_all(acting, drafts, options["folder"]):
                self.stdout.write(f"{written.draft.reference}: {written.path}")
        else:
            for written, saved in import_all(acting, options["folder"], options["note"]):
                self.stdout.write(f"{written.draft.reference}: {saved.how}, revision {saved.revision.number}")


def _acting(email: str) -> Acting:
    """Somebody by e-mail address, in the first post that lets them edit drafts. Raises `CoequalError` where there is none."""
    person = Person.objects.filter(email=email.casefold(), is_active=True).first()
    if person is None:
        raise CoequalError(f"Nobody with the address {email} has an account here.")
    acting = person_acting(person)
    post = next((post for post in acting.posts if post.role in EDIT_DRAFT.roles), None)
    if post is None:
        raise CoequalError(f"{email} has no role in which drafts are edited.")
    return acting.acting_as(post)
