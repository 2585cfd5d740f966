"""How long a long report takes as a PDF that software can read aloud: 40 sections, 40 charts, 40 tables, counted from answers."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench.fresh_site import fresh_site

from coequal.documents.model import Block, Document, Heading, Picture, Table
from coequal.documents.pdf import pdf

SECTIONS, PEOPLE, MOST = 40, 2_000, 4.0
_QUESTION = "\n```question\nid: question-{n}\nkind: one\nasks: What do you think of proposal {n}?\nanswers: {{{answers}}}\n```\n"
_ANSWERS = {"agree": "I agree", "rather": "I rather agree", "rather-not": "I rather do not agree", "disagree": "I do not agree"}


def main() -> None:
    """Print how long the report takes to be counted, and to be written as a PDF, and whether it is accepted as PDF/UA-1."""
    with fresh_site():
        _measure()


def _measure() -> None:
    import django  # noqa: PLC0415  # the settings are read at its import

    django.setup()
    from coequal.involvement.reporting.findings import report  # noqa: PLC0415
    from coequal.web.operation.home import make_home  # noqa: PLC0415

    make_home()
    involvement = _heard()
    began = time.perf_counter()
    whole = report(involvement)
    counted = time.perf_counter() - began
    bar = replace(whole, blocks=tuple(_forty(whole.blocks)))
    kinds = {kind: sum(isinstance(block, kind) for block in bar.blocks) for kind in (Heading, Picture, Table)}
    assert set(kinds.values()) == {SECTIONS}, kinds
    pdf(replace(bar, blocks=bar.blocks[:1]))  # the typefaces are read once
    seconds, pages = _written(bar)
    print(f"{SECTIONS} sections, {SECTIONS} charts and {SECTIONS} tables, of {PEOPLE:,} responses:")
    print(f"  {pages} pages of PDF in {seconds:.2f} s (at most {MOST:.0f} s), accepted as PDF/UA-1")
    seconds, pages = _written(whole)
    tables = sum(isinstance(block, Table) for block in whole.blocks)
    print(f"The whole report with its appendices, {tables} tables:")
    print(f"  counted in {counted:.2f} s; {pages} pages of PDF in {seconds:.2f} s, accepted as PDF/UA-1")


def _forty(blocks: Sequence[Block]) -> Iterator[Block]:
    """Of each of the questions its heading, its table and its chart."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and "What do you think of proposal" in block.text:
            yield block
            yield from blocks[place + 1 : place + 3]


def _written(document: Document) -> tuple[float, int]:
    """How many seconds it takes to write a document as a PDF, and its pages."""
    began = time.perf_counter()
    file = pdf(document)
    seconds = time.perf_counter() - began
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    return seconds, len(re.findall(rb"/Type ?/Page\b", file))


def _heard() -> object:
    """An involvement in which two thousand people answered forty questions."""
    from tests.involvement.making import SURVEY, involvement, survey  # noqa: PLC0415

    from coequal.involvement.models import Response  # noqa: PLC0415
    from coequal.involvement.models.involvements import CLOSED  # noqa: PLC0415

    answers = ", ".join(f"{key}: {words}" for key, words in _ANSWERS.items())
    made = involvement(CLOSED)
    asked = survey(made, SURVEY + "".join(_QUESTION.format(n=n, answers=answers) for n in range(SECTIONS)))
    keys = list(_ANSWERS)
    Response.objects.bulk_create(
        Response(
            survey=asked,
            version=asked.version,
            channel="online",
            status="complete",
            area="north" if number % 3 else "south",
            answers={f"question-{n}": keys[(number * 7 + n * number % 5) % 4] for n in range(SECTIONS)},
        )
        for number in range(PEOPLE)
    )
    return made


if __name__ == "__main__":
    main()
