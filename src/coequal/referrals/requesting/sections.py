"""The sections of an application that are the same for every commissioner, as data. Each of our ids has a point in it."""

from typing import Final

from coequal.referrals.requesting.questions import Kind, Question, Section
from coequal.referrals.seeing.table import EQUALITY, WHO

YES, NO, NOT_SAID = "yes", "no", "not said"
URGENT: Final = "urgency.is"
ASKER: Final = "asking.who"
_PUBLISHED: Final = "evidence.is"
_WAY: Final = "who.way"
BY_LETTER, BY_TELEPHONE, BY_EMAIL, BY_CLINICIAN = "letter", "telephone", "e-mail", "clinician"
_SAID: Final = ((YES, "Yes"), (NO, "No"), (NOT_SAID, "Rather not say"))

REQUEST: Final = Section(
    "request",
    "What is asked for",
    "The panel reads this. Do not say who the patient is.",
    (
        Question(
            "request.treatment",
            "Treatment",
            "What it is, how much of it and how often. Name a drug by its generic name.",
            Kind.PASSAGE,
        ),
        Question("request.condition", "Condition", "The diagnosis, and how far it has come."),
        Question("request.planned", "When it is planned", "If no day is set, say what it waits for."),
        Question("request.where", "Who would give it", "The hospital, clinic or service."),
        Question("request.cost", "What it costs", "All of it, and how you know. If nobody knows yet, say that."),
        Question(
            "request.without",
            "What happens if it is not funded",
            "What would be done instead, and how it would go on.",
            Kind.PASSAGE,
        ),
    ),
)
POLICY: Final = Section(
    "policy",
    "Why the policy does not cover it",
    "A request is for what no policy funds, or for somebody who does not meet one.",
    (
        Question(
            "policy.stands",
            "How does the policy stand to this?",
            kind=Kind.CHOICE,
            choices=(
                ("not met", "There is a policy, and the patient does not meet it"),
                ("left out", "There is a policy, and it says that this treatment is not funded"),
                ("none", "There is no policy for it"),
                ("not known", "I do not know"),
            ),
        ),
        Question(
            "policy.why", "Say more", "Which condition is not met, and by how much; or where you looked for a policy.", Kind.PASSAGE
        ),
    ),
)
TRIED: Final = Section(
    "tried",
    "What was tried",
    "Treatments so far, and what is left.",
    (
        Question(
            "tried.done",
            "What was tried so far",
            "Each treatment: when, for how long, what came of it. If none was, say why.",
            Kind.PASSAGE,
        ),
        Question("tried.left", "What else could be tried", "And why you do not ask for that.", Kind.PASSAGE),
    ),
)
EVIDENCE: Final = Section(
    "evidence",
    "Evidence",
    "What is published on whether the treatment works for people like this patient.",
    (
        Question(
            _PUBLISHED,
            "Is there published evidence?",
            kind=Kind.CHOICE,
            choices=(("yes", "Yes"), ("none", "None that I know of")),
        ),
        Question(
            "evidence.references",
            "References",
            "One a line, in full: authors, title, journal or publisher, year, and an address if there is one.",
            Kind.PASSAGE,
            when=(_PUBLISHED, (YES,)),
        ),
        Question(
            "evidence.points",
            "What you rely on in them",
            "For each reference the finding that matters here, with the page or table.",
            Kind.PASSAGE,
            when=(_PUBLISHED, (YES,)),
        ),
    ),
)
URGENCY: Final = Section(
    "urgency",
    "Urgency",
    "Urgent is what cannot wait for the next panel without serious harm.",
    (
        Question(URGENT, "Is it urgent?", kind=Kind.CHOICE, choices=((NO, "No"), (YES, "Yes"))),
        Question(
            "urgency.why", "Why it cannot wait", "What would happen to the patient meanwhile.", Kind.PASSAGE, when=(URGENT, (YES,))
        ),
        Question("urgency.by", "By which day it has to be decided", kind=Kind.DAY, when=(URGENT, (YES,))),
    ),
)
WHO_IS_IT: Final = Section(
    "who",
    "Who the patient is",
    "Kept apart from the clinical case: whoever decides does not see this.",
    (
        Question("who.name", "Name"),
        Question("who.nhs_number", "NHS number", "10 digits, such as 999 000 0018.", Kind.NHS_NUMBER),
        Question("who.born", "Date of birth", "For example, 27 3 1985.", Kind.DAY),
        Question("who.address", "Address", "With the postcode.", Kind.PASSAGE),
        Question(
            _WAY,
            "How does the patient want to be told?",
            kind=Kind.CHOICE,
            choices=(
                (BY_LETTER, "By a letter to this address"),
                (BY_TELEPHONE, "By telephone"),
                (BY_EMAIL, "By e-mail"),
                (BY_CLINICIAN, "By their clinician"),
            ),
        ),
        Question("who.telephone", "Telephone number", when=(_WAY, (BY_TELEPHONE,))),
        Question("who.email", "E-mail address", kind=Kind.EMAIL, when=(_WAY, (BY_EMAIL,))),
        Question(
            "who.needs", "What the patient needs to read or hear it", "Another language, large print, easy words.", required=False
        ),
        Question("who.partner_name", "Name of a partner who is treated too", required=False),
        Question("who.partner_nhs_number", "NHS number of the partner", kind=Kind.NHS_NUMBER, required=False),
        Question("who.partner_born", "Date of birth of the partner", kind=Kind.DAY, required=False),
    ),
    WHO,
)
ABOUT_EQUALITY: Final = Section(
    "equality",
    "Equality monitoring",
    "The patient may leave out any of this. It is counted only together with others, never by those who decide.",
    (
        Question(
            "equality.sex",
            "Sex",
            kind=Kind.CHOICE,
            required=False,
            choices=(("female", "Female"), ("male", "Male"), (NOT_SAID, "Rather not say")),
        ),
        Question(
            "equality.ethnic_group",
            "Ethnic group",
            kind=Kind.CHOICE,
            required=False,
            choices=(
                ("asian", "Asian or Asian British"),
                ("black", "Black, Black British, Caribbean or African"),
                ("mixed", "Mixed or multiple ethnic groups"),
                ("white", "White"),
                ("other", "Another ethnic group"),
                (NOT_SAID, "Rather not say"),
            ),
        ),
        Question("equality.disabled", "Disabled, or ill for a long time", kind=Kind.CHOICE, required=False, choices=_SAID),
        Question("equality.carer", "Cares for somebody without being paid", kind=Kind.CHOICE, required=False, choices=_SAID),
        Question("equality.religion", "Religion or belief", required=False),
        Question(
            "equality.orientation",
            "Sexual orientation",
            kind=Kind.CHOICE,
            required=False,
            choices=(
                ("straight", "Straight or heterosexual"),
                ("gay", "Gay or lesbian"),
                ("bisexual", "Bisexual"),
                ("other", "Another"),
                (NOT_SAID, "Rather not say"),
            ),
        ),
    ),
    EQUALITY,
)
ANSWERED: Final = Section(
    "answered",
    "What the clinician added later",
    "What the panel asked for, and what was new after a decision.",
    (Question("answered.panel", "Added later", kind=Kind.PASSAGE, required=False),),
)
