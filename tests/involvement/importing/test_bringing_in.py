"""Answers that were collected elsewhere: each column says what it holds, what does not fit is said, and a file comes in once."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.documents.brought.sheets import Column
from coequal.errors import CoequalError
from coequal.involvement.counting import exports
from coequal.involvement.counting.marking import COUNTS, mark
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.importing import columns as to
from coequal.involvement.importing.cells import day, read_cell, yes_or_no
from coequal.involvement.importing.fitting import Fit, fit
from coequal.involvement.importing.keeping import BroughtIn, bring_in
from coequal.involvement.importing.reading import read_file
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.responses import COMPLETE, LATE, ON_PAPER, ONLINE, PARTIAL, VOID, WITHDRAWN
from coequal.involvement.surveys.answers import NotAnAnswer
from coequal.involvement.surveys.model import Survey as Definition
from coequal.involvement.surveys.reading import read_survey
from tests.involvement.making import SURVEY, involvement, publish, response, survey
from tests.involvement.writing import asked
from tests.security.counting import few_calls
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


def test_a_name_as_long_as_a_cell_may_be_is_like_no_question() -> None:
    """Found by chance: such a name was held against the words of every question, letter by letter, for minutes."""
    with few_calls(2_000_000):
        assert guessed(f"{'W=1+1=' * 10_000},{'Why do you say that? ' * 4_000}\n1,2\n") == ["", ""]


def test_what_tells_who_somebody_is_is_never_offered_to_be_kept() -> None:
    """Names, e-mail and computers' addresses."""
    names = "IPAddress,RecipientEmail,E-mail,First name,LocationLatitude,Name,Telephone,Full name,Your name,Surname,IP,NHS number"
    for name in (*names.split(","), "Date of birth", "DOB", "Mobile", "Contact", "Contact details"):
        assert to.tells_who(Column(name)), name
    for name in ("Why do you say that?", "Organisation name", "How did you contact us?", "Year of birth"):
        assert not to.tells_who(Column(name)), name


@pytest.mark.django_db
def test_a_postcode_is_held_by_nothing_but_a_question_for_its_district() -> None:
    """There no more than its first part is kept."""
    heads = 'What is the first part of your postcode?,Postcode\nx,Why do you say that?\n"{""ImportId"":""a""}",y\n'
    assert guessed(heads) == ["district", ""]
    made = asked()
    found = fitted(made, "one-policy,Postcode\nYes,ST5 1AB\n", ["one-policy", "district"])
    assert found.rows[0].answers == {"one-policy": "agree", "district": "ST5"}
    with pytest.raises(CoequalError, match="seems to hold postcodes"):
        fitted(made, "one-policy,Postcode\nYes,ST5 1AB\n", ["one-policy", "effect"])


@pytest.mark.django_db
def test_what_is_left_out_is_nowhere_in_the_name_of_a_row() -> None:
    """Nor can it be found again by trying; and an e-mail address is no number of a person."""
    made = asked()
    one, other = (fitted(made, f"one-policy,computer\nYes,{ip}\n", ["one-policy", ""]).rows[0] for ip in ("10.0.0.1", "10.0.0.2"))
    assert one.name == other.name
    assert one.name != f"row {sha256(b'Yes').hexdigest()[:32]} 1"
    found = fitted(made, "one-policy,person\nYes,jo@example.org\n", ["one-policy", ":person"])
    assert [fault.says.split(",")[0] for fault in found.faults] == ["This looks like an e-mail address"]


@pytest.mark.django_db
def test_a_file_that_was_fitted_to_another_version_does_not_come_in() -> None:
    """Answers belong to the version whose questions they were read by."""
    made = asked()
    found = fitted(made, "one-policy\nYes\n")
    newer = publish(made, made.text)
    Survey.objects.filter(pk=made.pk).update(version=newer)
    acting = person_acting(person(Role.INVOLVEMENT_OFFICER))
    with pytest.raises(CoequalError, match="A new version of the survey"):
        bring_in(acting, made, found, ONLINE, "answers.csv")
    assert not Response.objects.exists()


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
        ("services", "zz," * 20_000, "more parts than there are answers"),
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
    made = asked()
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
        f"6,patient,,,{today + timedelta(60)},,partial,,,,,\n"
        "7,body,,,,,late,,,,,\n"
    )
    assert guessed(data) == [
        ":name",
        "capacity",
        "district",
        "quote",
        *(f":{one}" for one in ("received", "channel", "status", "kind", "area", "language", "person", "serial")),
    ]
    assert brought(made, data) == BroughtIn(7, 0)
    one, two, three, four, five, six, seven = Response.objects.order_by("pk")
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
    assert (four.status, four.why, four.completed is None) == (VOID, "The file that it came in says so.", False)
    assert (five.status, five.answers, five.completed, six.status, six.completed) == (WITHDRAWN, {}, None, LATE, None)
    assert (seven.status, mark(person_acting(person(Role.INVOLVEMENT_OFFICER)), seven, COUNTS, "It was not.").status) == (
        LATE,
        COMPLETE,
    )
    assert brought(made, data) == BroughtIn(0, 7)
    assert brought(made, f"{data}8,public,,,,,,,,,,\n") == BroughtIn(1, 7)
    entry = Entry.objects.latest("number")
    assert (entry.action, '"added":1' in entry.detail, "patient" in entry.detail) == ("brought in responses", True, False)


@pytest.mark.django_db
def test_qualtrics_says_in_one_column_what_is_finished_and_in_another_what_is_a_trial() -> None:
    """Its status 0 is real and may be unfinished; 1 is a trial, and no answer."""
    made = survey()
    data = "Status,Finished,capacity\nIP Address,False,patient\n0,1,patient\n1,1,patient\nSurvey Preview,True,patient\n"
    assert guessed(data) == [":trial", ":status", "capacity"]
    assert guessed("Status,capacity\n1,patient\n") == [":status", "capacity"]
    found = fitted(made, data)
    assert [fault.says.split(" is ")[0] for fault in found.faults] == ["“1”", "“Survey Preview”"]
    brought(made, data)
    assert list(made.responses.order_by("pk").values_list("status", flat=True)) == [PARTIAL, COMPLETE]


@pytest.mark.django_db
def test_a_row_without_an_answer_is_no_response() -> None:
    """Nor is one with nothing but answers to what was not asked; what is not to count may be empty."""
    made = survey()
    today = timezone.localdate()
    data = f"capacity,one-policy,received,status\n,,{today},\n,Yes,{today},\nstaff,Yes,{today},\n,,{today},void\n"
    found = fitted(made, data)
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "the whole row"), (3, "the whole row")]
    assert found.filled == (1, 0, 4, 1)
    assert [row.answers for row in found.rows] == [{"capacity": "staff"}, {}]
    brought(made, data)
    empty = made.responses.get(status=VOID)
    assert empty.completed is None


@pytest.mark.django_db
def test_what_came_after_it_was_ended_early_is_late() -> None:
    """Though the day on which it was to close is still to come; on the day itself it is in time."""
    now = timezone.now()
    made = survey(involvement(ended=now - timedelta(days=2)))
    days = [timezone.localdate(now) - timedelta(n) for n in (1, 2)]
    brought(made, f"capacity,received\npatient,{days[0]}\npatient,{days[1]}\n")
    assert list(made.responses.order_by("pk").values_list("status", flat=True)) == [LATE, COMPLETE]


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
        ("status", "IP Address", "does not say whether"),
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
    made, other = asked(), asked()
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
    gather(made.involvement)
    made.involvement.extracts.update(screened=True)
    sheet = read_file(exports.as_themefinder(made))
    found = fit(sheet, to.guessed(sheet, definition(other)), definition(other), other.involvement)
    assert found.faults == ()
    assert bring_in(person_acting(person(Role.ANALYST)), other, found, ONLINE, "set.zip") == BroughtIn(2, 0)
    expected = [dict(one.answers) for one in made.responses.order_by("pk")]
    del expected[1]["quote"]
    assert [one.answers for one in other.responses.order_by("pk")] == expected


@pytest.mark.django_db
def test_with_a_new_secret_key_nothing_comes_in_twice_and_nobody_becomes_two(settings: object) -> None:
    """As long as the keys before it are still known to the site; a row that is new then is named by the new key."""
    made = survey()
    data = "capacity,person\npatient,p1\npatient,p1\nstaff,p2\n"
    old, new = "o" * 40, "n" * 40
    settings.SECRET_KEY = old
    assert brought(made, data) == BroughtIn(3, 0)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, [old]
    assert brought(made, f"{data}public,p1\npublic,p3\n") == BroughtIn(2, 3)
    first, _, second, again, third = Response.objects.order_by("pk").values_list("respondent", flat=True)
    assert (again, len({first, second, third})) == (first, 3)
    settings.SECRET_KEY_FALLBACKS = []
    assert brought(made, data) == BroughtIn(3, 0)
