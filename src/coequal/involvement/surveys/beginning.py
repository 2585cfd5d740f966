"""The first text of a survey: a plain one, or one that asks about the rules in which two policies differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coequal.comparison.wording import meaning, wording
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Answer, Only, Page, Question, Survey, Words
from coequal.policies.model import Criterion, Policy

MOST: Final = 30  # rules that one survey asks about
_NOT_SAY: Final = ("not-say", "I would rather not say")
_VIEWS: Final = (("agree", "I agree"), ("disagree", "I disagree"), ("unsure", "I am not sure"))


def plain(name: str, title: str, service: str = "") -> Survey:
    """A survey with the questions that most have: who answers, where they live, what they think, and equality."""
    views = _question("views", model.TEXT, "What do you want to tell us?")
    return _survey(name, title, service, Page("your-views", Words("Your views"), None, (views,)))


def about_rules(name: str, title: str, old: Policy | None, new: Policy) -> Survey:
    """A survey that asks about each rule of a policy or, beside another one, about each in which the two differ."""
    questions: list[Question] = []
    for number, rule in enumerate(list(_rules(old, new))[:MOST], start=1):
        name_of_rule = f"rule-{number}"
        questions.append(
            Question(
                id=name_of_rule,
                kind=model.ONE,
                asks=Words(f"Do you agree or disagree with {rule.what}: {rule.criterion.title}?"),
                hint=Words(rule.hint),
                answers=tuple(Answer(key, Words(says)) for key, says in _VIEWS),
                policy=f"{rule.policy.id}@{rule.policy.version}",
                clause=rule.criterion.clause,
            )
        )
        why = _question(f"why-{number}", model.TEXT, "Why do you say that?")
        questions.append(_only(why, name_of_rule, ("agree", "disagree")))
    return _survey(name, title, new.service, Page("the-rules", Words("The rules"), None, tuple(questions)))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule to ask about, of a policy, with what is said of it below the question."""

    policy: Policy
    criterion: Criterion
    hint: str
    what: str = "this rule"


def _rules(old: Policy | None, new: Policy) -> Iterator[_Rule]:
    """The rules to ask about: all, or those that are new, that say something else than before, or that are taken out."""
    before = {one.id: one for one in old.criteria} if old else {}
    for criterion in new.criteria:
        now, other = _said(new, criterion), before.pop(criterion.id, None)
        if old is None or other is None:
            yield _Rule(new, criterion, now, "this new rule" if old else "this rule")
        elif (was := _said(old, other)) != now:
            yield _Rule(new, criterion, f"Before: {was} – Now: {now}")
    if old:
        for criterion in before.values():
            yield _Rule(old, criterion, f"Before: {_said(old, criterion)} – Now: no rule.", "taking out this rule")


def _said(policy: Policy, criterion: Criterion) -> str:
    """A rule in the words of its policy or, where there are none, in ours."""
    return wording(policy, criterion) or meaning(policy, criterion) or "The wording of this rule was not found."


def _survey(name: str, title: str, service: str, page: Page) -> Survey:
    intro = "Tell us what you think. You can leave out any question. We do not ask who you are."
    return Survey(
        id=name,
        title=Words(title),
        language="en",
        languages=(),
        intro=Words(intro),
        pages=(_about_you(), page, _equality(), _last()),
        service=service,
        area="district",
        capacity="capacity",
        may_publish="quote",
        thanks=Words("Thank you. We will read every answer."),
    )


def _about_you() -> Page:
    capacity = (
        Answer("patient", Words("As somebody who uses this care, or may need it"), counts_as="individual"),
        Answer("carer", Words("As a carer, a partner or family"), counts_as="individual"),
        Answer("public", Words("As a member of the public"), counts_as="individual"),
        Answer("staff", Words("As somebody who works in health or social care"), counts_as="staff"),
        Answer("organisation", Words("For an organisation"), in_words=True, counts_as="organisation"),
    )
    asked = Question("capacity", model.ONE, Words("As who do you answer?"), answers=capacity)
    district = Question("district", model.DISTRICT, Words("What is the first part of your postcode?"))
    return Page("about-you", Words("About you"), None, (asked, district))


def _equality() -> Page:
    prose = Words("We ask this to see whom we have heard and whom we have not. You do not have to answer.")
    ages = ("Under 18", "18 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 to 74", "75 or over")
    questions = (
        _closed("age", "How old are you?", *((says.lower().replace(" ", "-"), says) for says in ages), _NOT_SAY),
        _closed("sex", "What is your sex?", ("female", "Female"), ("male", "Male"), _NOT_SAY),
        _closed(
            "disability",
            "Do you have a disability or an illness that has lasted a year or more?",
            *(("yes", "Yes"), ("no", "No"), _NOT_SAY),
        ),
        _closed(
            "ethnic-group",
            "What is your ethnic group?",
            ("asian", "Asian or Asian British"),
            ("black", "Black, Black British, Caribbean or African"),
            ("mixed", "Mixed or several ethnic groups"),
            ("white", "White"),
            ("another", "Another ethnic group"),
            _NOT_SAY,
        ),
    )
    return Page("about-equality", Words("Questions about equality"), prose, questions)


def _last() -> Page:
    quote = Question("quote", model.CONSENT, Words("May we quote what you wrote? We never say who wrote it."))
    return Page("last", Words("One last question"), None, (quote,))


def _question(name: str, kind: str, asks: str) -> Question:
    return Question(name, kind, Words(asks), hint=Words("Please do not write names, or anything that tells who somebody is."))


def _closed(name: str, asks: str, *answers: tuple[str, str]) -> Question:
    found = tuple(Answer(key if key[:1].isalpha() else f"from-{key}", Words(says)) for key, says in answers)
    return Question(name, model.ONE, Words(asks), answers=found, equality=True)


def _only(question: Question, name: str, keys: tuple[str, ...]) -> Question:
    return Question(question.id, question.kind, question.asks, hint=question.hint, only=Only({name: keys}))
