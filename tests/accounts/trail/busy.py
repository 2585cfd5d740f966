"""Many people at once, in several threads of two processes, and the chain that comes of it: `python -m tests.accounts.trail.busy FOLDER`.

On SQLite in the folder; on a database of its own where `DATABASE_URL` names a server.
"""

import json
import os
import subprocess
import sys
import time
from threading import Thread
from urllib.parse import urlsplit

ACTIONS, PROCESSES, THREADS = 10_000, 2, 2
ACTS = ("began a draft", "saved a draft", "handed over a draft", "ran an analysis", "signed in", "looked at the trail")


def database_of_its_own() -> None:
    """Make one on the server, where there is a server."""
    import psycopg

    server = os.environ["DATABASE_URL"]
    name = f"busy_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()


def work(process: int, thread: int) -> None:
    """What one of them does: a change to a table, and its entry, in a transaction; now and then one that is given up."""
    from django.db import OperationalError, connection, transaction

    from coequal.accounts.acting import Acting, Post
    from coequal.accounts.models import Organisation
    from coequal.accounts.roles import Role
    from coequal.accounts.trail import Thing, record

    post = Post(Role.ANALYST, f"ORG{process}{thread}")
    who = Acting(f"person-{process}-{thread}@example.org", (post,), acts_as=post)
    for number in range(ACTIONS // PROCESSES // THREADS // 2):
        if number % 100 == 50:
            try:
                with transaction.atomic():
                    record(who, "gave up", Thing("draft", "D-0"))
                    transaction.set_rollback(True)
            except OperationalError:
                sys.stderr.write("refused\n")
        kept = False
        while not kept:  # SQLite lets nobody wait for longer than its patience, and then says so: nothing was kept
            try:
                with transaction.atomic():
                    if number % 10 == 0:
                        Organisation.objects.update_or_create(code=post.organisation, defaults={"name": f"Name {number}"})
                    for _ in range(1 + 2 * (number % 2)):  # one, or three at once: two on average
                        record(who, ACTS[number % len(ACTS)], Thing("draft", f"D-{number}"), detail={"number": number})
                kept = True
            except OperationalError as error:
                if str(error) != "database is locked":
                    raise
                sys.stderr.write("refused\n")
        time.sleep(0.001)  # people take breath, so that others come in between
    connection.close()


def act(process: int) -> None:
    """One process with its threads."""
    import django

    django.setup()
    failed: list[BaseException] = []

    def run(thread: int) -> None:
        try:
            work(process, thread)
        except BaseException as error:  # noqa: BLE001  # told by the process
            failed.append(error)

    threads = [Thread(target=run, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def main() -> None:
    """Make the tables, let everybody act, verify, alter one row, verify again."""
    if os.environ.get("DATABASE_URL"):
        database_of_its_own()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-m", "tests.accounts.trail.busy", sys.argv[1], str(n)]) for n in range(PROCESSES)]
    assert [one.wait() for one in running] == [0] * PROCESSES
    took = time.perf_counter() - began

    from django.db import connection

    from coequal.accounts.trail.triggers import put_on, take_off
    from coequal.accounts.trail.verifying import verify

    whole = verify()
    take_off(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_entry SET action = 'did nothing' WHERE number = %s", [ACTIONS // 2])
    put_on(connection)
    (fault,) = verify().faults
    told = {
        "entries": whole.entries,
        "whole": whole.whole,
        "kind": fault.kind,
        "number": fault.number,
        "a second": round(ACTIONS / took),
    }
    print(json.dumps(told))  # noqa: T201  # the test reads it


if __name__ == "__main__":
    os.environ["COEQUAL_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
    act(int(sys.argv[2])) if len(sys.argv) > 2 else main()
