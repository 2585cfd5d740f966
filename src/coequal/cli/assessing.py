"""What `coequal assess` does: opens the people and the policies, counts, and writes files."""

import json
from argparse import Namespace
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from coequal.errors import Place
from coequal.facts.fields import Located
from coequal.policies.library import Library
from coequal.populations.assess import Population, assess, assess_into, warnings
from coequal.populations.chosen import Chosen, all_policies, likely_service, named_policies
from coequal.populations.columns import usual_type
from coequal.populations.csv_source import CsvFile
from coequal.populations.files import open_file
from coequal.populations.flat import write_counts
from coequal.populations.groups import Groups, read_groups
from coequal.populations.opened import where_facts_stand
from coequal.populations.output import whole_or_absent
from coequal.populations.overlooked import overlooked
from coequal.populations.progress import people_progress
from coequal.populations.publishing import publish, published
from coequal.populations.question import Question
from coequal.populations.reading import Layouts
from coequal.populations.sources import Source, check_names, is_synthetic
from coequal.populations.tally import Tally


@dataclass(frozen=True, slots=True)
class Answer:
    """The counts in the shape that JSON has, the policies, and what has to be said before the counts."""

    report: dict[str, Any]
    question: Question
    said: list[str]
    synthetic: bool


def answer(options: Namespace) -> Answer:
    """The counts that somebody asks for; where answers for each person are wanted too, they are written on the way."""
    library = Library(options.library)
    people = _open(options)
    check_names(people.schema, people.name)
    chosen = _chosen(library, options, people.schema.names)
    laid_out = where_facts_stand(people.name, people.schema, chosen.vocabulary, options.columns)
    where = Located(options.where, Place("--where")) if options.where else None
    question = Question(chosen.asked, chosen.vocabulary, {layout.standard for layout in laid_out.values()}, where)
    stands_in = {name: layout.column for (name, is_date), layout in laid_out.items() if not is_date}
    groups = read_groups(options.by, people.schema, chosen.vocabulary, stands_in)
    counted = people.count(question, laid_out, groups)
    meant = {*_kept(options), *([options.by.partition(":")[0].strip()] if options.by else [])}
    doubts = overlooked(question, laid_out, people.schema.names, meant)
    said = [*chosen.said, *doubts, *warnings(question, laid_out, counted, published if options.publish else int)]
    synthetic = is_synthetic(people.schema)
    report = {**question.report(counted, groups.in_order, groups.says), "synthetic": synthetic}
    return Answer(publish(report) if options.publish else report, question, said, synthetic)


@dataclass(frozen=True, slots=True)
class People:
    """Where the people are, what columns they have there, and how to count them."""

    name: str
    schema: pa.Schema
    count: Callable[[Question, Layouts, Groups], Tally]


def _open(options: Namespace) -> People:
    if options.engine:
        from coequal.populations.pushed import open_remote  # noqa: PLC0415  # SQL, which files do not need

        remote = open_remote(options.engine, options.people)
        return People(remote.name, remote.schema, remote.count)
    if options.database:
        from coequal.populations.databases import open_database  # noqa: PLC0415

        source = open_database(options.database, options.people)
    else:
        source = open_file(Path(options.people))
    return People(source.name, source.schema, partial(_count, options, source))


def _chosen(library: Library, options: Namespace, columns: Collection[str]) -> Chosen:
    today = date.today()  # noqa: DTZ011  # the user's own day
    if options.all:
        return all_policies(library, options.service or likely_service(library, columns), options.on, today)
    return named_policies(library, options.policy, options.on, today)


def _count(options: Namespace, source: Source, question: Question, laid_out: Layouts, groups: Groups) -> Tally:
    """The counts of people who are read here and, where they are wanted, the answers for each of them in a file."""
    if isinstance(source, CsvFile):
        source.expect({layout.column: usual_type(layout) for layout in laid_out.values()})
    population = Population(source, laid_out, groups)
    progress = partial(people_progress, people=source.rows)
    if options.out is None:
        return assess(question, population, progress)
    keep = _kept(options)
    keep += ["synthetic"] if "synthetic" in source.schema.names and "synthetic" not in keep else []
    return assess_into(options.out, keep, question, population, progress)


def _kept(options: Namespace) -> list[str]:
    """The columns of the people that are to stand beside the answers."""
    return [name.strip() for name in options.keep.split(",") if name.strip()]


def write(found: Answer, options: Namespace) -> None:
    """The files of counts that somebody asks for."""
    if options.counts:
        if options.counts.suffix == ".json":
            with whole_or_absent(options.counts) as part:
                part.write_text(json.dumps(found.report, indent=2, ensure_ascii=False), encoding="utf-8")
        else:
            write_counts(found.report, options.counts)
    if options.chart:
        from coequal.populations.charts import draw  # noqa: PLC0415  # charts, which counts do not need

        draw(found.report, options.chart, synthetic=found.synthetic, published=options.publish)
