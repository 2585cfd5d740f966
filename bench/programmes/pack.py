"""How long the papers of a meeting take, 60 pages or more with charts: put together from the record, and written as a PDF."""

import re
import sys
import time

from bench.fresh_site import fresh_site

from coequal.documents.model import Document, Heading, Listing, Paragraph, Picture, Table
from coequal.documents.pdf import pdf
from coequal.documents.word import word

AREAS, PAGES, MOST = 4, 60, 5.0
SERVICE = "assisted-conception"
NOW = ("norfolk-and-waveney", "south-yorkshire", "staffordshire-and-stoke-on-trent", "lancashire-and-south-cumbria")
_WORDS = "Who may have this depends on where they live, and nobody can say why that is so. " * 6


def main() -> None:
    """Print how long it takes, and how many pages and charts there are; fail where that is too long, or too few."""
    with fresh_site():
        sys.exit(_measure())


def _measure() -> int:
    import django  # noqa: PLC0415  # the settings are read at its import

    django.setup()
    from coequal.policies.library import Library  # noqa: PLC0415
    from coequal.programmes.governance.pack import pack  # noqa: PLC0415
    from coequal.web.operation.home import make_home  # noqa: PLC0415

    make_home()
    library = Library()
    versions = {f"{area}/{SERVICE}": tuple(library.versions(f"{area}/{SERVICE}")) for area in NOW}
    meeting = _called(versions)
    pdf(Document("The typefaces are read once", "", ()))
    began, working = time.perf_counter(), time.process_time()
    whole = pack(meeting, versions, library)
    made = time.perf_counter()
    file = pdf(whole)
    written, worked = time.perf_counter(), time.process_time()
    as_word = word(whole)
    ended = time.perf_counter()
    pages, charts, tables = len(re.findall(rb"/Type ?/Page\b", file)), _count(whole, Picture), _count(whole, Table)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    print(f"A pack on {AREAS} service areas: {pages} pages of PDF, accepted as PDF/UA-1; {charts} charts, {tables} tables")
    print(f"  made in {made - began:.2f} s and written in {written - made:.2f} s: {written - began:.2f} s (at most {MOST:.0f} s)")
    print(f"  for which processors worked {worked - working:.2f} s: more than that is waiting for others")
    print(f"  and as a Word file of {len(as_word) // 1024} kB in {ended - written:.2f} s")
    return 0 if pages >= PAGES and charts and written - began <= MOST else 1


def _count(whole: Document, kind: type) -> int:
    return sum(isinstance(block, kind) for block in whole.blocks)


def _called(versions: dict[str, tuple[object, ...]]) -> object:
    """A meeting that is to decide on several service areas, of each of which everything is recorded."""
    from tests.programmes import making  # noqa: PLC0415
    from tests.programmes.governance.recorded import heard, recorded  # noqa: PLC0415
    from tests.programmes.prioritisation.groups import round_of  # noqa: PLC0415

    from coequal.drafting.beginning import own_text  # noqa: PLC0415
    from coequal.programmes.models.prioritising import RECOMMENDED  # noqa: PLC0415
    from coequal.programmes.stages import kinds  # noqa: PLC0415

    policy = versions[f"{NOW[2]}/{SERVICE}"][-1]
    text = own_text(policy).replace(f'version: "{policy.version}"', 'version: "2027"')
    meeting = making.meeting(seats=9)
    for number in range(AREAS):
        area = recorded(kinds.PRIORITISATION, title=f"Service {number + 1}", service=SERVICE, policies=list(versions))
        round_of(RECOMMENDED, at=area)
        heard(area, _long("Summary of findings"))
        for key in kinds.KEYS[2:8]:
            making.step(area, kinds.COMPLETE, key)
            making.step(area, kinds.OPEN, kinds.KEYS[kinds.KEYS.index(key) + 1])
        making.motion(area, meeting, making.proposed(area, text), pounds_a_year=70_000)
    return meeting


def _long(title: str) -> Document:
    """A summary of four pages or so."""
    parts = [
        block
        for number in range(8)
        for block in (Heading(f"Theme {number + 1}"), Paragraph(_WORDS), Paragraph(_WORDS), Listing((_WORDS[:80], _WORDS[:160])))
    ]
    return Document(title, "What people said.", tuple(parts))


if __name__ == "__main__":
    main()
