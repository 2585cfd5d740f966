"""`python -m bench.involvement.counting`: ten million answers counted, filtered and cut, from memory; DuckDB on the same beside it.

The bars are those that a government service states for PostgreSQL: 68 ms to count a closed question, 218 ms to filter what
people wrote by three closed answers.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any

ONES, SCALES, SEVERALS, TEXTS = 12, 4, 2, 2
COUNT_BAR, FILTER_BAR = 68, 218  # milliseconds
TIMES = 15


def main() -> None:
    """Print how long each takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=500_000)
    responses = parser.parse_args().responses
    with tempfile.TemporaryDirectory(prefix="coequal-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "coequal.web.settings", "COEQUAL_DATA": folder}
        import django  # noqa: PLC0415  # the settings are read at its import

        django.setup()
        measure(responses)


def measure(responses: int) -> None:
    """Make the responses, then count them, here and in DuckDB."""
    from coequal.involvement.counting.answers import answers_of  # noqa: PLC0415  # Django has to be set up first
    from coequal.involvement.counting.closed import cross, tally  # noqa: PLC0415  # see above
    from coequal.involvement.counting.shown import chart, table  # noqa: PLC0415  # see above
    from coequal.involvement.counting.written import found, pieces  # noqa: PLC0415  # see above

    survey, rows = _made(responses)
    questions = ONES + SCALES + SEVERALS + TEXTS
    print(f"{responses:,} responses to {questions} questions: {responses * questions:,} answers")
    time.sleep(6)  # what is only just written is read twice
    before, began = _memory(), time.perf_counter()
    answers_of(survey)
    print(
        f"  read from the database, once:       {time.perf_counter() - began:7.1f} s, {_memory() - before:,.0f} MB of memory more"
    )
    where = {"one-1": ["a"], "one-2": ["b", "c"], "several-1": ["a"]}

    def page() -> list[Any]:
        return list(pieces(survey, "text-1", found(answers_of(survey), "text-1", where)[:25]))

    _said("count a closed question", lambda: tally(answers_of(survey), "one-3"), COUNT_BAR)
    _said("count one with several answers", lambda: tally(answers_of(survey), "several-1"), COUNT_BAR)
    _said("texts by three closed answers", page, FILTER_BAR)
    _said("cut a question by another", lambda: cross(answers_of(survey), "one-3", "one-4"))
    _said("the same as table and chart", lambda: _both(table, chart, cross(answers_of(survey), "one-3", "one-4")))
    crossed = cross(answers_of(survey), "one-3", "one-4")
    _said("forty charts drawn", lambda: [chart(crossed) for _ in range(40)])
    _duckdb(rows)


def _both(table: Callable[..., Any], chart: Callable[..., Any], counted: Any) -> None:
    table(counted)
    chart(counted)


def _said(what: str, act: Callable[[], object], bar: int | None = None) -> None:
    act()
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        times.append(1_000 * (time.perf_counter() - began))
    held = "" if bar is None else f"  (at most {bar} ms: {'held' if median(times) <= bar else 'NOT HELD'})"
    print(f"  {what + ':':<36}{median(times):7.1f} ms{held}")


def _made(responses: int) -> tuple[Any, list[dict[str, Any]]]:
    """A survey with so many responses in a database of its own, and their answers."""
    from django.core.management import call_command  # noqa: PLC0415  # Django has to be set up first
    from tests.involvement.making import survey  # noqa: PLC0415  # see above

    from coequal.involvement.models import Response  # noqa: PLC0415  # see above
    from coequal.involvement.models.responses import COMPLETE, ONLINE  # noqa: PLC0415  # see above

    call_command("migrate", verbosity=0)
    made = survey(text=_text())
    drawn = random.Random(7)  # noqa: S311  # to be the same each time, not to be secret
    rows = [_answers(drawn) for _ in range(responses)]
    for start in range(0, responses, 10_000):
        some = rows[start : start + 10_000]
        Response.objects.bulk_create(
            Response(
                reference=f"R-{start + place:08}", survey=made, version=made.version, channel=ONLINE, status=COMPLETE, answers=one
            )
            for place, one in enumerate(some)
        )
    return made, rows


def _text() -> str:
    """The survey: questions with one answer, scales, several answers, and texts."""
    answers = "answers: {a: One, b: Two, c: Three, d: Four, e: Five}"
    blocks = [f"id: one-{n}\nkind: one\nasks: Question {n}?\n{answers}" for n in range(1, ONES + 1)]
    blocks += [f"id: scale-{n}\nkind: scale\nasks: How much, {n}?" for n in range(1, SCALES + 1)]
    blocks += [f"id: several-{n}\nkind: several\nasks: Which, {n}?\n{answers}" for n in range(1, SEVERALS + 1)]
    blocks += [f"id: text-{n}\nkind: text\nasks: Why, {n}?" for n in range(1, TEXTS + 1)]
    fenced = "\n\n".join(f"```question\n{block}\n```" for block in blocks)
    return f"---\nsurvey: bench/counting\ntitle: Counting\n---\n\n## All of it\n\n{fenced}\n"


def _answers(drawn: random.Random) -> dict[str, Any]:
    given: dict[str, Any] = {f"one-{n}": drawn.choice("abcde") for n in range(1, ONES + 1)}
    given |= {f"scale-{n}": drawn.randint(1, 5) for n in range(1, SCALES + 1)}
    given |= {f"several-{n}": sorted({drawn.choice("abcde") for _ in range(2)}) for n in range(1, SEVERALS + 1)}
    return given | {f"text-{n}": f"I think so because of reason {drawn.randint(1, 10_000)}." for n in range(1, TEXTS + 1)}


def _duckdb(rows: list[dict[str, Any]]) -> None:
    """The same questions put to DuckDB, whose table has a column for each question."""
    import duckdb  # noqa: PLC0415  # after the memory was measured
    import pyarrow as pa  # noqa: PLC0415  # see above

    peer = duckdb.connect()
    peer.register("given", pa.table({name: [row[name] for row in rows] for name in rows[0]}))
    peer.execute("create table answers as select * from given")
    only = "\"one-1\" = 'a' and \"one-2\" in ('b', 'c') and list_contains(\"several-1\", 'a')"
    print("DuckDB, on a table with a column for each question:")
    asked = {
        "count a closed question": 'select "one-3", count(*) from answers group by 1',
        "count one with several answers": 'select unnest("several-1") as key, count(*) from answers group by 1',
        "texts by three closed answers": f'select count(*) over (), "text-1" from answers where {only} limit 25',  # noqa: S608  # our own words
        "cut a question by another": 'select "one-3", "one-4", count(*) from answers group by 1, 2',
    }
    for what, sql in asked.items():
        _said(what, lambda sql=sql: peer.execute(sql).fetchall())


def _memory() -> float:
    """Megabytes that this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


if __name__ == "__main__":
    main()
