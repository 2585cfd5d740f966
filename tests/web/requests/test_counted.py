"""The yearly report and the signals: the same figures on the page and in every file, each as an independent count has it or hidden."""

from collections import Counter
from dataclasses import replace
from statistics import median

import pytest
from django.test import Client
from django.urls import reverse

from coequal.accounts.models import Entry
from coequal.accounts.roles import Role
from tests.web.requests.counted import (
    ENDS,
    YEAR,
    Row,
    Tables,
    by,
    drawn,
    keep,
    of_page,
    of_sheet,
    of_word,
    rounded,
)
from tests.web.signing import OWN, organisation, signed_in

pytestmark = pytest.mark.django_db
OUTCOMES = (*ENDS, "not answered yet")
YEARS = [(1, 200), (2, 60), (3, 25), (4, 12)]  # drawn by which number, how many requests


def reader(role: Role = Role.ANALYST) -> Client:
    """Somebody who reads reports, signed in."""
    return signed_in(role, email="reader@exampleshire.example")


def tables(which: str, client: Client) -> Tables:
    """The tables of the page, which are those of its files too."""
    asked = {"year": YEAR}
    page = of_page(client.get(reverse(f"requests:{which}"), asked).content.decode())
    sheet, word = (
        client.get(reverse(f"requests:{which}-file", kwargs={"ending": ending}), asked).content for ending in ("csv", "docx")
    )
    assert of_sheet(sheet) == page
    assert [one for one in of_word(word) if one[0] in [table[0] for table in page.values()]] == list(page.values())
    return page


def words(name: str) -> str:
    """An id as the report says it."""
    return name.replace("-", " ").capitalize()


def fits(said: str, count: int) -> bool:
    """Whether a figure may stand for a count: rounded as it has to be, or hidden."""
    return said in ("*", rounded(count))


@pytest.mark.no_cover
@pytest.mark.parametrize(("seed", "count"), YEARS)
def test_the_report_says_what_there_was_or_hides_it(seed: int, count: int) -> None:
    """Every figure of it, against a plain count of the same requests; and hardly more is hidden than what is few."""
    rows = drawn(seed, count)
    keep(rows)
    found = tables("report", reader())
    for caption, name in (("By kind", "kind"), ("By service", "service")):
        counts = {words(row) if name == "service" else row: cells for row, cells in by(rows, name).items()}
        head, *lines = found[caption]
        assert head[1:] == [*OUTCOMES, "all"]
        assert {line[0] for line in lines} == set(counts)
        for row, *cells in lines:
            meant = [*(counts[row][one] for one in OUTCOMES), counts[row].total()]
            assert all(map(fits, cells, meant)), (row, cells, meant)
            if count >= 60:
                assert [one for one, real in zip(cells, meant, strict=True) if real >= 8] == [
                    rounded(real) for real in meant if real >= 8
                ]
    unmet = Counter((one.policy or "no policy", words(criterion)) for one in rows for criterion in one.unmet)
    _head, *lines = found["Criteria that were not met"]
    assert all(fits(said, unmet[policy, criterion]) for policy, criterion, said in lines)
    assert len(lines) == len(unmet)
    _way(found, rows)
    _times(found, rows)
    _equality(found, rows)


def _way(found: Tables, rows: list[Row]) -> None:
    said = dict(found["What happened on the way"][1:])
    assert said["Returned to the clinician because something was missing"] == rounded(sum(bool(one.waited) for one in rows))
    assert said["Appealed against"] == "0"


def _times(found: Tables, rows: list[Row]) -> None:
    """Medians and shares come from at least eight, and the shares from the counts as they are published."""
    for kind, answered, middle, in_time in found["Until the first answer"][1:]:
        of_kind = [one.working_days for one in rows if one.kind == kind and one.answered]
        assert fits(answered, len(of_kind))
        assert middle == ("*" if answered == "*" else f"{median(of_kind):g}")
        if in_time != "*":
            limit = 10 if kind == "prior approval" else 40
            kept = int(rounded(sum(days <= limit for days in of_kind)))
            assert in_time == f"{100 * min(1, kept / int(answered)):.0f} %"


def _equality(found: Tables, rows: list[Row]) -> None:
    said = {"": "Not answered", "white": "White", "black": "Black, Black British, Caribbean or African"}
    said |= {"asian": "Asian or Asian British", "other": "Another ethnic group"}
    counts = Counter(said[one.ethnic_group] for one in rows)
    assert all(fits(figure, counts[answer]) for answer, figure in found["Ethnic group"][1:])
    assert {answer for answer, _figure in found["Ethnic group"][1:]} == set(counts)


@pytest.mark.no_cover
@pytest.mark.parametrize(("seed", "count"), YEARS)
def test_the_signals_say_what_there_was_or_hide_it(seed: int, count: int) -> None:
    """Every figure of them; and what stands in both says the same in the report."""
    rows, client = drawn(seed, count), reader(Role.POLICY_MANAGER)
    keep(rows)
    found = tables("signals", client)
    meant: dict[tuple[str, str], Counter[str]] = {}
    for one in rows:
        for criterion in one.unmet:
            column = {"approved": "approved all the same", "not answered yet": "not answered yet"}.get(one.outcome, "not approved")
            meant.setdefault((words(criterion), one.policy or "no policy"), Counter()).update([column, "all"])
    head, *lines = found["Requests by criterion"]
    assert {(criterion, policy) for criterion, policy, *_cells in lines} == set(meant)
    for criterion, policy, *cells in lines:
        assert all(fits(said, meant[criterion, policy][column]) for column, said in zip(head[2:], cells, strict=True))
    by_policy = Counter(one.policy or "no policy" for one in rows)
    assert all(fits(said, by_policy[policy]) for policy, said in found["Requests by policy"][1:])
    interventions = Counter((one.intervention or "not named", words(one.service)) for one in rows if not one.policy)
    assert all(
        fits(said, interventions[intervention, service]) for intervention, service, said in found["Requests without a policy"][1:]
    )
    reported = {(criterion, policy): said for policy, criterion, said in tables("report", client)["Criteria that were not met"][1:]}
    assert reported == {(criterion, policy): cells[-1] for criterion, policy, *cells in lines}


def test_four_requests_for_different_things_are_not_found_beside_eight_for_one() -> None:
    """12 came, 8 of them for one service: by subtraction each of the others would be the only one, and what became of it be told."""
    one = drawn(1, 1)[0]
    keep(
        replace(one, service=service, policy="", state=state, waited=0)
        for service, state in (*[("fertility", "approved")] * 8, *((f"service-{n}", "declined") for n in range(4)))
    )
    found = tables("report", reader())
    alone = [cells for row, *cells in found["By service"][1:] if row.startswith("Service")]
    assert len(alone) == 4
    assert {figure for cells in alone for figure in cells} <= {"*", "0"}
    assert all(cells[OUTCOMES.index("declined")] == cells[OUTCOMES.index("approved")] == "*" for cells in alone)
    together = [cells[-1] for row, *cells in found["By service"][1:] if row == "Fertility"]
    assert together == ["*"]
    signals = tables("signals", reader())
    assert {said for _name, service, said in signals["Requests without a policy"][1:] if service != "Fertility"} == {"*"}
    assert [line[-1] for caption in ("Requests by policy", "By kind") for line in (signals | found)[caption][1:]] == ["*", "*"]


def test_a_year_without_requests_says_so() -> None:
    """On the page and in the file; a year before the first or after this one is not there."""
    organisation(OWN)
    client, address = reader(), reverse("requests:report")
    assert "No request came in this year" in client.get(address).content.decode()
    assert "No request came" in client.get(address, {"year": "2006"}).content.decode()
    for year in ("2005", "2999", "x", "", "20²5", "-2020", "2020.5"):
        assert client.get(address, {"year": year}).status_code == 404
    for ending in ("xml", "exe"):
        assert client.get(reverse("requests:report-file", kwargs={"ending": ending})).status_code == 404


def test_that_requests_were_counted_is_on_record() -> None:
    """Page and file, with the year, and for which commissioner."""
    organisation(OWN)
    client = reader()
    client.get(reverse("requests:report"), {"year": YEAR})
    client.get(reverse("requests:signals-file", kwargs={"ending": "csv"}), {"year": YEAR})
    kept = [(one.kind, one.reference, one.detail) for one in Entry.objects.filter(action="counted requests")]
    assert kept == [(which, OWN, f'{{"year":{YEAR}}}') for which in ("report", "signals")]
