"""Single responses: what people wrote, what may be the same one twice, what does not count, and everything as files."""

import csv
import io
import json
import zipfile

import pytest

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.documents.model import Heading, Notice, Picture, Table
from coequal.errors import CoequalError
from coequal.involvement.answering import keeping
from coequal.involvement.counting import exports
from coequal.involvement.counting.answers import answers_of
from coequal.involvement.counting.closed import tally
from coequal.involvement.counting.marking import COUNTS, mark
from coequal.involvement.counting.twins import SAME_ANSWERS, SAME_SERIAL, twins
from coequal.involvement.counting.written import Piece, found, pieces
from coequal.involvement.models import Extract, Response
from coequal.involvement.models.responses import BEGUN, COMPLETE, DUPLICATE, LATE, PARTIAL, VOID, WITHDRAWN
from tests.involvement.making import SURVEY, involvement, publish, response, survey
from tests.web.signing import person

pytestmark = pytest.mark.django_db
LONG = "I waited for two years before anybody told me."


def officer() -> Acting:
    return person_acting(person(Role.INVOLVEMENT_OFFICER))


def test_what_people_wrote_is_shown_without_what_was_taken_out() -> None:
    """Where somebody has looked for personal data; otherwise as it was written, and said to be so."""
    made = survey()
    one = response(made, {"one-policy": "agree", "capacity": "patient", "effect": "Ring me on 01632 960001."}, may_publish=True)
    two = response(made, {"one-policy": "agree", "capacity": "patient", "effect": "Fair."})
    for given, screened in ((one, True), (two, False)):
        Extract.objects.create(
            involvement=made.involvement,
            question=f"{made.reference} effect",
            response=given,
            text="",
            shown="Ring me on [taken out].",
            screened=screened,
        )
    keys = found(answers_of(made), "effect", {"one-policy": ["agree"]})
    assert list(pieces(made, "effect", keys)) == [
        Piece(one.reference, "Ring me on [taken out].", screened=True, may_publish=True),
        Piece(two.reference, "Fair.", screened=False, may_publish=None),
    ]


def test_what_may_be_one_response_twice_is_found_and_people_decide() -> None:
    """The same words and answers, however many spaces stand between them; the same serial written otherwise. Short answers alike are common."""
    made = survey()
    first = response(made, {"capacity": "patient", "effect": LONG}, serial="EX-12")
    second = response(made, {"capacity": "patient", "effect": LONG.replace(" ", "  ")}, serial="ex 12")
    response(made, {"capacity": "public", "effect": LONG})
    response(made, {"capacity": "patient", "effect": "Fair."})
    response(made, {"capacity": "patient", "effect": "Fair."})
    response(made, {"capacity": "patient", "effect": LONG}, status=VOID)
    groups = twins(made)
    assert [(group.because, [one.pk for one in group.responses]) for group in groups] == [
        (SAME_SERIAL, [first.pk, second.pk]),
        (SAME_ANSWERS, [first.pk, second.pk]),
    ]


def test_what_does_not_count_leaves_the_tables_and_stays_received() -> None:
    """With the reason, which the trail has too; it can count again, complete or in part as it was."""
    made = survey()
    one, two = response(made, {"capacity": "patient"}), response(made, {"capacity": "patient"}, status=PARTIAL, completed=None)
    marked = mark(officer(), one, DUPLICATE, "It came twice.", two)
    assert (marked.status, marked.why, marked.same_as) == (DUPLICATE, "It came twice.", two)
    assert tally(answers_of(made), "capacity").base == 1
    entry = Entry.objects.latest("number")
    assert (entry.action, two.reference in entry.detail) == ("said that a response is a duplicate", True)
    again = mark(officer(), one, COUNTS, "They are two.")
    assert (again.status, again.why, again.same_as) == (COMPLETE, "", None)
    assert mark(officer(), two, LATE, "After the last day.").status == LATE
    assert mark(officer(), two, COUNTS, "In time.").status == PARTIAL
    assert Response.objects.get(pk=one.pk).status == COMPLETE


def test_two_responses_are_not_duplicates_of_each_other() -> None:
    """A duplicate is one of a response that counts, so that one of the two is always in the tables."""
    made = survey()
    one, two = (response(made, {"capacity": "patient"}) for _ in range(2))
    mark(officer(), one, DUPLICATE, "It came twice.", two)
    with pytest.raises(CoequalError, match=f"{one.reference} does not count itself: it is duplicate"):
        mark(officer(), two, DUPLICATE, "It came twice.", one)
    assert tally(answers_of(made), "capacity").base == 1


def test_what_cannot_be_marked_says_why() -> None:
    """What was withdrawn stays so; there is a reason; a duplicate is one of something else in the same survey."""
    made = survey()
    one, withdrawn, elsewhere = response(made), response(made, status=WITHDRAWN), response(survey())
    for given, as_what, why, same_as, says in (
        (withdrawn, VOID, "x", None, "withdrawn by whoever gave it"),
        (one, "gone", "x", None, "A response can be void, duplicate, late, or count"),
        (one, VOID, "  ", None, "Say why"),
        (one, DUPLICATE, "x", one, "of another response to the same survey"),
        (one, DUPLICATE, "x", elsewhere, "of another response to the same survey"),
        (one, DUPLICATE, "x", None, "of another response to the same survey"),
        (one, COUNTS, "x", None, "Nothing was answered"),
    ):
        with pytest.raises(CoequalError, match=says):
            mark(officer(), given, as_what, why, same_as)
    with pytest.raises(NotAllowed):
        mark(officer(), response(survey(involvement("reported"))), VOID, "x")
    with pytest.raises(NotAllowed):
        mark(person_acting(person(Role.ANALYST, email="ana@exampleshire.example")), one, VOID, "x")


def test_the_counts_are_a_document_as_they_may_be_published() -> None:
    """Every closed question with its chart and table, marked as invented where it is; texts are not in it."""
    made = survey()
    for _ in range(9):
        response(made, {"capacity": "patient", "one-policy": "agree", "effect": LONG})
    found = exports.counts(made)
    assert isinstance(found.blocks[0], Notice)
    assert "Why do you say that?" not in [block.text for block in found.blocks if isinstance(block, Heading)]
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert tables[0].rows[0] == ("I have had treatment or want it", "10", "100 %")
    assert sum(isinstance(block, Picture) for block in found.blocks) == len(tables) - 1  # a number is described alone
    assert not any(isinstance(block, Picture) for block in exports.counts(made, drawn=False).blocks)
    real = made.involvement.organisation
    real.invented = False
    assert exports.notices(made.involvement) == []


def test_older_versions_with_other_answers_are_in_the_counts_apart() -> None:
    """As the notes say; of a row of a matrix too."""
    made = survey()
    response(made, {"capacity": "patient", "one-policy": "unsure", "ways": {"gp": "poor"}})
    made.version = publish(made, SURVEY.replace("unsure: I am not sure", "neither: Neither").replace("poor: Poor", "bad: Bad"))
    made.save()
    captions = [block.caption for block in exports.counts(made, drawn=False).blocks if isinstance(block, Table)]
    assert "Should the rules be the same everywhere? In version 1" in captions
    assert "How did you find each of these? Your GP In version 1" in captions


def test_what_is_only_begun_is_in_no_file() -> None:
    """Nobody has answered anything in it."""
    made = survey()
    response(made, {}, status=BEGUN)
    assert (len(list(exports.rows(made))), exports.as_json_lines(made)) == (1, b"")


def test_all_answers_are_a_row_for_each_response_whatever_became_of_it() -> None:
    """No cell is taken for a formula; a question of an older version alone has its column too."""
    made = survey()
    response(made, {"capacity": "patient", "effect": "=1+1\n=2", "since": "1990-03-04", "ways": {"gp": "good"}, "importance": 4})
    made.version = publish(made, SURVEY.replace("id: since\n", "id: lived-since\n"))
    made.save()
    response(
        made,
        {"capacity": "body", "capacity:other": "A charity", "services": ["ivf", "iui"], "quote": False},
        status=VOID,
        received=None,
    )
    head, first, second = csv.reader(io.StringIO(exports.as_csv(made).decode("utf-8-sig")))
    one, two = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
    assert (one["effect"], one["since"], one["ways gp"], one["ways clinic"], one["importance"], one["may be quoted"]) == (
        "'=1+1\n=2",
        "1990-03-04",
        "good",
        "",
        "4",
        "",
    )
    assert (two["status"], two["capacity:other"], two["services"], two["quote"], two["received"]) == (
        VOID,
        "A charity",
        "ivf; iui",
        "no",
        "",
    )
    lines = [json.loads(line) for line in exports.as_json_lines(made).decode().splitlines()]
    assert (lines[0]["answers"]["effect"], lines[1]["status"]) == ("=1+1\n=2", VOID)


def test_themefinder_gets_what_people_wrote_and_what_else_they_said_in_words() -> None:
    """A folder for each question; personal data that somebody took out stays out, and so does what nobody has screened."""
    made = survey()
    one = response(
        made,
        {
            "capacity": "patient",
            "one-policy": "agree",
            "effect": "I am Pat.",
            "ways": {"gp": "good"},
            "services": ["ivf", "iui"],
            "importance": 5,
            "quote": True,
            "age": "not-say",
        },
    )
    response(made, {"capacity": "public", "one-policy": "agree", "effect": "Fair.", "ways": {}})
    response(made, {"capacity": "staff", "effect": "Before I said that I am staff."})
    response(made, {"capacity": "public", "effect": "Late."}, status=LATE)
    Extract.objects.create(
        involvement=made.involvement,
        question=f"{made.reference} effect",
        response=one,
        text="",
        shown="I am [taken out].",
        screened=True,
    )
    packed = zipfile.ZipFile(io.BytesIO(exports.as_themefinder(made)))
    people = [json.loads(line) for line in packed.read("inputs/respondents.jsonl").decode().splitlines()]
    assert people[0] == {
        "response_id": 1,
        "demographic_data": {
            "In which capacity are you answering?": "I have had treatment or want it",
            "Should the rules be the same everywhere?": "Yes",
            "Which of these have you used?": "IVF; IUI",
            "How important is this to you?": "5",
            "How did you find each of these? Your GP": "Good",
            "How old are you?": "I would rather not say",
        },
    }
    assert people[1]["demographic_data"] == {
        "In which capacity are you answering?": "A member of the public",
        "Should the rules be the same everywhere?": "Yes",
    }
    assert json.loads(packed.read("inputs/question_part_1/question.json"))["question_text"] == "Why do you say that?"
    texts = [json.loads(line) for line in packed.read("inputs/question_part_1/responses.jsonl").decode().splitlines()]
    assert texts == [{"response_id": 1, "response": "I am [taken out]."}]
    other = survey(text=SURVEY.replace("may publish: quote\n", ""))
    response(other, {"quote": True})
    assert "Yes" in zipfile.ZipFile(io.BytesIO(exports.as_themefinder(other))).read("inputs/respondents.jsonl").decode()
    other.version = None
    assert exports.survey_consent(other) == ""


def test_nobody_sets_aside_what_is_still_being_answered() -> None:
    """Their next page would be lost; once it is sent, or can be sent no more, it can be marked."""
    made = survey()
    given, _code = keeping.begin(made)
    keeping.keep(given, "about-you", {"capacity": ["patient"]})
    with pytest.raises(CoequalError, match="may still be answering"):
        mark(officer(), given, VOID, "A trial.")
    keeping.finish(given)
    assert mark(officer(), given, VOID, "A trial.").status == VOID
