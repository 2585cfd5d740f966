"""`coequal site mistakes`: lists the mistakes that people have reported."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import Thing, record
from coequal.documents.texts import clean
from coequal.web.library.models import MistakeReport


class Command(BaseCommand):
    """Lists reports of mistakes, the newest first."""

    help = "List the mistakes that people have reported in policies, the newest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which ones."""
        parser.add_argument("--policy", help="only those about one policy, such as luton/assisted-conception")

    def handle(self, *_args: Any, policy: str | None = None, **_options: Any) -> None:
        """Print each with its number, its day and what it is about; what people typed is shown without signs that steer."""
        with transaction.atomic():
            record(THE_SYSTEM, "looked at the reports of mistakes", Thing("mistake reports", policy or ""))
        found = MistakeReport.objects.filter(policy=policy) if policy else MistakeReport.objects.all()
        for report in found:
            about = f"{report.policy}@{report.version}{f', {report.clause}' if report.clause else ''}"
            self.stdout.write(f"{report.reference}  {report.reported:%Y-%m-%d}  {about}")
            self.stdout.write(f"    {clean(report.text)}")
            if report.where:
                self.stdout.write(f"    To be seen at: {clean(report.where)}")
        if not found:
            self.stdout.write("Nobody has reported a mistake.")
