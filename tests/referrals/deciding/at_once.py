"""Two who act on one request at the same moment, and a process that is killed: `python -m tests.referrals.deciding.at_once WHAT FOLDER`.

On SQLite in the folder; on a database of its own where `DATABASE_URL` names a server.
"""

import json
import os
import signal
import sys

from tests.accounts.trail.busy import database_of_its_own
from tests.programmes.governance.at_once import duel

ROUNDS = 3


def decide_and_withdraw(number: int) -> list[str]:
    """A panel decides while the clinician withdraws the request."""
    from coequal.accounts.roles import Role
    from coequal.referrals.models.deciding import DECLINED
    from coequal.referrals.moves.moving import move
    from coequal.referrals.moves.table import WITHDRAW
    from tests.referrals import making
    from tests.referrals.deciding.sitting import decided, sitting

    item = sitting(prefix=f"withdraw-{number}")
    asker = making.acting(Role.CLINICIAN)
    return duel(lambda: decided(item, DECLINED), lambda: move(asker, item.request, WITHDRAW, "They moved away."))


def decide_twice(number: int) -> list[str]:
    """A decision is taken down twice, differently."""
    from coequal.referrals.models.deciding import APPROVED, DECLINED
    from tests.referrals.deciding.sitting import decided, sitting

    item = sitting(prefix=f"decide-{number}")
    return duel(lambda: decided(item, DECLINED), lambda: decided(item, APPROVED))


def view_twice(number: int) -> list[str]:
    """One member gives two views."""
    from coequal.referrals.deciding.views import give_view
    from coequal.referrals.models.deciding import APPROVED, DECLINED
    from tests.referrals.deciding.sitting import ANSWERS, member, sitting

    item, who = sitting(prefix=f"view-{number}"), member(f"view-{number}-1")
    return duel(lambda: give_view(who, item, ANSWERS, DECLINED), lambda: give_view(who, item, ANSWERS, APPROVED))


def duels() -> None:
    """Let them act, and print what each was told."""
    acts = {"decide and withdraw": decide_and_withdraw, "decide twice": decide_twice, "view twice": view_twice}
    told = {name: [act(number) for number in range(ROUNDS)] for name, act in acts.items()}
    print(json.dumps(told))  # noqa: T201  # the test reads it


def be_killed() -> None:
    """Take steps, each said aloud once it is kept, until as many as the environment says; then die at once."""
    from coequal.referrals.deciding import screening
    from coequal.referrals.models.deciding import DECLINED
    from coequal.referrals.moves import states as at
    from tests.referrals import making
    from tests.referrals.deciding.sitting import decided, officer, sitting

    made = making.request(at.SUBMITTED)
    acts = [
        lambda: screening.acknowledge(officer(), made),
        lambda: screening.screen_in(officer(), made, "The panel should see it."),
        lambda: decided(sitting(made), DECLINED),
    ]
    for act in acts[: int(os.environ["KILLED_AFTER"])]:
        act()
        print(made.reference, flush=True)  # noqa: T201  # the test reads it
    os.kill(os.getpid(), signal.SIGKILL)


def kept() -> None:
    """Print the kinds of the steps that a database holds, with how many decisions and letters."""
    from coequal.referrals.models import Letter, PanelDecision, Step

    steps = list(Step.objects.values_list("kind", flat=True))
    print(json.dumps([steps, PanelDecision.objects.count(), Letter.objects.count()]))  # noqa: T201  # the test reads it


def main() -> None:
    """Make the tables, and do what is asked."""
    if os.environ.get("DATABASE_URL") and sys.argv[1] == "duels":
        database_of_its_own()
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    from coequal.referrals.personal.keys import make_ring

    if not settings.PERSONAL_KEYS.exists():
        make_ring(settings.PERSONAL_KEYS)
    call_command("migrate", verbosity=0)
    {"duels": duels, "be killed": be_killed, "kept": kept}[sys.argv[1]]()


if __name__ == "__main__":
    os.environ["COEQUAL_DATA"] = sys.argv[2]
    os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
    main()
