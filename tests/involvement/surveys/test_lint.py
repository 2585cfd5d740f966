"""Faults and doubts in the wording of surveys."""

import pytest

from coequal.involvement.surveys import plain
from coequal.involvement.surveys.lint import DOUBT, FAULT, findings, is_fit
from tests.involvement.making import SURVEY

_HEAD = "---\nsurvey: views\ntitle: Your views\n---\n\n## Your views\n\n"


def asked(*blocks: str, head: str = _HEAD) -> str:
    """A survey with some questions, each as the lines of its block."""
    return head + "\n\n".join(f"```question\n{block}\n```" for block in blocks) + "\n"


def rules(text: str) -> set[str]:
    """The rules by which something was found about the questions."""
    return {one.rule for one in findings(text) if one.question}


def one(asks: str, answers: str = "{a: Here, b: There, c: I am not sure}", more: str = "") -> str:
    return f"id: q\nkind: one\nasks: '{asks}'\nanswers: {answers}{more}"


def test_a_text_that_cannot_be_read_has_that_one_fault() -> None:
    """With its line, and nothing else is said of it."""
    found = findings(SURVEY.replace("kind: scale", "kind: ladder"))
    assert [(one.severity, one.rule, one.line) for one in found] == [(FAULT, "cannot be read", 68)]
    assert not is_fit(found)
    assert findings("no survey")[0].line == 1


def test_the_example_may_be_published() -> None:
    """It has doubts, and no fault."""
    found = findings(SURVEY)
    assert is_fit(found)
    assert {"not translated", "abbreviation", "easy read: no picture"} <= {one.rule for one in found}


def test_a_survey_that_asks_nothing_cannot_be_published() -> None:
    """Nor can one with an empty page."""
    found = findings("---\nsurvey: views\ntitle: Your views\n---\n\n## Your views\n")
    assert {one.rule for one in found if one.severity == FAULT} == {"no question", "empty page"}


@pytest.mark.parametrize(
    ("asks", "rule"),
    [
        ("Don’t you think that the rules should be fair?", "leading"),
        ("Do you agree that clinics should close?", "leading"),
        ("How helpful was the clinic?", "leading"),
        ("Was the clinic clean and quiet?", None),
        ("Was your doctor helpful and kind?", "two in one"),
        ("Where were you seen, and how did you get there?", "two in one"),
        ("Did you call? Did they answer?", "two in one"),
        ("Where do you live?", None),
        ("Do you agree or disagree with this rule: age?", None),
        ("Do the eligibility criteria suit you?", "jargon"),
        ("Have you used CBT?", "abbreviation"),
        ("Have you used talking therapy (CBT)?", None),
        ("Do you live in ZX1, M1 or EC1A?", None),
        ("Have you seen a GP of the NHS?", None),
    ],
)
def test_wording_that_leads_doubles_or_is_not_understood_is_a_doubt(asks: str, rule: str | None) -> None:
    """Each says what to do; plain wording has none."""
    assert rules(asked(one(asks))) == ({rule} if rule else set())


def test_how_helpful_is_fair_on_a_scale() -> None:
    """Whose ends say both."""
    assert rules(asked("id: q\nkind: scale\nasks: How helpful was the clinic?\nlow: not at all\nhigh: very")) == set()


def test_a_long_sentence_is_told_with_its_words() -> None:
    """More than 25 of them."""
    found = findings(asked(one(" ".join(["word"] * 30))))
    assert [one.says[:30] for one in found if one.rule == "long sentence"] == ["This sentence has 30 words. Ma"]


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ("{a: 18 to 25, b: 25 to 35}", "answers overlap"),
        ("{a: Under 18, b: 18 to 24, c: 25 or over}", None),
        ("{a: Under 18, b: 20 to 24, c: over 24}", "answers leave a gap"),
        ("{a: up to 5 miles, b: more than 5 miles}", None),
        ("{a: At home, b: In a clinic}", "no way out"),
        ("{a: At home, b: {says: Elsewhere, in words: true}}", None),
        ("{a: At home, b: Something else}", None),
        ("{a: At home, b: at home, c: Not sure}", "the same answer twice"),
    ],
)
def test_answers_that_overlap_or_leave_somebody_out_are_found(answers: str, rule: str | None) -> None:
    """By the numbers in them, and by whether there is a way out."""
    assert rules(asked(one("Where?", answers))) == ({rule} if rule else set())


def test_several_answers_need_room_for_something_else() -> None:
    """It says so for this kind of question."""
    found = findings(asked("id: q\nkind: several\nasks: Which?\nanswers: {a: Tea, b: Coffee}"))
    assert any("with room to write" in one.says for one in found)


def test_questions_about_equality_let_people_not_say() -> None:
    """Else the survey cannot be published."""
    without = asked(one("What is your sex?", "{f: Female, m: Male, o: Other}", "\nequality: true"))
    assert [one.rule for one in findings(without) if one.severity == FAULT] == ["nobody is free not to say"]
    assert is_fit(findings(without.replace("o: Other", "o: I would rather not say")))


def test_many_required_questions_are_a_doubt() -> None:
    """Three, and more than a third."""
    blocks = [f"id: q{number}\nkind: date\nasks: When?\nrequired: true" for number in range(3)]
    assert "many required" in {one.rule for one in findings(asked(*blocks))}
    assert "many required" not in {one.rule for one in findings(asked(*blocks[:2]))}


def test_what_the_whole_lacks_is_told() -> None:
    """Consent to be quoted, where people live, in which capacity they answer."""
    found = {one.rule: one for one in findings(asked("id: q\nkind: text\nasks: Why?"))}
    assert {"no consent", "no area", "no capacity"} <= set(found)
    assert all(one.severity == DOUBT for one in found.values())


def test_a_survey_in_hard_words_is_told_its_school_year() -> None:
    """After Flesch and Kincaid."""
    hard = (
        "Commissioning organisations continually evaluate established clinical interventions regarding comparative effectiveness."
    )
    found = findings(asked(one("Where?"), head=_HEAD.replace("## Your", f"{hard}\n\n## Your")))
    assert "hard to read" in {one.rule for one in found}


def test_reading_ease_is_near_what_is_published_for_known_sentences() -> None:
    """A very simple one is below school; nothing has no year."""
    assert plain.grade("The cat sat on the mat.") < 1
    assert plain.grade("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.") == pytest.approx(
        11.3, abs=1.5
    )
    assert plain.grade(" ") == 0
    assert [plain.syllables(word) for word in ("people", "treatment", "used", "table", "needed", "agreed")] == [2, 2, 1, 2, 2, 2]


def test_a_hard_phrase_is_told_once() -> None:
    """And not again by one of its words."""
    assert list(plain.jargon("The care pathway")) == [("care pathway", "the steps of your care")]


EASY = """\
id: q
kind: one
asks: Where?
hint: Say where.
answers: {a: Home, b: Not sure}
easy read: {asks: "%s"}
"""


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Where do you live?", None),
        ("We don't know where you live.", "contraction"),
        ("Where do you live, and do you like it there?", "two ideas"),
        ("Tell us where you live so that we can find the clinic that is the nearest to you.", "long sentence"),
        ("Have you got two children?", "number in words"),
        ("Have you used CBT?", "abbreviation"),
        ("Is it a care pathway?", "hard word"),
    ],
)
def test_the_rules_of_easy_read_are_looked_for(words: str, rule: str | None) -> None:
    """Each by itself; the place for a picture is always looked for."""
    found = {one.rule.removeprefix("easy read: ") for one in findings(asked(EASY % words)) if one.rule.startswith("easy read")}
    assert found == {"no picture", *([rule] if rule else [])}


def test_a_picture_that_is_named_is_not_missed() -> None:
    """It says what it shows."""
    found = findings(asked((EASY % "Where?").rstrip() + "\npicture: A house"))
    assert not any(one.rule.startswith("easy read") for one in found)


def test_a_survey_that_is_translated_whole_is_not_doubted_for_it() -> None:
    """Every title, question and answer has its words."""
    head = _HEAD.replace("title: Your views\n", "title: Your views\nlanguages: [cy]\ncy: {title: Eich barn}\n")
    head = head.replace("## Your views\n", "## Your views\n\n```page\ncy: {title: Eich barn}\n```\n")
    text = asked(one("Where?", more="\ncy: {asks: Ble?, answers: {a: Yma, b: Yno, c: Dim yn siwr}}"), head=head)
    assert "not translated" not in {one.rule for one in findings(text)}
