"""Tests of options files: what is read, and one clear message with its place for each way in which a file can be wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest

from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.course import ALL
from coequal.comparison.options.file import MadePeople, Options, PeopleFile, read_options
from coequal.comparison.options.parameters import FRESH_BIRTHS, FROZEN_BIRTHS, GROWTH, TAKE_UP
from coequal.comparison.options.people import open_people
from coequal.errors import CoequalError
from coequal.policies.library import Library
from tests.comparison.options.building import EXAMPLE, FAMILY, plain, written

LIBRARY = Library()
SHELF = Shelf(LIBRARY, EXAMPLE.parent, date(2026, 11, 1))
SOUTH = "south-staffordshire/assisted-conception@2013-04"
STOKE = "stoke-on-trent/assisted-conception@2013-04"
Change = Callable[[dict[str, Any]], object]


def read(folder: Path, found: dict[str, Any] | str) -> Options:
    return read_options(written(folder, found), replace(SHELF, folder=folder))


def candidate(**keys: object) -> Change:
    """A change that puts a candidate in the place of the second."""
    return lambda found: found["candidates"].update(two={key.replace("_", " "): value for key, value in keys.items()})


def parameter(name: str, **keys: object) -> Change:
    return lambda found: found["parameters"][name].update({key.replace("_", " "): value for key, value in keys.items()})


def put(**keys: object) -> Change:
    return lambda found: found.update({key.replace("_", " "): value for key, value in keys.items()})


def test_the_example_is_read_in_full() -> None:
    """The example has five candidates, three policies in four parts as the first, and every parameter with a source."""
    found = read_options(EXAMPLE, SHELF)
    assert [one.label[:12] for one in found.candidates] == [
        "Three polici",
        "One cycle ev",
        "Two cycles e",
        "NICE guideli",
        "Policy of Fe",
    ]
    assert [part.policy.id.split("/")[0] for part in found.candidates[0].parts] == [
        "south-staffordshire",
        "south-staffordshire",
        "stoke-on-trent",
        "north-staffordshire",
    ]
    assert not any(one.whole for one in found.candidates)
    assert isinstance(found.people, MadePeople)
    assert (found.people.count, found.years, found.draws, found.baseline) == (100_000, 5, 1000, 0)
    assert found.budget is not None
    assert found.budget.a_year == 1_100_000
    assert all(one.source for one in found.parameters)


def test_criteria_may_stand_in(tmp_path: Path) -> None:
    """The criteria of another policy, as far as seen, take the place of a policy's own, and that is said."""
    found = plain()
    candidate(policy=STOKE, criteria_from=SOUTH)(found)
    part = read(tmp_path, found).candidates[1].parts[0]
    assert "body-mass-index" in [criterion.id for criterion in part.rules.criteria]
    assert part.policy.treatments[0].amounts.keys() == {"cycles"}
    assert part.said[0] == f"The criteria of {SOUTH} stand in for its own."


def test_what_is_assumed_of_a_policy_is_said(tmp_path: Path) -> None:
    """A policy of which no criterion was seen rules nobody out, and one without a number of transfers has all: both are said."""
    found = plain()
    candidate(policy=STOKE, because="A reason.")(found)
    said = read(tmp_path, found).candidates[1].parts[0].said
    assert said == (
        "No criterion of it was seen, so it rules nobody out here.",
        "No number of transfers was found, so every embryo is taken to be transferred.",
        "A reason.",
    )


@pytest.mark.parametrize(
    ("keys", "amounts"),
    [
        ({}, ("full cycles", ALL)),
        ({"transfers": "all"}, ("full cycles", ALL)),
        ({"cycles": 2, "transfers": 3}, (2, 3)),
        ({"cycles": "full cycles", "transfers": "full cycles"}, ("full cycles", "full cycles")),
    ],
)
def test_amounts_are_the_policys_or_those_that_are_written(
    tmp_path: Path, keys: dict[str, object], amounts: tuple[object, object]
) -> None:
    """Cycles are the policy's first amount of cycles unless something else is said; transfers are all unless there is a number."""
    found = plain()
    candidate(policy=FAMILY, member="two-cycles-everywhere", **keys)(found)
    part = read(tmp_path, found).candidates[1].parts[0]
    assert (part.cycles, part.transfers) == amounts


def test_what_may_be_left_out(tmp_path: Path) -> None:
    """Groups, budget, dates and the seed of the people may be left out; a version is then that of the day."""
    found = plain()
    del found["groups"], found["budget"], found["people"]["seed"], found["people"]["areas"]
    candidate(policy="staffordshire-and-stoke-on-trent/assisted-conception")(found)
    made = read(tmp_path, found)
    assert (made.groups, made.budget) == ({}, None)
    assert isinstance(made.people, MadePeople)
    assert (made.people.seed, made.people.areas) == (1, ())
    assert made.candidates[1].parts[0].policy.version == "2024-02"
    assert made.parameters[-1].date == "2018"
    assert read(tmp_path, {**found, "where": "patient BMI < 30"}).where is not None


OTHER_SERVICE = """---
policy: somewhere/hearing-aids-adults
version: "1"
title: Invented
service: hearing-aids-adults
completeness: whole
status: draft
in force: {from: {printed: none, because: it is invented}}
binds by: referral date
source: {title: Invented, seen: 2026-11-26}
---

Invented for a test.

```treatments
ivf: {name: Invented, cycles: 1}
```
"""


def test_candidates_are_for_one_service(tmp_path: Path) -> None:
    """Two services are never compared, nor do the criteria of one stand in for those of another."""
    (tmp_path / "other.md").write_text(OTHER_SERVICE, encoding="utf-8")
    found = plain()
    candidate(policy="other.md")(found)
    with pytest.raises(CoequalError, match=r"for several services \(assisted-conception, hearing-aids-adults\). Appraise one."):
        read(tmp_path, found)
    candidate(policy=STOKE, criteria_from="other.md")(found)
    with pytest.raises(CoequalError, match="are about the service hearing-aids-adults, which stoke-on-trent/assisted-conception"):
        read(tmp_path, found)


def test_a_policy_without_cycles_needs_a_number(tmp_path: Path) -> None:
    """Where a policy's treatment has no amount of cycles the file must say one."""
    found = plain()
    found["treatment"] = "hearing-aids"
    for label in ("one", "two"):
        found["candidates"][label] = "north-staffordshire/hearing-aids-adults"
    with pytest.raises(CoequalError, match="funds no number of cycles"):
        read(tmp_path, found)


BAD: dict[str, tuple[Change, str]] = {
    "an unknown key": (put(titel="x"), 'An options file has no key "titel". Did you mean "title"?'),
    "a key missing": (lambda found: found.pop("baseline"), 'An options file needs the key "baseline".'),
    "one candidate": (lambda found: found["candidates"].pop("two"), "There must be 2 to 12 candidates to choose from, not 1."),
    "no such baseline": (put(baseline="tow"), '"baseline" names no candidate: "tow". Did you mean "two"?'),
    "no such policy": (
        candidate(policy="luton/assisted-conceptoin"),
        'There is no policy "luton/assisted-conceptoin". Did you mean "luton/assisted-conception"?',
    ),
    "no such file": (candidate(policy="nothing.md"), "This cannot be read"),
    "no such member": (candidate(policy=FAMILY, member="three"), "has no member"),
    "a family without a member": (candidate(policy=FAMILY), "This is a family of 2 policies."),
    "another service": (candidate(policy="north-staffordshire/hearing-aids-adults"), "has no treatment ivf"),
    "no such treatment": (put(treatment="ivff"), 'has no treatment ivff. Did you mean "ivf"?'),
    "criteria of another service": (candidate(policy=STOKE, criteria_from="north-staffordshire/hearing-aids-adults"), "about"),
    "no parts": (candidate(parts=[]), '"parts" is empty.'),
    "an unknown key of a part": (candidate(parts=[{"polcy": "x"}]), 'Part 1 of "two" has no key "polcy". Did you mean "policy"?'),
    "cycles that are no amount": (candidate(policy=STOKE, cycles="cycle"), '"cycles" cannot be "cycle". Did you mean "cycles"?'),
    "half a cycle": (candidate(policy=STOKE, cycles="1.5"), '"cycles" must be a whole number, not 1.5.'),
    "too many cycles": (candidate(policy=STOKE, cycles="99"), '"cycles" must be from 0 to 9, not 99.'),
    "transfers in words": (
        candidate(policy=STOKE, transfers="zzz"),
        '"transfers" cannot be "zzz". It may be a number, or: cycles, all.',
    ),
    "a value that is NaN": (parameter(TAKE_UP, value="nan"), '"value" of "take-up" must be from 0 to 1, not nan.'),
    "an infinite value": (parameter(TAKE_UP, high="inf"), '"high" of "take-up" must be from 0 to 1, not inf.'),
    "a huge value": (parameter(TAKE_UP, value="1e999"), '"value" of "take-up" must be from 0 to 1, not 1e999.'),
    "a negative value": (parameter(TAKE_UP, low="-0.1"), '"low" of "take-up" must be from 0 to 1, not -0.1.'),
    "no number": (parameter(TAKE_UP, value="50 %"), '"value" of "take-up" must be a number such as 0.85, not "50 %".'),
    "a value of a band": (
        parameter(FRESH_BIRTHS, by_age={"18": {"value": "1.2"}}),
        f'"value" of the band from 18 of "{FRESH_BIRTHS}" must be from 0 to 1, not 1.2.',
    ),
    "an empty label": (lambda found: found["candidates"].update({" ": STOKE}), "A label in"),
    "a long label": (
        lambda found: found["candidates"].update({"x" * 61: STOKE}),
        'in "candidates" has 61 letters. Write at most 60.',
    ),
    "a long label of groups": (put(groups={"x" * 61: "partner"}), 'in "groups" has 61 letters. Write at most 60.'),
    "an order that is none": (parameter(TAKE_UP, low="0.6"), '"take-up" needs low, value and high in this order of size.'),
    "no source": (lambda found: found["parameters"][TAKE_UP].pop("source"), '"take-up" needs the key "source".'),
    "an empty source": (parameter(TAKE_UP, source=""), '"source" is empty.'),
    "no such shape": (parameter(TAKE_UP, shape="triangel"), '"shape" cannot be "triangel". Did you mean "triangular"?'),
    "an unknown parameter": (
        lambda found: found["parameters"].update({"take up": {}}),
        'The list of parameters has no key "take up". Did you mean "take-up"?',
    ),
    "a parameter missing": (lambda found: found["parameters"].pop(GROWTH), f'The list of parameters needs the key "{GROWTH}".'),
    "ages that fall": (
        parameter(FRESH_BIRTHS, by_age={"38": {"value": 0.1}, "18": {"value": 0.1}}),
        '"by age" needs ages that rise, such as 18, 35, 38.',
    ),
    "no ages": (parameter(FRESH_BIRTHS, by_age={}), '"by age" needs ages that rise'),
    "an age in words": (parameter(FRESH_BIRTHS, by_age={"young": {"value": 0.1}}), '"young" is no age at which a band begins.'),
    "other ages": (
        parameter(FROZEN_BIRTHS, by_age={"20": {"value": 0.1}}),
        f'"{FROZEN_BIRTHS}" must have the same ages as "{FRESH_BIRTHS}".',
    ),
    "people made and read": (
        put(people={"synthetic": 10, "file": "x.csv"}),
        '"people" needs either "synthetic", a number of people to be made, or "file".',
    ),
    "a seed for a file": (put(people={"file": "x.csv", "seed": 1}), '"seed" does not go with people in a file.'),
    "columns of made people": (put(people={"synthetic": 10, "columns": "x.yaml"}), '"columns" does not go with synthetic people.'),
    "nobody": (put(people={"synthetic": 0}), '"synthetic" must be from 1 to 10,000,000, not 0.'),
    "a year and a half": (put(years="1.5"), '"years" must be a whole number.'),
    "too many years": (put(years=21), '"years" must be from 1 to 20, not 21.'),
    "too few draws": (put(draws=3), '"draws" must be from 20 to 100,000, not 3.'),
    "a negative budget": (put(budget={"a year": -1, "source": "x"}), '"a year" must be from 0 to 1,000,000,000,000, not -1.'),
    "too many groups": (put(groups={str(n): "partner" for n in range(13)}), '"groups" may name at most 12 ways of grouping.'),
    "a hidden sign": (put(title="x\u202e"), "There is a hidden character here (U+202E). Take it out."),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_file_has_one_message_with_its_place(tmp_path: Path, case: str) -> None:
    """Whatever is wrong is said in one line that names a file and a line."""
    change, message = BAD[case]
    found = plain()
    change(found)
    with pytest.raises(CoequalError) as refused:
        read(tmp_path, found)
    assert message in refused.value.message
    assert refused.value.place is not None


@pytest.mark.parametrize("name", ["nothing.md", "../../../../../../../../etc/nobody.md", "/etc"])
def test_a_policy_file_that_is_not_there_is_said_where_it_is_named(tmp_path: Path, name: str) -> None:
    """A file of a policy that cannot be read has the line of the options file that names it, and its own name in the message."""
    found = plain()
    candidate(policy=name)(found)
    with pytest.raises(CoequalError) as refused:
        read(tmp_path, found)
    assert name in refused.value.message
    assert refused.value.place is not None
    text = (tmp_path / "options.yaml").read_text(encoding="utf-8")
    assert (refused.value.place.file, refused.value.place.line) == (
        str(tmp_path / "options.yaml"),
        text.split("\n").index(f"    policy: {name}") + 1,
    )


def test_a_label_of_sixty_letters_is_taken(tmp_path: Path) -> None:
    """The longest label that is allowed is one."""
    found = plain()
    found["candidates"]["x" * 60] = dict(found["candidates"]["two"])
    assert read(tmp_path, found).candidates[2].label == "x" * 60


def opened(folder: Path, change: Change) -> object:
    found = plain()
    change(found)
    options = read(folder, found)
    return open_people(options, LIBRARY.vocabulary(options.candidates[0].parts[0].policy.service))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put(people={"file": "nobody.parquet"}), "There is no file"),
        (put(people={"file": "two.csv"}), "has two columns called"),
        (put(people={"file": "strange.csv"}), "These people have no column that is called after a fact of the policies."),
        (put(people={"synthetic": 10, "areas": ["05X"]}), 'Nobody can be made to live in "05X".'),
        (
            put(groups={"x": "deprivation"}),
            'The table has no column "deprivation" by which to group. Did you mean "deprivation_decile"?',
        ),
        (put(groups={"x": "patient BMI"}), 'Say where bands of "patient BMI" begin'),
    ],
)
def test_people_who_cannot_be_used_have_one_message(tmp_path: Path, change: Change, message: str) -> None:
    """Missing, strange or ungroupable people are said with the place in the options file."""
    (tmp_path / "two.csv").write_text("patient_bmi,patient_bmi\n1,2\n", encoding="utf-8")
    (tmp_path / "strange.csv").write_text("height\n170\n", encoding="utf-8")
    with pytest.raises(CoequalError) as refused:
        opened(tmp_path, change)
    assert message in refused.value.message
    assert refused.value.place is not None


def test_people_of_another_service_cannot_be_made(tmp_path: Path) -> None:
    """Synthetic people seek assisted conception; for another service a file is needed."""
    options = read(tmp_path, plain())
    with pytest.raises(CoequalError, match="Synthetic people are made for assisted-conception only"):
        open_people(options, LIBRARY.vocabulary("sterilisation"))


def test_people_in_a_file_with_other_names(tmp_path: Path) -> None:
    """People are read from a CSV file by a mapping of columns; numbers that look whole at first may have decimals."""
    rows = "bmi,partner,age\n" + "24,man,3\n" * 5 + "24.5,woman,4\n"
    (tmp_path / "couples.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "names.yaml").write_text("patient BMI: bmi\n", encoding="utf-8")
    found = opened(
        tmp_path,
        put(people={"file": "couples.csv", "columns": "names.yaml"}, groups={"BMI": "patient BMI: 24.2", "Partner": "partner"}),
    )
    assert found.said == "people read from couples.csv."  # type: ignore[attr-defined]
    assert not found.synthetic  # type: ignore[attr-defined]
    assert found.source.schema.field("bmi").type == pa.float64()  # type: ignore[attr-defined]
    assert isinstance(read(tmp_path, {**plain(), "people": {"file": "couples.csv"}}).people, PeopleFile)


def test_grouping_by_area_is_known(tmp_path: Path) -> None:
    """A grouping by an area's column is known as one, so that its codes can be said in words."""
    found = opened(tmp_path, put(groups={"Where": "patient area", "Partner": "partner", "Age": "patient age at treatment: 35"}))
    assert found.by_area == {"Where"}  # type: ignore[attr-defined]
