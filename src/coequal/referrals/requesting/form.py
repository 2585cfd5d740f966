"""What an application asks of one commissioner: our sections, and between them those that its rules shape.

An id with a point is ours; one without is that of a question in the commissioner's rules, so the two never meet.
"""

from collections.abc import Iterator

from coequal.referrals.requesting.questions import Answers, Kind, Question, Section, applying, say_answer
from coequal.referrals.requesting.sections import (
    ABOUT_EQUALITY,
    ANSWERED,
    ASKER,
    EVIDENCE,
    POLICY,
    REQUEST,
    TRIED,
    URGENCY,
    WHO_IS_IT,
)
from coequal.referrals.rules import model
from coequal.referrals.rules.model import CommissionerRules


def exceptional(rules: CommissionerRules) -> Section:
    """The commissioner's questions about exceptionality, in its order; one of ours where its own were not found."""
    if rules.questions is None:
        says = "Why should this patient have what others with the condition do not?"
        help_ = (
            "The questions of this commissioner were not found. Say how the patient differs, and what that means for the benefit."
        )
        asked: tuple[Question, ...] = (Question("exceptional.why", says, help_, Kind.PASSAGE),)
    else:
        asked = tuple(Question(one.id, one.says, one.help, Kind.PASSAGE) for one in rules.questions)
    return Section("exceptional", "Why this patient", "The panel answers the same questions, in this order.", asked)


def asking(rules: CommissionerRules) -> Section:
    """Who asks, by the commissioner's rule; where a patient does, a clinician's support in their own words."""
    may = rules.who_may_ask or model.ASKERS
    told = "" if rules.who_may_ask else "Who may ask was not found for this commissioner, so an officer looks at it."
    words = {
        model.PROVIDER: "The provider of the treatment",
        model.CLINICIAN: "The clinician in charge of the patient",
        model.PATIENT: "The patient, with the support of a clinician",
    }
    by_patient = (ASKER, (model.PATIENT,))
    return Section(
        "asking",
        "Who asks",
        "The commissioner writes to this clinician.",
        (
            Question(ASKER, "Who asks?", told, Kind.CHOICE, choices=tuple((one, words[one]) for one in may)),
            Question("asking.name", "Name of the clinician"),
            Question("asking.role", "Role", "Such as consultant in reproductive medicine."),
            Question("asking.email", "Secure e-mail address", "One to which letters about patients may be sent.", Kind.EMAIL),
            Question("asking.telephone", "Telephone number"),
            Question(
                *("asking.support", "What the clinician who supports it says", "In that clinician's own words.", Kind.PASSAGE),
                when=by_patient,
            ),
            Question("asking.supporter", "Name and role of that clinician", when=by_patient),
            Question("asking.supported", "The day on which the clinician said so", kind=Kind.DAY, when=by_patient),
        ),
    )


def clinical(rules: CommissionerRules) -> tuple[Section, ...]:
    """The sections of the clinical case, in the order in which they are asked."""
    return (REQUEST, POLICY, TRIED, EVIDENCE, exceptional(rules), URGENCY, asking(rules))


def for_deciders(rules: CommissionerRules) -> tuple[Section, ...]:
    """The sections of the case that a panel reads: all but who asks, and with what it was answered when it asked for more."""
    return (*clinical(rules)[:-1], ANSWERED)


def sections(rules: CommissionerRules) -> tuple[Section, ...]:
    """Every section, those that are kept apart from the case at the end."""
    return (*clinical(rules), WHO_IS_IT, ABOUT_EQUALITY)


def section_named(rules: CommissionerRules, id_: str) -> Section | None:
    """A section by its id; None where there is no such."""
    return next((one for one in sections(rules) if one.id == id_), None)


def told(section: Section, answers: Answers) -> Iterator[tuple[Question, str]]:
    """The questions of a section that apply, each with its answer in words."""
    return ((one, say_answer(one, answers.get(one.id, ""))) for one in applying(section, answers))
