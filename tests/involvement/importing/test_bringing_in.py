"""Answers that were collected elsewhere: each column says what it holds, what does not fit is said, and a file comes in once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.permissions import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.counting import exports
from coequal.involvement.importing import columns as to
from coequal.involvement.importing.cells import day, read_cell, yes_or_no
from coequal.involvement.importing.fitting import Fit, fit
from coequal.involvement.importing.keeping import BroughtIn, bring_in
from coequal.involvement.importing.reading import read_file
from coequal.involvement.importing.sheets import Column
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.responses import COMPLETE, LATE, ON_PAPER, ONLINE, PARTIAL, VOID, WITHDRAWN
from coequal.involvement.surveys.answers import NotAnAnswer
from coequal.involvement.surveys.model import Survey as Definition
from coequal.involvement.surveys.reading import read_survey
from tests.involvement.making import SURVEY, involvement, response, survey
from tests.web.signing import person

DEFINITION = read_survey(SURVEY)


def definition(of: Survey) -> Definition:
    assert of.version is not None
    return of.version.definition


def guessed(data: str, of: Definition = DEFINITION) -> list[str]:
    return to.guessed(read_file(data.encode()), of)


def fitted(of: Survey, data: str, targets: list[str] | None = None) -> Fit:
    sheet = read_file(data.encode())
    return fit(sheet, targets or to.guessed(sheet, definition(of)), definition(of), of.involvement)


def brought(of: Survey, data: str, targets: list[str] | None = None, channel: str = ONLINE) -> BroughtIn:
    acting = person_acting(person(Role.INVOLVEMENT_OFFICER))
    return bring_in(acting, of, fitted(of, data, targets), channel, "answers.csv")


def test_what_a_column_holds_is_guessed_by_its_name_and_words() -> None:
    """By the names of questions, their words, numbers before them, and the names that software gives; nothing twice."""
    heads = "Response ID,Submitted,1. Should the rules be the same everywhere?,effect,Q3 How old are you,How old are you?,Email address,Other thing,ways gp"
    assert guessed(f"{heads}\n1\n") == [":name", ":received", "one-policy", "effect", "age", "", "", "", "ways gp"]
    both = 'a,"Which of these have you used? IVF"\nWhy do you say that?,x\n"{""ImportId"":""a""}",y\n'
    assert guessed(both) == ["effect", "services=ivf"]


def test_what_tells_who_somebody_is_is_never_offered_to_be_kept() -> None:
    """Names, e-mail and computers' addresses."""
    for name in ("IPAddress", "RecipientEmail", "E-mail", "First name", "LocationLatitude", "Name", "Telephone"):
        assert to.tells_who(Column(name))
    assert not to.tells_who(Column("Why do you say that?"))


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("one-policy", "agree", "agree"),
        ("one-policy", " YES ", "agree"),
        ("one-policy", "I am not sure.", "unsure"),
        ("age", "Not say", "not-say"),
        ("services", "ivf; iui", ["ivf", "iui"]),
        ("services", "IVF, Something else", ["ivf", "other"]),
        ("services", "None of these", ["none"]),
        ("importance", "5: very", 5),
        ("importance", "not at all", 1),
        ("importance", "3.0", 3),
        ("children", "2", 2),
        ("since", "04/03/1990", "1990-03-04"),
        ("since", "4 March 1990", "1990-03-04"),
        ("district", "st5 1ab", "ST5"),
        ("district", "ST5", "ST5"),
        ("quote", "No", False),
        ("effect", " It is fair. ", "It is fair."),
    ],
)
def test_a_cell_is_read_by_key_by_words_or_as_it_is_written(question: str, text: str, value: object) -> None:
    """Of a full postcode the second part is dropped at once."""
    asked = DEFINITION.question(question)
    assert asked is not None
    assert read_cell(asked, text) == value


def test_words_of_an_answer_may_hold_commas() -> None:
    """The longest answer that fits is the one."""
    text = SURVEY.replace("iui: IUI", "iui: 'IUI, IVF, or both'")
    asked = read_survey(text).question("services")
    assert asked is not None
    assert read_cell(asked, "IVF, IUI, IVF, or both") == ["ivf", "iui"]


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("one-policy", "maybe", "“maybe” is none of the answers: Yes, No, I am not sure."),
        ("services", "IVF, magic " + "x" * 60, "none of the answers"),
        ("services", "IVF; none", "something else as well"),
        ("importance", "9", "Choose one"),
        ("since", "yesterday", "“yesterday” is no day"),
        ("quote", "perhaps", "neither yes nor no"),
        ("children", "99", "from 0 to 20"),
    ],
)
def test_what_is_no_answer_says_why(question: str, text: str, says: str) -> None:
    """In words for whoever corrects the file."""
    asked = DEFINITION.question(question)
    assert asked is not None
    with pytest.raises(NotAnAnswer, match=says):
        read_cell(asked, text)


def test_days_and_yes_are_read_as_software_writes_them() -> None:
    """With the time after the day, or without."""
    assert day("2026-03-27 10:15:00") == day("27 Mar 2026") == date(2026, 3, 27)
    assert (yes_or_no("TRUE"), yes_or_no("0")) == (True, False)


@pytest.mark.django_db
def test_nothing_is_kept_before_somebody_says_so_and_faults_name_row_and_column() -> None:
    """How many cells fit is counted by column; a row that does not fit is left out whole."""
    made = survey()
    found = fitted(made, "capacity,one-policy,age\npatient,Yes,Under 35\npatient,maybe,\npublic,,old\n\n")
    assert [(fault.row, fault.column, fault.says.split(" is ")[0]) for fault in found.faults] == [
        (3, "one-policy", "“maybe”"),
        (4, "age", "“old”"),
    ]
    assert (found.filled, found.refused, len(found.rows)) == ((3, 1, 1), 2, 1)
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_answers_in_columns_of_their_own_and_words_beside_them() -> None:
    """Each of several answers may have a column; what is written beside “other” chooses it."""
    made = survey()
    data = "a,b,c,d,e,f\nIVF,1,clinic,good,no,\n,,clinic,poor,,yes\n"
    targets = ["services=ivf", "services=iui", "services:other", "ways gp", "services=none", "quote"]
    found = fitted(made, data, targets)
    assert [row.answers for row in found.rows] == [
        {"services": ["ivf", "iui", "other"], "services:other": "clinic", "ways": {"gp": "good"}},
        {"services": ["other"], "services:other": "clinic", "ways": {"gp": "poor"}, "quote": True},
    ]
    two = SURVEY.replace("{ivf: IVF,", "{ivf: {says: IVF, in words: true},")
    assert "beside" in fitted(survey(text=two), "a\nwords\n", ["services:other"]).faults[0].says
    other = fitted(made, "a,b,c\n,words,body\n", ["services=ivf", "services:other", "capacity"])
    assert other.rows[0].answers == {"services": ["other"], "services:other": "words", "capacity": "body"}
    one = fitted(made, "a\nA charity\n", ["capacity:other"])
    assert one.rows[0].answers == {"capacity": "body", "capacity:other": "A charity"}
    both = fitted(made, "a,b\ngood,poor\n", ["ways gp", "ways clinic"])
    assert both.rows[0].answers == {"ways": {"gp": "good", "clinic": "poor"}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("targets", "says"),
    [
        (["capacity"], "does not fit this file any more"),
        (["capacity", "nowhere"], "does not fit this file any more"),
        (["capacity", "capacity"], "2 columns are to hold"),
        (["effect", "capacity"], "seems to tell who somebody is"),
        (["", ":kind"], "No column holds an answer yet"),
    ],
)
def test_columns_that_cannot_be_so_are_refused(targets: list[str], says: str) -> None:
    """Before a row is looked at."""
    with pytest.raises(CoequalError, match=says):
        fitted(survey(), "Email,b\nx,patient\n", targets)


@pytest.mark.django_db
def test_a_file_comes_in_once_and_what_is_known_of_each_response_with_it() -> None:
    """By the response's own number in the file: the same file again adds nothing, a longer one only what is new."""
    today = timezone.localdate()
    made = survey()
    data = (
        "id,capacity,district,quote,received,channel,status,kind,area,language,person,form serial\n"
        f"1,patient,EX3,yes,{today},paper,true,,,cy,p1,A-1\n"
        f"2,body,,no,{today + timedelta(60)},,,,,,,\n"
        "3,staff,,,,anonymous,partial,organisation,South,,,\n"
        "4,patient,,,,,void,,,,,\n"
        "5,patient,,,,,withdrawn,,,,,\n"
        "6,patient,,,,,IP Address,,,,,\n"
    )
    assert guessed(data) == [
        ":name",
        "capacity",
        "district",
        "quote",
        *(f":{one}" for one in ("received", "channel", "status", "kind", "area", "language", "person", "serial")),
    ]
    assert brought(made, data) == BroughtIn(6, 0)
    one, two, three, four, five, six = Response.objects.order_by("pk")
    assert (one.channel, one.status, one.area, one.may_publish, one.language, one.serial, one.received) == (
        ON_PAPER,
        COMPLETE,
        "south",
        True,
        "cy",
        "A-1",
        today,
    )
    assert (len(one.respondent), one.brought_in, one.kind) == (64, "number 1", "individual")
    assert (two.status, two.kind, two.may_publish, "after" in two.why) == (LATE, "organisation", False, True)
    assert (three.status, three.kind, three.area, three.channel, three.completed) == (
        PARTIAL,
        "organisation",
        "south",
        ONLINE,
        None,
    )
    assert (four.status, four.why) == (VOID, "The file that it came in says so.")
    assert (five.status, five.answers, six.status) == (WITHDRAWN, {}, COMPLETE)
    assert brought(made, data) == BroughtIn(0, 6)
    assert brought(made, f"{data}7,public,,,,,,,,,,\n") == BroughtIn(1, 6)
    entry = Entry.objects.latest("number")
    assert (entry.action, '"added":1' in entry.detail, "patient" in entry.detail) == ("brought in responses", True, False)


@pytest.mark.django_db
def test_a_number_that_two_rows_have_is_a_fault() -> None:
    """One of them would otherwise be taken for the other, and be lost."""
    found = fitted(survey(), "id,capacity\n1,patient\n2,public\n1,staff\n")
    assert [(fault.row, fault.column, fault.says) for fault in found.faults] == [
        (4, "id", "Row 2 has the same number. Each response has one of its own.")
    ]


@pytest.mark.django_db
def test_rows_without_a_number_are_known_by_all_that_stands_in_them() -> None:
    """Two people may have answered alike in one file; the same file again still adds nothing."""
    made = survey()
    data = "capacity,age\npatient,Under 35\npatient,Under 35\n"
    assert brought(made, data) == BroughtIn(2, 0)
    assert brought(made, data) == BroughtIn(0, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("head", "cell", "says"),
    [
        ("channel", "pigeon", "none of: online"),
        ("status", "maybe", "does not say whether"),
        ("kind", "robot", "none of: individual"),
        ("area", "Mars", "none of the areas of this involvement: North Exampleshire, South"),
        ("id", "pat@example.org", "looks like an e-mail address"),
        ("serial", "x" * 30, "at most 20"),
        ("received", "soon", "no day"),
    ],
)
def test_what_is_wrong_beside_the_answers_is_a_fault_too(head: str, cell: str, says: str) -> None:
    """In the row and the column where it stands."""
    found = fitted(survey(), f"capacity,{head}\npatient,{cell}\n")
    assert says in found.faults[0].says
    assert found.faults[0].column == head


@pytest.mark.django_db
def test_a_serial_stands_once() -> None:
    """Nothing of the file is kept where it brings a form that is there already."""
    made = survey()
    response(made, serial="A-1")
    with pytest.raises(CoequalError, match=r"Row 3: a form with the serial “A-1” is there already"):
        brought(made, "capacity,serial\npatient,A-2\npatient,A-1\n")
    assert made.responses.count() == 1


@pytest.mark.django_db
def test_nothing_comes_to_what_nobody_answers() -> None:
    """A record of the past, a survey without a version, an involvement that is reported, and whoever may not."""
    past, without, reported = survey(involvement(dates_only=True)), survey(), survey(involvement("reported"))
    row = fitted(without, "capacity\npatient\n")
    without.version = None
    without.save()
    acting = person_acting(person(Role.INVOLVEMENT_OFFICER))
    for made, error, says in (
        (past, CoequalError, "record of the past"),
        (without, CoequalError, "no version yet"),
        (reported, NotAllowed, "reported"),
    ):
        with pytest.raises(error, match=says):
            bring_in(acting, made, row, ONLINE, "a.csv")


@pytest.mark.django_db
@pytest.mark.parametrize("form", [exports.as_csv, exports.as_json_lines])
def test_what_goes_out_comes_in_again_as_it_was(form: object) -> None:
    """Our own export brought into another survey has the same answers; into its own it adds nothing."""
    made, other = survey(), survey()
    given = {
        "capacity": "body",
        "capacity:other": "A charity",
        "district": "EX1",
        "one-policy": "agree",
        "effect": "=1+1\nis fair; yes",
    }
    given |= {
        "services": ["ivf", "other"],
        "services:other": "more, and more",
        "importance": 5,
        "ways": {"gp": "good", "clinic": "poor"},
    }
    given |= {"age": "under-35", "children": 2, "since": "1990-03-04", "found-out": "-", "quote": True}
    response(made, given, area="north", kind="organisation", may_publish=True, channel=ON_PAPER)
    response(made, {"capacity": "staff"}, status=PARTIAL, kind="staff")
    data = form(made).decode()  # type: ignore[operator]
    assert brought(other, data) == BroughtIn(2, 0)
    fields = ("answers", "channel", "status", "kind", "area", "may_publish", "received", "language")
    assert list(other.responses.values(*fields)) == list(made.responses.values(*fields))
    assert brought(made, data) == BroughtIn(0, 2)
    assert brought(other, data) == BroughtIn(0, 2)


@pytest.mark.django_db
def test_what_goes_out_for_themefinder_comes_in_again() -> None:
    """What people wrote, and what else they said in words."""
    made, other = survey(), survey()
    response(
        made,
        {
            "capacity": "patient",
            "one-policy": "agree",
            "effect": "It is fair to all.",
            "ways": {"gp": "good"},
            "services": ["ivf", "iui"],
        },
    )
    response(made, {"capacity": "public", "importance": 3, "quote": True})
    sheet = read_file(exports.as_themefinder(made))
    found = fit(sheet, to.guessed(sheet, definition(other)), definition(other), other.involvement)
    assert found.faults == ()
    assert bring_in(person_acting(person(Role.ANALYST)), other, found, ONLINE, "set.zip") == BroughtIn(2, 0)
    expected = [dict(one.answers) for one in made.responses.order_by("pk")]
    del expected[1]["quote"]
    assert [one.answers for one in other.responses.order_by("pk")] == expected
