"""Two clinicians who act at the same moment, on connections of their own: `python -m tests.referrals.requesting.at_once FOLDER`.

On SQLite in the folder; on a database of its own where `DATABASE_URL` names a server.
"""

import json
import os
import sys

from tests.accounts.trail.busy import database_of_its_own
from tests.programmes.governance.at_once import duel

ROUNDS = 3
OTHER = "other@exf1.example"


def write_twice() -> list[str]:
    """Both write the same section, having seen the same."""
    from coequal.referrals.requesting.held import mark
    from coequal.referrals.requesting.sections import TRIED
    from coequal.referrals.requesting.writing import keep
    from tests.referrals.requesting.making import begun, clinician

    one, two, made = clinician(), clinician(OTHER), begun()
    seen = mark(made, TRIED, {})
    return duel(
        lambda: keep(one, made, "tried", {"tried.done": "One"}, seen),
        lambda: keep(two, made, "tried", {"tried.done": "Two"}, seen),
    )


def send_twice() -> list[str]:
    """Both send it."""
    from coequal.referrals.requesting.submitting import submit
    from tests.referrals.requesting.making import clinician, written

    one, two, made = clinician(), clinician(OTHER), written()
    return duel(lambda: submit(one, made), lambda: submit(two, made))


def write_and_send() -> list[str]:
    """One empties an answer while the other sends the whole: it is sent whole, or not at all."""
    from coequal.errors import CoequalError
    from coequal.referrals.models import ClinicalCase
    from coequal.referrals.requesting.held import held, mark
    from coequal.referrals.requesting.sections import TRIED
    from coequal.referrals.requesting.submitting import submit
    from coequal.referrals.requesting.writing import keep
    from tests.referrals.requesting.making import clinician, written

    one, two, made = clinician(), clinician(OTHER), written()
    seen = mark(made, TRIED, held(made, TRIED))
    told = duel(lambda: keep(one, made, "tried", {}, seen), lambda: submit(two, made))
    made.refresh_from_db()
    case = ClinicalCase.objects.get(request=made)
    if made.submitted and not case.sent_statements.get("tried.done"):
        raise CoequalError("It was sent without an answer.")
    return told


def add_twice() -> list[str]:
    """Both add the same file."""
    from coequal.referrals.requesting.attaching import attach
    from tests.referrals.requesting.files import PDF
    from tests.referrals.requesting.making import begun, clinician

    one, two, made = clinician(), clinician(OTHER), begun()
    return duel(lambda: attach(one, made, "a.pdf", PDF), lambda: attach(two, made, "b.pdf", PDF))


def begin_twice() -> list[str]:
    """The form of one is sent twice: both lead to the one request, so here neither is told anything."""
    from coequal.accounts.references import new_reference
    from coequal.referrals.models import Request
    from tests.referrals.requesting.making import begun, clinician

    one, reference = clinician(), new_reference("Q")
    begun(one)  # so that the clinic and the commissioner are there
    told = duel(lambda: begun(one, reference=reference), lambda: begun(one, reference=reference))
    return [*told, *["several"] * (Request.objects.filter(reference=reference).count() - 1)]


def main() -> None:
    """Make the tables, let them act, and print what each was told."""
    if os.environ.get("DATABASE_URL"):
        database_of_its_own()
    import django
    from django.conf import settings
    from django.core.management import call_command

    from coequal.referrals.personal.keys import make_ring

    django.setup()
    make_ring(settings.PERSONAL_KEYS)
    call_command("migrate", verbosity=0)
    told = {
        "write twice": [write_twice() for _ in range(ROUNDS)],
        "send twice": [send_twice() for _ in range(ROUNDS)],
        "write and send": [write_and_send() for _ in range(ROUNDS)],
        "add twice": [add_twice() for _ in range(ROUNDS)],
        "begin twice": [begin_twice() for _ in range(ROUNDS)],
    }
    print(json.dumps(told))  # noqa: T201  # the test reads it


if __name__ == "__main__":
    os.environ["COEQUAL_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
    main()
