"""Two officers who act at the same moment, on connections of their own: `python -m tests.programmes.governance.at_once FOLDER`.

On SQLite in the folder; on a database of its own where `DATABASE_URL` names a server.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

from tests.accounts.trail.busy import database_of_its_own

ROUNDS = 3
Act = Callable[[], object]


def duel(*acts: Act) -> list[str]:
    """What each of them is told who act at once: nothing where it was done."""
    from django.db import connection

    from coequal.errors import CoequalError

    told, together = [""] * len(acts), Barrier(len(acts))

    def run(place: int) -> None:
        try:
            together.wait()
            acts[place]()
        except CoequalError as error:
            told[place] = str(error)
        except BaseException as error:  # noqa: BLE001  # told by the process
            told[place] = f"broken: {error!r}"
        connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def decide_and_hold() -> list[str]:
    """One takes a decision down while another puts the service area on hold, having seen the same."""
    from coequal.programmes.governance.deciding import CONSENSUS, decide
    from coequal.programmes.stages import kinds
    from coequal.programmes.stages.moves import last_of, move
    from tests.programmes import making

    area = making.area(stage=kinds.DECISION)
    motion, seen = making.motion(area, making.meeting()), last_of(area)
    one, two = making.governance(), making.governance("two@exampleshire.example")
    return duel(
        lambda: decide(one, motion, CONSENSUS, "It is fair."),
        lambda: move(two, area, kinds.HOLD, why="A pandemic.", expects=seen),
    )


def vote_twice() -> list[str]:
    """The vote of one member is taken down twice."""
    from coequal.programmes.governance.voting import vote
    from coequal.programmes.models.governing import AGAINST, FOR
    from coequal.programmes.stages import kinds
    from tests.programmes import making

    motion = making.motion(making.area(stage=kinds.DECISION), making.meeting())
    member = motion.meeting.attendances.all()[0]
    one, two = making.governance(), making.governance("two@exampleshire.example")
    return duel(lambda: vote(one, member, motion, FOR), lambda: vote(two, member, motion, AGAINST))


def ratify_twice(number: int) -> list[str]:
    """Two ratify the same decision."""
    from coequal.policies.library import Library
    from coequal.programmes.adoption.ratifying import Dates, ratify
    from tests.lint.building import POLICY, library_folder
    from tests.programmes import making
    from tests.web.studio.drafting import TEXT

    library = Library(library_folder(Path(sys.argv[1]) / f"library-{number}", policies=[POLICY]))
    area = making.area(stage="decision")
    motion = making.motion(area, making.meeting(), making.proposed(area, TEXT.replace('"2027"', f'"2027.{number}"')))
    made = making.decided(motion)
    starts = made.on + timedelta(30)
    dates = Dates(starts=starts, review_due=starts + timedelta(700), supersedes=("here/fertility@2024",))
    one, two = making.governance(), making.governance("two@exampleshire.example")
    return duel(lambda: ratify(one, made, dates, library), lambda: ratify(two, made, dates, library))


def ratify_in_two_programmes(number: int) -> list[str]:
    """Two ratify decisions of two programmes by which the same version would come into force."""
    from coequal.policies.library import Library
    from coequal.programmes.adoption.ratifying import Dates, ratify
    from tests.lint.building import POLICY, library_folder
    from tests.programmes import making
    from tests.web.studio.drafting import TEXT

    library = Library(library_folder(Path(sys.argv[1]) / f"shared-{number}", policies=[POLICY]))
    areas = [making.area(making.programme(title=title), stage="decision") for title in ("One", "Two")]
    text = making.proposed(areas[0], TEXT.replace('"2027"', f'"2028.{number}"'))
    first, second = (making.decided(making.motion(area, making.meeting(), text)) for area in areas)
    dates = Dates(starts=first.on + timedelta(30), review_due=first.on + timedelta(700))
    one, two = making.governance(), making.governance("two@exampleshire.example")
    return duel(lambda: ratify(one, first, dates, library), lambda: ratify(two, second, dates, library))


def main() -> None:
    """Make the tables, let them act, and print what each was told."""
    if os.environ.get("DATABASE_URL"):
        database_of_its_own()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    told = {
        "decide and hold": [decide_and_hold() for _ in range(ROUNDS)],
        "vote twice": [vote_twice() for _ in range(ROUNDS)],
        "ratify twice": [ratify_twice(number) for number in range(ROUNDS)],
        "ratify in two programmes": [ratify_in_two_programmes(number) for number in range(ROUNDS)],
    }
    print(json.dumps(told))  # noqa: T201  # the test reads it


if __name__ == "__main__":
    os.environ["COEQUAL_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
    main()
