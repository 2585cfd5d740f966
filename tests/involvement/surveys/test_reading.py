"""A survey's file: what it says, and what is wrong with one that says it badly."""

import pytest

from coequal.errors import CoequalError
from coequal.involvement.surveys.model import EASY, Question, keys_of
from coequal.involvement.surveys.reading import read_kept, read_survey
from coequal.policies.load import digest
from tests.involvement.making import SURVEY

FRONT = "---\nsurvey: exampleshire/short\ntitle: Short\n---\n\n"
MATRIX = "## One\n\n```question\nid: ways\nkind: matrix\nasks: How?\nrows: {gp: GP}\nanswers: {good: G, poor: P}\n```\n"
ONE = "## One\n\n```question\nid: one\nkind: one\nasks: Which?\nanswers: {a: A, b: B}\n```\n"


def question(name: str, text: str = SURVEY) -> Question:
    found = read_survey(text).question(name)
    assert found is not None
    return found


def test_headings_are_pages_and_blocks_are_questions() -> None:
    """In the order of the file, with its prose before them."""
    survey = read_survey(SURVEY)
    assert [page.title.own for page in survey.pages] == ["About you", "The rules", "Questions about equality"]
    assert [page.id for page in survey.pages] == ["about-you", "the-rules", "questions-about-equality"]
    assert survey.intro is not None
    assert survey.intro.own == "We want to know what you think."
    assert (survey.language, survey.languages, survey.area, survey.capacity) == ("en", ("cy",), "district", "capacity")
    assert survey.may_publish == "quote"
    assert survey.question("nothing") is None


def test_words_stand_beside_one_another_in_every_language() -> None:
    """Where there are none in a language, the survey's own are shown."""
    capacity = question("capacity")
    assert capacity.asks.in_("cy") == "Pwy ydych chi?"
    assert capacity.asks.in_(EASY) == "Who are you?"
    assert capacity.answers[0].says.in_(EASY) == "I want treatment or I had it"
    assert capacity.answers[1].says.in_(EASY) == "A member of the public"
    assert read_survey(SURVEY).title.in_("cy") == "Help i gael babi"


def test_each_kind_has_the_answers_that_can_be_given() -> None:
    """A scale its numbers, consent yes and no, the others those that are written."""
    assert question("importance").keys == ("1", "2", "3", "4", "5")
    assert question("quote").keys == ("yes", "no")
    assert question("services").keys == ("ivf", "iui", "other", "none")
    found = question("services").answer("other")
    assert found is not None
    assert (found.in_words, found.alone) == (True, False)
    assert question("services").answer("x") is None
    assert [row.key for row in question("ways").rows] == ["gp", "clinic"]
    body = question("capacity").answer("body")
    assert body is not None
    assert body.counts_as == "organisation"


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ("a", ("a",)),
        (4, ("4",)),
        (True, ("yes",)),
        (False, ("no",)),
        (["a", "b"], ("a", "b")),
        ({"gp": "good"}, ("gp good",)),
        (None, ()),
        ("", ()),
    ],
)
def test_an_answer_holds_keys(value: object, keys: tuple[str, ...]) -> None:
    """Whatever its kind; one that is not there holds none."""
    assert keys_of(value) == keys


def test_who_is_asked_what_follows_from_what_was_answered() -> None:
    """A page and a question that hang on an answer are passed over until it is given."""
    survey = read_survey(SURVEY)

    def asked(**given: object) -> list[str]:
        return [
            question.id
            for page in survey.asked({name.replace("_", "-"): value for name, value in given.items()})
            for question in page.questions
        ]

    assert asked()[:2] == ["capacity", "district"]
    assert "one-policy" not in asked(capacity="staff")
    assert "effect" not in asked(capacity="patient", one_policy="unsure")
    assert "effect" in asked(capacity="patient", one_policy="agree")


def test_a_page_may_hold_prose_alone_and_is_passed_over_where_nothing_is_left() -> None:
    """A page of which no question is asked is shown for its prose, and not without."""
    text = (
        FRONT
        + ONE
        + "\n## Two\n\n```page\nid: second\n```\n\n```question\nid: two\nkind: text\nasks: Why?\nonly if: {one: a}\n```\n"
    )
    survey = read_survey(text)
    assert [page.id for page in survey.asked({"one": "b"})] == ["one"]
    assert [page.id for page in survey.asked({"one": "a"})] == ["one", "second"]
    told = read_survey(text.replace("## Two\n", "## Two\n\nThis is why we ask.\n"))
    assert [page.id for page in told.asked({"one": "b"})] == ["one", "second"]


def test_prose_has_translations_and_questions_have_all_their_parts() -> None:
    """Limits, hints, ends of a scale, a clause, a picture."""
    text = (
        "---\nsurvey: a/b\ntitle: T\nlanguages: [ur]\nthanks: Thank you\n---\n\nHello.\n\n```translation\nur: سلام\neasy read: Hi.\n```\n\n"
        "## P\n\n```page\nur: {title: صفحہ}\n```\n\nRead this.\n\n```question\nid: s\nkind: scale\nasks: How much?\nhint: A lot?\nfrom: 0\nto: 10\n"
        'low: none\nhigh: all\npolicy: a/b@1\nclause: "4"\npicture: two people\nrequired: true\nonly if: {}\nur: {asks: کتنا}\n```\n'
        "```question\nid: n\nkind: number\nasks: Number?\n```\n"
    )
    survey = read_survey(text)
    assert survey.intro is not None
    assert (survey.intro.in_("ur"), survey.intro.in_(EASY), survey.intro.in_("cy")) == ("سلام", "Hi.", "Hello.")
    assert survey.thanks is not None
    assert survey.pages[0].title.in_("ur") == "صفحہ"
    scale, number = survey.questions
    assert (scale.least, scale.most, scale.clause, scale.picture, scale.required) == (0, 10, "4", "two people", True)
    assert scale.hint is not None
    assert (number.least, number.most) == (None, None)


def test_a_text_that_was_kept_is_read_once() -> None:
    """By its digest."""
    assert read_kept(digest(SURVEY), SURVEY) is read_kept(digest(SURVEY), SURVEY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# No front matter", "A survey begins with its front matter"),
        (FRONT + "Hello.", "A survey needs a page"),
        (FRONT + ONE + ONE.replace("## One", "## Two"), "two of the name “one”"),
        (FRONT + ONE + ONE.replace("id: one", "id: two"), "two of the name “one”. Give this page"),
        (FRONT + ONE.replace("kind: one", "kind: onne"), 'cannot be "onne"'),
        (FRONT + ONE.replace("{a: A, b: B}", "{a: A}"), "needs “answers”: two at least"),
        (FRONT + ONE.replace("kind: one", "kind: matrix"), "needs “rows”"),
        (FRONT + ONE.replace("kind: one", "kind: scale\nfrom: 1\nto: 12"), "from 2 to 11 steps"),
        (FRONT + ONE.replace("kind: one", "kind: scale\nfrom: one"), "must be a whole number"),
        (FRONT + ONE.replace("kind: one", "kind: one\nequality: true\nrequired: true"), "always optional"),
        (FRONT + ONE.replace("id: one", "id: One"), "small letters, digits and hyphens"),
        (FRONT + ONE.replace("{a: A", "{A: A"), "cannot be the key of an answer"),
        (FRONT + ONE.replace("{a: A", f"{{{'a' * 61}: A"), "cannot be the key of an answer"),
        (FRONT + ONE.replace("id: one", f"id: {'o' * 61}"), "digits and hyphens, 60 at most"),
        (
            FRONT + MATRIX + ONE.replace("## One\n", "## Two\n").replace("kind: one", "kind: one\nonly if: {ways: gp good}"),
            "each row",
        ),
        (FRONT + ONE.replace("kind: one", "kind: one\nonly if: {two: a}"), "hangs on “two”, which is no question"),
        (FRONT + ONE.replace("## One\n", "## One\n\n```page\nonly if: {two: a}\n```\n"), "The page “One” hangs on “two”"),
        (FRONT + ONE + "## Two\n\n```page\nonly if: {one: [c]}\n```\n\nHi.\n", "hangs on the answer “c” of “one”, which has: a, b"),
        (
            FRONT + ONE.replace("## One\n", "## One\n\n```page\nid: a\n```\n\n```page\nid: b\n```\n"),
            "one block of kind “page” at most",
        ),
        (FRONT.replace("title: Short", "title: Short\narea: where") + ONE, "“area: where” names no question"),
        (FRONT.replace("title: Short", "title: Short\nlanguages: [Welsh]") + ONE, "is not the code of a language"),
        (FRONT + ONE.replace("asks: Which?", "ask: Which?"), 'has no key "ask"'),
        (FRONT + "```criterion\nid: x\n```\n" + ONE, 'There is no block of kind "criterion"'),
    ],
)
def test_what_is_wrong_is_said(text: str, says: str) -> None:
    """In one sentence, with the place."""
    with pytest.raises(CoequalError) as raised:
        read_survey(text)
    assert says in str(raised.value)


def test_a_page_with_a_long_heading_has_a_name_that_can_be_kept() -> None:
    """The page at which somebody left off is kept with what they answered."""
    (page,) = read_survey(FRONT + ONE.replace("## One", f"## {'Long words ' * 12}")).pages
    assert page.id == "long-words-long-words-long-words-long-words-long-words-long"
