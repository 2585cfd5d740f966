"""One count of what was answered, from which every table comes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coequal.involvement.counting.answers import AREA, CHANNEL, answers_of
from coequal.involvement.counting.bands import bands_of
from coequal.involvement.counting.closed import NOT_STATED, cross, matrix, tally, told_groups
from coequal.involvement.counting.shown import notes
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.responses import COMPLETE, DUPLICATE, LATE, ON_PAPER, PARTIAL, VOID, WITHDRAWN
from coequal.involvement.surveys.model import Question, Words
from tests.involvement.making import SURVEY, involvement, publish, response, survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered() -> Survey:
    """A survey with nine responses, five of which are analysed."""
    made = survey()
    response(
        made,
        {"capacity": "patient", "district": "EX1", "one-policy": "agree", "effect": "It is fair.", "services": ["ivf", "iui"]}
        | {"importance": 5, "ways": {"gp": "good", "clinic": "poor"}, "age": "under-35", "children": 2, "since": "1990-03-04"}
        | {"quote": True},
        area="north",
    )
    response(
        made, {"capacity": "patient", "one-policy": "disagree", "services": ["none"], "importance": 4, "children": 0}, area="north"
    )
    response(
        made, {"capacity": "public", "one-policy": "agree", "ways": {"gp": "good"}, "age": "from-35", "quote": False}, area="south"
    )
    response(made, {"capacity": "staff", "since": "1990-12-31"})
    response(made, {"capacity": "public"}, status=PARTIAL)
    for status in (VOID, DUPLICATE, LATE, WITHDRAWN):
        response(made, {"capacity": "patient", "one-policy": "agree"}, status=status)
    return made


def test_those_who_answered_are_told_from_those_who_did_not_and_those_not_asked(answered: Survey) -> None:
    """Whoever works for the NHS is not asked about the rules; whoever left off early was, and did not answer."""
    found = tally(answers_of(answered), "one-policy")
    assert found.counts == {"agree": 2, "disagree": 1, "unsure": 0}
    assert (found.base, found.not_answered, found.not_asked, found.whole) == (3, 1, 1, 5)
    assert found.labels == {"agree": "Yes", "disagree": "No", "unsure": "I am not sure"}
    assert (found.asks, found.kind, found.several, found.versions) == (
        "Should the rules be the same everywhere?",
        "one",
        False,
        (1,),
    )


def test_only_what_is_analysed_is_in_the_tables(answered: Survey) -> None:
    """Void, late, duplicate and withdrawn responses are counted as received, and answers of theirs only where asked for."""
    assert tally(answers_of(answered), "capacity").base == 5
    assert tally(answers_of(answered), "one-policy", statuses=(VOID, LATE)).counts["agree"] == 2
    assert answers_of(answered).responses == 9


def test_every_kind_of_question_is_counted(answered: Survey) -> None:
    """Several answers each, a scale with its mean, the rows of a matrix, numbers by their spread, dates by year, consent."""
    every = answers_of(answered)
    assert tally(every, "services").counts == {"ivf": 1, "iui": 1, "other": 0, "none": 1}
    assert (tally(every, "services").base, tally(every, "services").several) == (2, True)
    scale = tally(every, "importance")
    assert (scale.counts, scale.mean, scale.labels["1"], scale.labels["2"]) == (
        {"1": 0, "2": 0, "3": 0, "4": 1, "5": 1},
        4.5,
        "1: not at all",
        "2",
    )
    assert [(one.asks, one.counts) for one in matrix(every, "ways")] == [
        ("How did you find each of these? Your GP", {"good": 2, "poor": 0}),
        ("How did you find each of these? The clinic", {"good": 0, "poor": 1}),
    ]
    numbers = tally(every, "children")
    assert numbers.spread is not None
    assert (numbers.base, numbers.counts, numbers.spread.median, numbers.mean) == (2, {}, 1.0, None)
    assert tally(every, "since").counts == {"1990": 2}
    assert tally(every, "district").counts == {"EX1": 1}
    assert tally(every, "quote").counts == {"yes": 1, "no": 1}
    assert (tally(every, "effect").base, tally(every, "effect").counts) == (1, {})
    assert tally(every, "found-out").base == 0
    assert matrix(every, "age")[0].base == 2


def test_a_question_is_counted_of_those_who_answered_otherwise(answered: Survey) -> None:
    """One key of each question named is enough, and every question has to hold; a question that nobody has holds for nobody."""
    every = answers_of(answered)
    assert tally(every, "one-policy", {"capacity": ["patient", "staff"]}).counts["agree"] == 1
    assert tally(every, "one-policy", {"capacity": ["patient"], "services": ["iui", "none"]}).base == 2
    assert tally(every, "one-policy", {AREA: ["south"]}).counts["agree"] == 1
    for name in ("children", "effect", "nowhere"):
        assert tally(every, "one-policy", {name: ["2"]}).base == 0


def test_responses_are_found_by_their_answers(answered: Survey) -> None:
    """As they came; of those who wrote something where that is wanted."""
    every = answers_of(answered)
    first = Response.objects.get(reference=Response.objects.order_by("pk")[0].reference).pk
    assert every.chosen({"one-policy": ["agree"]}, given="effect").tolist() == [first]
    assert every.chosen({"one-policy": ["agree"]}).tolist() == [first, first + 2]
    assert every.chosen({}, given="nowhere").tolist() == []


def test_a_question_by_groups_with_those_of_none_apart(answered: Survey) -> None:
    """The groups and those not stated come to all."""
    found = cross(answers_of(answered), "one-policy", "age")
    assert {key: one.counts["agree"] for key, one in found.groups.items()} == {
        "under-35": 1,
        "from-35": 1,
        "not-say": 0,
        NOT_STATED: 0,
    }
    assert sum(one.whole for one in found.groups.values()) == found.all.whole == 5
    assert (found.by_asks, found.labels[NOT_STATED], found.overlapping) == ("How old are you?", "Not stated", False)
    by_area = cross(answers_of(answered), "one-policy", AREA)
    assert (by_area.labels["north"], by_area.groups["north"].base) == ("North Exampleshire", 2)
    assert cross(answers_of(answered), "one-policy", CHANNEL).labels["online"] == "Online"


def test_numbers_and_dates_make_groups_in_bands(answered: Survey) -> None:
    """Bands of the question, not of the answers; years by their decades; whoever answered nothing is apart."""
    every = answers_of(answered)
    found = cross(every, "one-policy", "children")
    assert found.by_asks == "How many children do you have? (in bands, rounded down)"
    assert list(found.labels.values())[:2] == ["0 to 1", "2 to 3"]
    assert {key: one.whole for key, one in found.groups.items() if one.whole} == {"0..1": 1, "2..3": 1, NOT_STATED: 3}
    since = cross(every, "ways gp", "since")
    assert (since.labels, since.groups["1990"].counts) == (
        {"1990": "1990 to 1999", NOT_STATED: "Not stated"},
        {"good": 1, "poor": 0},
    )
    assert tally(every, "capacity", {"since": ["1990"], "children": ["2..3", "4..5"]}).base == 1
    assert tally(every, "capacity", {"since": ["1980"]}).base == 0


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0, 5, ["0", "1", "2", "3", "4", "5"]),
        (16, 99, ["16 to 19", "20 to 29", "30 to 39", "40 to 49", "50 to 59", "60 to 69", "70 to 79", "80 to 89", "90 to 99"]),
        (-3, 3, ["-3", "-2", "-1", "0", "1", "2", "3"]),
        (0, 1_000_000, ["0 to 99,999", "100,000 to 199,999"]),
        (None, 5, []),
        (0, None, []),
    ],
)
def test_bands_are_few_and_round(least: int | None, most: int | None, words: list[str]) -> None:
    """They lie between the limits of the question; where it has none there are no bands, which would tell of the answers."""
    found = bands_of(Question("n", "number", Words("How many?"), least=least, most=most))
    assert [band.says for band in found][: len(words) or 1] == words
    assert len(found) <= 12


def test_a_number_that_may_be_any_makes_no_groups(answered: Survey) -> None:
    """Everybody is in the one that is not stated."""
    answered.version = publish(answered, SURVEY.replace("from: 0\nto: 20\n", ""))
    answered.save()
    response(answered, {"capacity": "patient", "children": 2})
    found = cross(answers_of(answered), "capacity", "children")
    assert (found.labels["2..3 1"], found.groups["2..3 1"].whole) == ("2 to 3 (in version 1)", 1)
    assert (found.groups[NOT_STATED].whole, told_groups(answers_of(answered), "children")[1]) == (4, {})


def test_groups_of_versions_that_are_not_alike_are_kept_apart(answered: Survey) -> None:
    """The same key may stand for something else there: it says of which version it is. All groups still come to the whole."""
    answered.version = publish(answered, SURVEY.replace("under-35: Under 35, from-35: 35 or over,", "under-35: From 30 to 35,"))
    answered.save()
    response(answered, {"capacity": "patient", "one-policy": "agree", "age": "under-35"})
    found = cross(answers_of(answered), "one-policy", "age")
    assert {key: one.counts["agree"] for key, one in found.groups.items() if one.whole} == {
        "under-35": 1,
        "under-35 1": 1,
        "from-35 1": 1,
        NOT_STATED: 0,
    }
    assert (found.labels["under-35"], found.labels["under-35 1"]) == ("From 30 to 35", "Under 35 (in version 1)")
    assert sum(one.whole for one in found.groups.values()) == found.all.whole == 6


def test_what_was_worded_otherwise_is_counted_together_and_says_so(answered: Survey) -> None:
    """The version is named beside the table."""
    answered.version = publish(answered, SURVEY.replace("from-35: 35 or over", "from-35: 35 or older"))
    answered.save()
    response(answered, {"capacity": "patient", "age": "from-35"})
    found = tally(answers_of(answered), "age")
    assert (found.counts["from-35"], found.versions, found.reworded) == (2, (1, 2), (1,))
    assert "In version 1 of the survey this was worded otherwise. The answers are the same, and counted together." in notes(found)
    assert tally(answers_of(answered), "importance").reworded == ()
    groups = cross(answers_of(answered), "capacity", "age")
    assert groups.labels["from-35"] == "35 or older (in version 1: 35 or over)"
    assert groups.groups["from-35"].whole == 2


def test_groups_of_a_question_with_several_answers_overlap(answered: Survey) -> None:
    """Somebody who used two services is in two groups."""
    found = cross(answers_of(answered), "one-policy", "services")
    assert found.overlapping
    assert (found.groups["ivf"].base, found.groups["iui"].base) == (1, 1)


def test_by_a_question_that_nobody_has_everybody_is_not_stated(answered: Survey) -> None:
    """And a question that nobody was ever asked has no answers."""
    found = cross(answers_of(answered), "one-policy", "nowhere")
    assert list(found.groups) == [NOT_STATED]
    assert found.groups[NOT_STATED].base == 3
    unknown = tally(answers_of(answered), "nowhere")
    assert (unknown.base, unknown.whole, unknown.counts, unknown.versions) == (0, 0, {}, ())
    assert matrix(answers_of(answered), "nowhere") == []


def test_versions_whose_question_has_other_answers_are_kept_apart() -> None:
    """A new wording is the same question; other answers make it another, which is counted apart."""
    made = survey()
    response(made, {"capacity": "patient", "one-policy": "unsure", "age": "under-35"})
    changed = SURVEY.replace("unsure: I am not sure", "neither: Neither").replace("How old are you?", "What is your age?")
    made.version = publish(made, changed)
    made.save()
    response(made, {"capacity": "patient", "one-policy": "neither", "age": "under-35"})
    found = tally(answers_of(made), "one-policy")
    assert (found.counts, found.versions) == ({"agree": 0, "disagree": 0, "neither": 1}, (2,))
    assert [(one.counts["unsure"], one.versions) for one in found.apart] == [(1, (1,))]
    assert (tally(answers_of(made), "age").counts["under-35"], tally(answers_of(made), "age").asks) == (2, "What is your age?")


def test_an_answer_to_what_was_not_asked_is_not_in_the_base() -> None:
    """On paper somebody may answer everything: it is said, and does not change the shares."""
    made = survey()
    response(made, {"capacity": "staff", "one-policy": "agree"}, channel=ON_PAPER)
    found = tally(answers_of(made), "one-policy")
    assert (found.base, found.not_asked, found.unasked) == (0, 1, 1)


_ROUTED = """\
---
survey: routed
title: Three questions
---

## One page

```question
id: a
kind: one
asks: A?
answers: {x: X, y: Y}
```

```question
id: b
kind: one
asks: B?
answers: {x: X, y: Y}
only if: {a: [x]}
```

```question
id: c
kind: one
asks: C?
answers: {x: X, y: Y}
only if: {b: [x]}
```
"""


def test_an_answer_that_is_not_asked_any_more_leads_nowhere() -> None:
    """Somebody answered a question, went back, and took another way: what stands there still chooses nobody and groups nobody."""
    made = survey(text=_ROUTED)
    stale, whole = response(made, {"a": "y", "b": "x", "c": "x"}), response(made, {"a": "x", "b": "x", "c": "y"})
    every = answers_of(made)
    assert (tally(every, "c").base, tally(every, "c").counts, tally(every, "c").unasked) == (1, {"x": 0, "y": 1}, 1)
    groups = cross(every, "a", "b").groups
    assert (groups["x"].whole, groups[NOT_STATED].counts) == (1, {"x": 0, "y": 1})
    assert tally(every, "a", {"b": ["x"]}).base == 1
    assert every.chosen({"b": ["x"]}).tolist() == every.chosen({}, given="c").tolist() == [whole.pk]
    assert stale.pk in every.chosen({}).tolist()


def test_a_version_that_was_published_since_is_read() -> None:
    """Though nobody has answered it yet; and so are areas that were changed."""
    made = Survey.objects.create(involvement=involvement(), title="Help to have a baby", text=SURVEY)
    assert answers_of(made).blocks == ()
    made.version = publish(made, SURVEY)
    made.save()
    assert len(matrix(answers_of(made), "age")) == 1
    made.involvement.areas = [{"key": "north", "name": "The North", "districts": []}]
    assert answers_of(made).areas == {"north": "The North"}


def test_more_than_eight_answers_fit_too() -> None:
    """Of a question with several answers each has a bit, on as many bytes as it takes."""
    many = ", ".join(f"a{n}: Answer {n}" for n in range(1, 12))
    made = survey(text=SURVEY.replace("answers: {ivf: IVF, iui: IUI,", f"answers: {{{many},"))
    response(made, {"services": ["a1", "a11"], "capacity": "patient"})
    response(made, {"services": ["a11"], "capacity": "patient"})
    found = tally(answers_of(made), "services")
    assert (found.counts["a1"], found.counts["a11"], found.base) == (1, 2, 2)
    assert tally(answers_of(made), "capacity", {"services": ["a1"]}).base == 1


def test_answers_are_read_again_when_something_changed(django_assert_num_queries: object) -> None:
    """And only then: otherwise three quick questions to the database are enough."""
    made = survey()
    response(made, {"capacity": "patient"})
    first = answers_of(made)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert answers_of(made) is first
    second = response(made, {"capacity": "patient"}, status=COMPLETE)
    assert tally(answers_of(made), "capacity").base == 2
    second.status = VOID
    second.save()
    assert tally(answers_of(made), "capacity").base == 1
    made.at_random = True
    assert answers_of(made).at_random


def test_what_was_kept_just_after_the_reading_is_not_overlooked() -> None:
    """Somebody slower may have written before the reading and kept it after: so what is fresh is read once more."""
    made = survey()
    response(made, {"capacity": "patient"})
    first = answers_of(made)
    later = first.read + timedelta(seconds=6)
    assert (first.holds(first.read), first.holds(later)) == (True, False)
    assert replace(first, read=later).holds(later + timedelta(days=1))
    assert answers_of(survey()).holds(later)


def test_a_few_surveys_are_kept_in_memory_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that was asked for longest ago goes."""
    from coequal.involvement.counting import answers

    monkeypatch.setattr(answers, "_KEPT", 1)
    one, other = survey(), survey()
    first = answers_of(one)
    answers_of(other)
    assert answers_of(one) is not first


def test_answers_that_are_read_in_pieces_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the pieces have other postcode districts, which are known from the answers alone."""
    from coequal.involvement.counting import answers

    monkeypatch.setattr(answers, "_CHUNK", 2)
    made = survey()
    for district in ("EX2", "EX1", "EX3", "EX1", None):
        given = {"capacity": "patient", "services": ["ivf"], "children": 3, "effect": "Yes.", "one-policy": "agree"}
        response(made, given | ({"district": district} if district else {}))
    found = answers_of(made)
    assert tally(found, "district").counts == {"EX1": 2, "EX2": 1, "EX3": 1}
    assert (tally(found, "services").counts["ivf"], tally(found, "effect").base, tally(found, "children").base) == (5, 5, 5)
