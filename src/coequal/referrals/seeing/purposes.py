"""For which purposes people open a part of a request: lists, so that nobody types one and none can name a person.

A purpose is kept with every opening. Where a page is for one thing alone, that is its purpose; where somebody may have several
reasons to know who a person is, they choose one before it is shown.
"""

from typing import Final

# Those who ask: what each of their pages is for.
WRITING: Final = "to write the request"
CHECKING: Final = "to look through what was written"
FOLLOWING: Final = "to see how the request goes on"
CONSENTING: Final = "to record what the patient agreed to"
REFERRING: Final = "to refer the patient"
CARING: Final = "to care for the patient"
TELLING: Final = "to tell the patient"
# Those who ask, before they are shown who a request of their clinic is about: each with its words.
KNOWING_OURS: Final = {
    "to see that the details are right": "To see that the details are right",
    TELLING: "To tell the patient, or to answer them",
    CARING: "To care for the patient, whom I treat",
}
# Those who deal with requests, before they are shown or look for who one is about: each with its words.
KNOWING_THEIRS: Final = {
    "to write to the patient or the clinician": "To write to the patient or the clinician",
    "to answer the patient or the clinician": "To answer a call or a message about it",
    "to put right what was sent wrongly": "To put right what was sent wrongly",
    "to see whether it was asked for before": "To see whether the same was asked for the same person before",
}
