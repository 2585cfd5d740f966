"""A survey on paper: numbers, codes, routing in words, and the PDF."""

from datetime import date

import pytest

from coequal.errors import CoequalError
from coequal.involvement.surveys.codes import codes, goes_to, numbers, says, when_asked
from coequal.involvement.surveys.paper import FORMS, IN_EASY_READ, LARGE, USUAL, Sending, content, paper
from coequal.involvement.surveys.reading import read_survey
from tests.involvement.making import SURVEY

DEFINITION = read_survey(SURVEY)
SENDING = Sending(
    "Exampleshire", date(2026, 12, 24), "The involvement team\n\n1 High Street", made_up="Exampleshire does not exist."
)


def question(name: str):
    found = DEFINITION.question(name)
    assert found is not None
    return found


def test_boxes_have_codes_that_count_from_one() -> None:
    """Of a scale the code is the number itself, and of consent yes comes first."""
    assert codes(question("services")) == {"1": "ivf", "2": "iui", "3": "other", "4": "none"}
    assert codes(question("importance")) == {str(number): str(number) for number in range(1, 6)}
    assert codes(question("quote")) == {"1": "yes", "2": "no"}
    assert [says(question("quote"), "yes"), says(question("importance"), "3"), says(question("age"), "under-35")] == [
        "Yes",
        "3",
        "Under 35",
    ]


def test_routing_is_said_in_words() -> None:
    """With the number of the question, and what is ticked there."""
    only = question("effect").only
    assert only is not None
    assert when_asked(only, DEFINITION) == "if you ticked “Yes” or “No” at question 3"
    assert numbers(DEFINITION)["effect"] == 4


def test_an_answer_leads_past_what_it_rules_out() -> None:
    """Where nothing follows, to the end of the form; where the next question follows, nowhere."""
    assert goes_to(DEFINITION, question("one-policy")) == {"unsure": 5}
    assert goes_to(DEFINITION, question("capacity")) == {}
    assert goes_to(DEFINITION, question("services")) == {}
    assert goes_to(DEFINITION, question("quote")) == {}
    end = read_survey(SURVEY + "\n```question\nid: last\nkind: text\nasks: What shall we quote?\nonly if: {quote: yes}\n```\n")
    quote = end.question("quote")
    assert quote is not None
    assert goes_to(end, quote) == {"no": 0}


def test_the_form_says_everything_in_plain_texts() -> None:
    """Markdown becomes paragraphs and lists, and pictures are named."""
    text = SURVEY.replace("We want to know what you think.", "See **our** [page](https://example.org).\n\n- one\n- two\n\n<!-- -->")
    text = text.replace('clause: "1"', 'clause: "1"\npicture: Two maps')
    told = content(read_survey(text), SENDING, USUAL, "")
    assert told["intro"][:2] == [{"text": "See our page (https://example.org)."}, {"items": ["one", "two"]}]
    first = told["pages"][1]["questions"][0]
    assert first["picture"] == "Two maps"
    assert [answer["leads"] for answer in first["answers"]] == [-1, -1, 5]
    assert told["pages"][1]["only"].startswith("if you ticked “I have had treatment or want it” or")
    assert told["until"] == "24 December 2026"
    assert told["to"] == ["The involvement team", "1 High Street"]
    assert told["invented"] == ["An invented area", "Exampleshire does not exist. Nobody should fill this form in and send it."]


@pytest.mark.parametrize(
    ("limits", "said"),
    [("from: 0\nto: 20", "from 0 to 20"), ("from: 1", "1 or more"), ("to: 9", "9 or less"), ("required: true", "")],
)
def test_the_limits_of_a_number_are_said(limits: str, said: str) -> None:
    """Both, one, or none."""
    told = content(read_survey(SURVEY.replace("from: 0\nto: 20", limits)), SENDING, USUAL, "")
    assert told["pages"][2]["questions"][1]["limits"] == said


@pytest.mark.parametrize(("hint", "example"), [("", "For example ST5."), ("\nhint: For example ZX1.", "")])
def test_a_hint_of_its_own_has_the_only_example_of_a_district(hint: str, example: str) -> None:
    """A survey names the districts of its own area."""
    asks = "asks: What is the first part of your postcode?"
    told = content(read_survey(SURVEY.replace(asks, asks + hint)), SENDING, USUAL, "")
    assert [one["example"] for page in told["pages"] for one in page["questions"] if one["kind"] == "postcode district"] == [
        example
    ]


def test_easy_read_has_its_own_words() -> None:
    """And a draft of it says that it must be tried."""
    told = content(DEFINITION, Sending("Exampleshire"), IN_EASY_READ, "", draft=True)
    assert told["title"] == "Help to have a baby"
    assert told["pages"][0]["questions"][0]["asks"] == "Who are you?"
    assert "people who have a learning disability" in told["tried"]
    assert not content(DEFINITION, SENDING, IN_EASY_READ, "")["tried"]
    assert content(DEFINITION, SENDING, LARGE, "cy")["title"] == "Help i gael babi"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_tagged_pdf(form: str) -> None:
    """After PDF/UA-1, in usual print, in large print and in easy read, with a serial or without."""
    made = paper(DEFINITION, SENDING, form=form, serials=["P-7F3K-2QX9"] if form == USUAL else ())
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made
    assert made == paper(DEFINITION, SENDING, form=form, serials=["P-7F3K-2QX9"] if form == USUAL else ())


def test_letters_that_the_typeface_lacks_are_told() -> None:
    """Instead of a form with gaps."""
    with pytest.raises(CoequalError, match="lacks letters"):
        paper(read_survey(SURVEY.replace("cy: {asks: Pwy ydych chi?}", "cy: {asks: آپ کون ہیں؟}")), SENDING, language="cy")
