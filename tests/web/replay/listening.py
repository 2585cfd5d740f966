"""How people are heard: an involvement is prepared and announced, answered by the public, closed, reported and considered."""

from datetime import timedelta

from coequal.assurance.screening.rule import questions
from tests.web.replay.people import People
from tests.web.replay.visitor import Officer, Visitor

THEME = "The same for everybody"
_BEFORE_OPENING = {
    "The duty to involve people": "Yes, the duty applies",
    "While nothing is decided": "Yes",
    "Enough to judge by": "Yes",
    "Papers that everybody can read": "Not in all of them, and the evidence says why",
    "Enough time": "Yes",
    "Equality: who could be affected": "Yes",
    "The council’s scrutiny committee": "Asked: it is not a substantial change",
    "The Secretary of State": "Not needed: it is not a substantial change",
    "The pre-election period": "No, none",
}
_BEFORE_REPORTING = {"Equality: who was heard": "In part"}
_AFTER = {"Taken into account": "Yes", "Equality: due regard": "Yes"}


def listened(people: People) -> None:
    """The stage opens, people are asked of the policies as they are, and the report is out before anything is scored."""
    people.step(people.ivy, "Open “Listening”")
    desk = heard(people, "Who may have IVF?")
    _take_into_account(people, desk, "The options are measured by it.")
    people.step(people.pat, "Complete “Listening”")
    people.reads().sees("What people said: the report of Who may have IVF?")


def consulted(people: People) -> None:
    """People are asked of the options; what they said is reported and taken into account."""
    desk = heard(people, "Two cycles or three?")
    _take_into_account(people, desk, "We propose three cycles.")
    people.complete_and_open(people.pat, "Consultation or involvement", "Proposal")


def heard(people: People, title: str) -> str:
    """An involvement from its announcement to its report; the address of its desk."""
    ivy, pat = people.ivy, people.pat
    desk = announced(people, title)
    pat.go(people.area).follow("Involvements and analyses").choose("Involvement", title).press("Link this involvement")
    answered(people.rita, title)
    answered(Visitor(), title)
    people.clock.after(36)
    people.rita.go("/involvement").follow(title).sees("closed")
    _answer_the_law(ivy, desk, _BEFORE_REPORTING)
    _code(ivy, desk)
    ivy.go(desk).follow("The report of findings").follow("Publish it")
    ivy.check("I have looked at the report").press("Publish it")
    return desk


def _code(ivy: Officer, desk: str) -> None:
    """What people wrote is gathered, screened, and coded by a theme of the officer’s own."""
    ivy.go(desk).follow("Themes of what people wrote").press("Gather").follow("Screen texts")
    ivy.press("I have read these")
    ivy.go(desk).follow("Themes of what people wrote").follow("Draft themes").check("What do you want to tell us?")
    ivy.press("Group what was written").fill("Name of the code frame", "What people said").fill("Own theme 1", THEME)
    ivy.press("Begin the code frame").follow("Code the next text")
    for _text in range(2):
        ivy.check(THEME).press("Save, and go on")
    ivy.sees("2 of 2 texts coded")


def _take_into_account(people: People, desk: str, answer: str) -> None:
    """What was made of each theme is answered and published; everybody reads it."""
    pat = people.pat
    for theme in (THEME, "Other", "No reason given"):
        pat.go(desk).follow("What was made of each theme").follow(f"Answer it: {theme}")
        pat.fill("What was considered?", "The report of findings.").fill("Who considered it?", "The policy team")
        pat.day("On which day?", people.clock.today).choose("What came of it?", "Nothing in the policy changed because of this")
        pat.fill("What do you answer?", answer).press("Keep it")
    _answer_the_law(people.ivy, desk, _AFTER)
    pat.go(desk).follow("What was made of each theme").press("Publish")
    people.rita.go("/involvement").follow(pat.go(desk).heading).follow("You said, we did").sees(THEME, answer)


def answered(somebody: Visitor, title: str) -> None:
    """Somebody finds it, answers page by page, reads all of it once more, and sends it."""
    somebody.go("/").follow("Have your say").follow(title).follow("Your views on IVF").press("Start now")
    somebody.choose("As who do you answer?", "As a member of the public")
    somebody.fill("What is the first part of your postcode?", "EX1").press("Continue")
    somebody.fill("What do you want to tell us?", "Everybody should have the same.").press("Continue").press("Continue")
    somebody.choose("May we quote what you wrote?", "Yes").press("Continue")
    somebody.sees("Everybody should have the same.").press("Send my answers").sees("Thank you")


def announced(people: People, title: str) -> str:
    """An involvement with its papers, a survey, and what the law asks; the address of its desk."""
    ivy, today = people.ivy, people.clock.today
    ivy.go("/staff").follow("Involvement").follow("Begin an involvement").fill("Title", title).press("Begin")
    desk = ivy.address
    ivy.follow("What it is about").fill("Why people are asked", "We want to hear you before anything is decided.")
    ivy.fill("What is proposed, and the reasons for it", "## One rule\n\nThe same number of cycles for everybody.")
    ivy.fill("Whom people can ask", "The involvement team").press("Save")
    ivy.go(desk).follow("First day and last").day("First day", today).day("Last day", today + timedelta(35)).press("Save")
    ivy.go(desk).follow("Papers to read").fill("Title", "What differs").choose("Kind", "Proposal")
    ivy.fill("Text", "## Today\n\n- Two cycles here\n- One cycle there").press("Add it").follow("Change").press("Save and publish")
    _survey(ivy, desk)
    _answer_the_law(ivy, desk, _BEFORE_OPENING)
    _screen(ivy, desk)
    ivy.go(desk).follow("Announce it").press("Announce it")
    return desk


def _survey(ivy: Officer, desk: str) -> None:
    """A survey with one question of its own, which is read once more before it is published."""
    ivy.go(desk).follow("Surveys").follow("Begin a survey").fill("Title of the survey", "Your views on IVF")
    ivy.choose("What does it begin with?", "The questions that most surveys have").press("Begin")
    survey = ivy.address
    ivy.go(survey).follow("Publish").press("Publish")


def _screen(ivy: Officer, desk: str) -> None:
    """It is put in the data register, where its screening finds that no assessment is needed."""
    ivy.go(desk).follow("What the law asks", beside="Surveys").follow("Put it in the data register")
    ivy.choose("Which entry covers it?", "A new entry").press("Put it there").follow("Its entry in the data register").follow(
        "Screen it"
    )
    for fact in questions().values():
        ivy.choose(fact.question or "", "No")
    ivy.press("Save the answers").sees("no assessment needed")


def _answer_the_law(ivy: Officer, desk: str, answers: dict[str, str]) -> None:
    for gate, answer in answers.items():
        ivy.go(desk).follow("What the law asks", beside="Surveys").follow(f"Answer: {gate}").choose("", answer)
        ivy.fill("What shows it", "It is in the minutes of our meeting.").press("Answer")
