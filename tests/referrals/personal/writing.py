"""Writes, in a process of its own that ends as by a power cut, what the tests of a stolen database look for.

`python -m tests.referrals.personal.writing wal|journal|killed|read`, with COEQUAL_DATA naming the folder.
"""

import json
import os
import sys
from itertools import islice
from typing import Final

PERSON: Final = {
    "name": "Wilhelmina Ünlikely-Exampleton",
    "nhs_number": "9990000026",
    "date_of_birth": "1987-06-05",
    "address": "14 Nowhere Crescent, Exampleshire",
}
STORY: Final = "The scar tissue that is told of here is found in nobody else."
PLAIN: Final = "plainly-there-as-a-control"
ROWS: Final = 30


def write() -> None:
    """The tables, the keys, and the rows."""
    from django.core.management import call_command

    from coequal.referrals.models import Identity
    from coequal.referrals.personal.rotating import first_keys
    from tests.referrals.making import kept, request

    first_keys()
    call_command("migrate", verbosity=0)
    for _ in range(ROWS):
        request(treatment=PLAIN)
    for row in Identity.objects.all():
        for name, value in PERSON.items():
            setattr(row, name, value)
        row.save()
    kept(statements={"different": STORY})


def end_in_a_journal() -> None:
    """Change every row under a rollback journal, which is left behind."""
    from django.db import connection, transaction

    from coequal.referrals.models import Identity, Request

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
    with transaction.atomic():
        Request.objects.update(treatment=PLAIN + "-still")
        for row in Identity.objects.all():
            row.name = PERSON["name"]
            row.save()
        os._exit(0)


def main(step: str) -> None:
    """Take a step, and end without closing anything."""
    import django

    django.setup()
    from coequal.referrals.models import ClinicalCase, Identity
    from coequal.referrals.personal.keys import SEALS
    from coequal.referrals.personal.rotating import add_key, reseal

    match step:
        case "wal":
            write()
        case "journal":
            end_in_a_journal()
        case "killed":
            add_key(SEALS)
            list(islice(reseal(), 3))
        case _:
            row = Identity.objects.order_by("-pk")[0]
            told = [*(getattr(row, name) for name in PERSON), ClinicalCase.objects.order_by("pk")[0].statements["different"]]
            sys.stdout.write(json.dumps(told))
            sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
