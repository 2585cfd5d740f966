"""Paper forms: printed with serials, typed in once and again, settled, set aside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.answering.copies import form_typed, print_copies, without_serial
from coequal.involvement.answering.entered import entered
from coequal.involvement.answering.from_paper import from_paper
from coequal.involvement.answering.keying import (
    NOT_YET,
    TO_SETTLE,
    TWICE,
    Came,
    differences,
    original_of,
    response_of,
    set_aside,
    settle,
    stands,
    type_in,
    why_not,
)
from coequal.involvement.answering.serials import new_serial, read_serial
from coequal.involvement.counting.marking import COUNTS, mark
from coequal.involvement.models import PaperForm, Response, Survey
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING
from coequal.involvement.models.responses import COMPLETE, DUPLICATE, LATE, PARTIAL, TELEPHONE, TWO_ENTRIES, VOID
from coequal.involvement.surveys.reading import read_survey
from tests.involvement import making
from tests.involvement.making import SURVEY
from tests.web.signing import person

ANSWERS = {"capacity": "patient", "district": "EX1", "one-policy": "agree", "effect": "It is fair.", "services": ["ivf"]}


def acting(name: str = "pat") -> Acting:
    return person_acting(person(Role.INVOLVEMENT_OFFICER, email=f"{name}@exampleshire.example"))


def today(days: int = 0) -> Came:
    return Came(timezone.localdate() + timedelta(days))


def printed(survey: Survey | None = None) -> PaperForm:
    return print_copies(acting(), survey or making.survey(), 1)[0]


def test_one_wrong_sign_of_a_serial_or_two_that_changed_places_always_show() -> None:
    """Whichever they are, in a hundred serials."""
    signs = "23456789BCDFGHJKMNPQRSTVWXYZ"
    for _ in range(100):
        serial = new_serial()
        assert read_serial(serial.lower().replace("-", "  ")) == serial
        assert read_serial(serial[2:]) == serial
        plain = serial[2:].replace("-", "")
        for place in range(8):
            slips = [plain[:place] + sign + plain[place + 1 :] for sign in signs if sign != plain[place]]
            if place < 7 and plain[place] != plain[place + 1]:
                slips.append(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])
            for slip in slips:
                with pytest.raises(CoequalError, match="slip"):
                    read_serial(slip)
    for other in ("", "P-7F3K", "AAAA-AAAA", "P-7F3K-2QX9-3"):
        with pytest.raises(CoequalError, match="looks like P-7F3K-2QX9"):
            read_serial(other)


@pytest.mark.django_db
def test_copies_have_serials_of_the_version_that_people_answer() -> None:
    """Batch by batch; too many, none, and a survey that is not published are refused."""
    survey = making.survey()
    first, second = print_copies(acting(), survey, 2), print_copies(acting(), survey, 3)
    assert [one.batch for one in (*first, *second)] == [1, 1, 2, 2, 2]
    assert {one.version for one in first} == {survey.version}
    assert form_typed(survey, first[0].serial) == first[0]
    assert str(first[0]) == first[0].reference == first[0].serial
    for count in (0, 201):
        with pytest.raises(CoequalError, match="between 1 and 200"):
            print_copies(acting(), survey, count)
    bare = making.survey()
    bare.version = None
    bare.save()
    with pytest.raises(CoequalError, match="Publish a version"):
        print_copies(acting(), bare, 1)
    for of, serial in ((bare, first[0].serial), (survey, new_serial())):  # whether another survey has it is not told
        with pytest.raises(CoequalError, match="No form of this survey was printed"):
            form_typed(of, serial)
    with pytest.raises(NotAllowed):
        print_copies(acting(), making.survey(making.involvement(CLOSED)), 1)


@pytest.mark.django_db
def test_a_form_without_a_serial_gets_one() -> None:
    """Not while the involvement is still being prepared."""
    made = without_serial(acting(), making.survey(), 1, 1)
    assert made.batch == 0
    with pytest.raises(NotAllowed):
        without_serial(acting(), making.survey(making.involvement(PREPARING)), 1, 1)


@pytest.mark.django_db
def test_what_is_typed_once_counts_with_its_area_and_kind() -> None:
    """And waits for somebody else to type it in again; the trail holds no answer."""
    form = printed()
    assert stands(response_of(form)) == NOT_YET
    made = type_in(acting(), form, ANSWERS, Came(timezone.localdate(), TELEPHONE, "cy"))
    assert (made.status, made.area, made.kind, made.channel, made.language) == (COMPLETE, "north", "individual", TELEPHONE, "cy")
    assert made.serial == form.serial
    assert stands(made) == TWO_ENTRIES
    assert "Somebody else" in why_not(form, acting())
    assert why_not(form, acting("kim")) == ""
    assert "fair" not in Entry.objects.order_by("number").last().detail
    with pytest.raises(CoequalError, match="typed this form in already"):
        type_in(acting(), form, ANSWERS, today())


@pytest.mark.django_db
def test_answers_that_routing_does_not_lead_to_are_left_out() -> None:
    """As they are online; what was typed is kept beside."""
    made = type_in(acting(), printed(), {**ANSWERS, "one-policy": "unsure"}, today())
    assert "effect" not in made.answers
    assert made.keyed.get().answers["effect"] == "It is fair."


@pytest.mark.django_db
def test_a_form_without_what_is_required_is_partial() -> None:
    """And one without any answer is none."""
    assert type_in(acting(), printed(), {"district": "EX1"}, today()).status == PARTIAL
    with pytest.raises(CoequalError, match="void"):
        type_in(acting(), printed(), {}, today())


@pytest.mark.django_db
def test_a_form_that_came_after_the_last_day_is_late() -> None:
    """One that came on it is not, whenever it is typed in."""
    survey = making.survey(making.involvement(CLOSED))
    forms = [without_serial(acting(), survey, 1, 1) for _ in range(2)]
    closed = survey.involvement.closes
    assert closed is not None
    late = type_in(acting(), forms[0], ANSWERS, Came(closed + timedelta(1)))
    assert (late.status, late.why.startswith("received on")) == (LATE, True)
    assert type_in(acting(), forms[1], ANSWERS, Came(closed)).status == COMPLETE


@pytest.mark.django_db
def test_a_form_cannot_come_tomorrow_or_before_the_opening() -> None:
    """It says between which days."""
    for days in (1, -30):
        with pytest.raises(CoequalError, match="not be after today and not before"):
            type_in(acting(), printed(), ANSWERS, today(days))
    opening = making.involvement(OPEN)
    survey = making.survey(opening)
    form = printed(survey)
    opening.opens = None
    opening.closes = None
    opening.save()
    with pytest.raises(NotAllowed):  # it has no day on which it opens, so it is announced and nothing more
        print_copies(person_acting(person(Role.ANALYST, email="a@exampleshire.example")), survey, 1)
    with pytest.raises(CoequalError, match=r"after today\.$"):
        type_in(acting(), form, ANSWERS, today(1))
    assert type_in(acting(), form, ANSWERS, today()).status == COMPLETE


@pytest.mark.django_db
def test_the_same_typed_twice_is_done() -> None:
    """But for capitals, spaces and punctuation in what is written."""
    form = printed()
    type_in(acting(), form, ANSWERS, today())
    response = type_in(acting("kim"), form, {**ANSWERS, "effect": "it is  fair"}, today())
    assert stands(response) == TWICE
    assert "twice already" in why_not(form, acting("lee"))
    assert response.keyed.count() == 2
    told = entered(form.version.survey)
    assert (told.printed, told.typed, told.twice, told.compared, told.slips, told.waiting) == (1, 1, 1, 5, 0, ())


@pytest.mark.django_db
def test_differences_are_settled_by_choice() -> None:
    """Until then the answers that were typed first count."""
    form = printed()
    type_in(acting(), form, ANSWERS, today())
    response = type_in(acting("kim"), form, {**ANSWERS, "services": ["iui"], "age": "under-35"}, today())
    assert stands(response) == TO_SETTLE
    assert "Settle" in why_not(form, acting("lee"))
    assert differences(form) == ["services", "age"]
    told = entered(form.version.survey)
    assert (told.compared, told.slips, told.waiting) == (6, 2, ((form.serial, TO_SETTLE),))
    assert Response.objects.get().answers["services"] == ["ivf"]
    settled = settle(acting(), form, {**ANSWERS, "services": ["iui"]})
    assert settled.answers["services"] == ["iui"]
    assert stands(settled) == TWICE
    with pytest.raises(CoequalError, match="nothing to settle"):
        settle(acting(), form, ANSWERS)
    with pytest.raises(CoequalError, match="nothing to settle"):
        settle(acting(), printed(), ANSWERS)


@pytest.mark.django_db
def test_what_somebody_said_of_a_form_stays_when_it_is_settled() -> None:
    """It is late because a person said so, with the reason; and when it counts again it is as whole as it is."""
    form = printed()
    first = type_in(acting(), form, {"district": "EX1"}, today())
    assert (first.status, first.completed) == (PARTIAL, None)
    type_in(acting("kim"), form, ANSWERS, today())
    mark(acting(), first, LATE, "The postmark was wrong.")
    settled = settle(acting(), form, {"district": "EX3"})
    assert (settled.status, settled.why, settled.area) == (LATE, "The postmark was wrong.", "south")
    assert mark(acting(), settled, COUNTS, "It was right.").status == PARTIAL


@pytest.mark.django_db
def test_what_is_typed_in_answers_something_that_is_asked() -> None:
    """A form in which nothing else is filled in is void."""
    with pytest.raises(CoequalError, match="Nothing is typed in"):
        type_in(acting(), printed(), {"one-policy": "agree"}, today())


@pytest.mark.django_db
def test_a_form_that_was_brought_in_from_a_file_is_none_of_those_printed_here() -> None:
    """Nobody has to type it in a second time."""
    form = printed()
    making.response(form.version.survey, {"capacity": "patient"}, serial="A-1")
    told = entered(form.version.survey)
    assert (told.typed, told.by_how[NOT_YET], told.waiting) == (0, 1, ())


@pytest.mark.django_db
def test_a_form_that_was_set_aside_untyped_and_counts_again_can_be_typed_in() -> None:
    """As if it had just come, and twice; one that was brought in from a file needs no typing."""
    form = printed()
    made = set_aside(acting(), form, VOID, "Torn in two.", timezone.localdate())
    Response.objects.filter(pk=made.pk).update(status=PARTIAL, why="")  # somebody says that it counts
    assert stands(response_of(form)) == NOT_YET
    typed = type_in(acting(), form, ANSWERS, Came(timezone.localdate(), TELEPHONE))
    assert (typed.pk, typed.status, typed.channel, typed.answers["effect"]) == (made.pk, COMPLETE, TELEPHONE, "It is fair.")
    assert stands(type_in(acting("kim"), form, ANSWERS, today())) == TWICE
    other = printed(form.version.survey)
    making.response(form.version.survey, {"capacity": "patient"}, serial=other.serial, brought_in="a file: 1")
    assert "brought in from a file" in why_not(other, acting())


@pytest.mark.django_db
def test_a_form_is_set_aside_with_a_reason() -> None:
    """Before it is typed in, or after; it is counted, and cannot be typed in any more."""
    form = printed()
    made = set_aside(acting(), form, VOID, " Torn in two. ", timezone.localdate())
    assert (made.status, made.why, made.answers) == (VOID, "Torn in two.", {})
    assert "set aside as void" in why_not(form, acting("kim"))
    assert stands(made) == VOID
    other = printed(form.version.survey)
    type_in(acting(), other, ANSWERS, today())
    original = making.response(form.version.survey, {"capacity": "patient"})
    twin = set_aside(acting(), other, DUPLICATE, "The same as another.", timezone.localdate(), same_as=original)
    assert (twin.status, twin.same_as) == (DUPLICATE, original)
    told = entered(form.version.survey)
    assert (told.by_how[VOID], told.by_how[DUPLICATE], told.typed) == (1, 1, 0)
    for status, why in ((VOID, " "), (COMPLETE, "So.")):
        with pytest.raises(CoequalError, match="and why"):
            set_aside(acting(), form, status, why, timezone.localdate())


@pytest.mark.django_db
def test_a_duplicate_is_one_of_a_response_that_counts() -> None:
    """Named by its reference or by the number of its form; without one, or of one that does not count, nothing is set aside."""
    form, other = printed(), None
    survey = form.version.survey
    first = type_in(acting(), form, ANSWERS, today())
    assert original_of(survey, f" {first.reference.lower()} ") == original_of(survey, form.serial) == first
    other = printed(survey)
    for unknown in (other.serial, "R-2222-2222"):
        with pytest.raises(CoequalError, match=f"No response to this survey has {unknown}"):
            original_of(survey, unknown)
    with pytest.raises(CoequalError, match="Give the reference of that one"):
        set_aside(acting(), other, DUPLICATE, "Twice.", timezone.localdate())
    void = making.response(survey, {"capacity": "patient"}, status=VOID)
    with pytest.raises(CoequalError, match="does not count itself"):
        set_aside(acting(), other, DUPLICATE, "Twice.", timezone.localdate(), same_as=void)
    assert response_of(other) is None
    assert set_aside(acting(), other, DUPLICATE, "Twice.", timezone.localdate(), same_as=first).same_as == first


@pytest.mark.django_db
def test_settling_leaves_an_answer() -> None:
    """A form of which nothing is left is void; until somebody chooses, it waits as it did."""
    form = printed()
    type_in(acting(), form, {"district": "EX1"}, today())
    type_in(acting("kim"), form, {"district": "EX3"}, today())
    for none in ({}, {"one-policy": "agree"}):
        with pytest.raises(CoequalError, match="No answer would be left on this form"):
            settle(acting(), form, none)
    assert stands(response_of(form)) == TO_SETTLE


@pytest.mark.django_db
def test_a_form_without_a_serial_is_of_the_version_that_somebody_chose() -> None:
    """Of an earlier one too; where a new version was published meanwhile, nobody chose among those that are there."""
    survey = making.survey()
    survey.version = making.publish(survey, SURVEY.replace("We want", "I want"))
    survey.save()
    with pytest.raises(CoequalError, match="Version 2 of this survey was published since you opened this page"):
        without_serial(acting(), survey, 1, 1)
    with pytest.raises(CoequalError, match="Choose the version"):
        without_serial(acting(), survey, 0, 2)
    assert without_serial(acting(), survey, 1, 2).version.number == 1


def test_codes_are_read_into_answers() -> None:
    """With commas or spaces between; words as they are written; a day in three boxes."""
    survey = read_survey(SURVEY)
    typed = {
        "capacity": ["4"], "capacity:other": ["A school"], "district": ["ex1 2ab"], "one-policy": ["1"], "effect": ["Fair"],
        "services": ["3, 1"], "services:other": ["tea"], "importance": ["5"], "ways:gp": ["2"], "ways:clinic": [""],
        "since[day]": ["4"], "since[month]": ["3"], "since[year]": ["1990"], "children": ["2"], "quote": ["2"],
    }  # fmt: skip
    found = from_paper(survey.questions, typed)
    assert found.faults == {}
    assert found.answers == {
        "capacity": "body", "capacity:other": "A school", "district": "EX1", "one-policy": "agree", "effect": "Fair",
        "services": ["ivf", "other"], "services:other": "tea", "importance": 5, "ways": {"gp": "poor"},
        "since": "1990-03-04", "children": 2, "quote": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("limits", "said", "typed", "kept"),
    [
        ("from: 0\nto: 20", "from 0 to 20", ("-1", "21"), ("0", "20")),
        ("from: 1", "1 or more", ("0",), ("1", "400")),
        ("to: 9", "9 or less", ("10",), ("9", "-3")),
    ],
)
def test_a_number_outside_what_the_form_says_is_told_in_the_same_words(
    limits: str, said: str, typed: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """When a form is typed in, as online."""
    survey = read_survey(SURVEY.replace("from: 0\nto: 20", limits))
    for number in typed:
        assert from_paper(survey.questions, {"children": [number]}).faults == {"children": f"The number must be {said}."}
    for number in kept:
        assert from_paper(survey.questions, {"children": [number]}).answers == {"children": int(number)}


def test_several_answers_beside_one_that_stands_alone_are_told() -> None:
    """Ticked on paper as online: the words are those of the form."""
    found = from_paper(read_survey(SURVEY).questions, {"services": ["1, 4"]})
    assert found.faults == {"services": "You chose “None of these” and something else as well. Choose only what is right."}


def test_codes_that_are_not_on_the_form_are_told() -> None:
    """And so are two where one can be chosen, and what cannot be an answer online either."""
    survey = read_survey(SURVEY)
    found = from_paper(
        survey.questions, {"age": ["7"], "one-policy": ["1 2"], "ways:gp": ["x"], "children": ["many"], "services": ["1 4"]}
    )
    assert found.answers == {}
    assert found.faults["age"] == "There is no code 7 here. The codes are: 1, 2, 3."
    assert found.faults["one-policy"] == "Only one can be chosen here. Where several are ticked, leave it empty."
    assert {"ways:gp", "children", "services"} <= set(found.faults)
