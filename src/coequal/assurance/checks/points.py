"""What a check looks at, point by point. Each is answered with yes, no or not known; a no asks for a finding."""

from typing import Final

POINTS: Final = {
    "entry": "The entry in the data register says what is really done.",
    "screening": "The screening still holds: nothing has changed that would answer a question otherwise.",
    "measures": "The measures of the assessment are in place.",
    "told": "People are told what is done with their data, in words that they understand.",
    "few": "No more data are held than are needed.",
    "kept": "Data are deleted or disposed of when their time is over.",
    "access": "Only those who need the data can open them, and it is recorded who did.",
    "rights": "Whoever asks to see or correct their data, or objects, gets an answer in time.",
    "suppliers": "A contract binds each supplier who works on the data.",
    "trained": "Staff who use the data have been trained in the last year.",
    "incidents": "Incidents are recorded, and were reported where that was due.",
}
