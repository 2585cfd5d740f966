"""Words that may be read in several ways."""

import re

from coequal.criteria.comparisons import Apart
from coequal.criteria.syntax import Current, Fact
from coequal.eligibility.grounds import trees
from coequal.facts.units import spellings
from coequal.lint.finding import DOUBT, Rule, Spots
from coequal.lint.subject import Subject
from coequal.lint.thresholds import Level, Threshold, thresholds
from coequal.policies.model import Criterion

DOUBTFUL = (  # a pattern of words, and what it leaves open
    (r"and ?/ ?or", "it may mean both or either of the two"),
    (r"(?<!\d )may(?! \d)|might|can|could", "it may give a right or leave a choice"),
    (r"should", "it may be a rule or advice"),
    (r"normally|usually|generally|typically|ordinarily|in general", "it does not say when something else holds"),
    (r"(in)?appropriate|suitable|reasonable|adequate", "it does not say who judges that, and by what"),
    (r"significant|satisfactory|successful", "it does not say who judges that, and by what"),
    (r"stable", "it does not say over which time, and what change would count"),
    (r"recent|recently|regular|regularly|long[- ]term|prolonged", "it does not say how long or how often"),
    (r"some|several|few|many|most", "it does not say how many"),
    (r"considered|consideration|discretion", "it does not say what would settle the matter"),
    (r"exceptional|exceptionally", "it does not say what would be one"),
    (r"etc|e\.?g|for example|such as", "it does not say what else belongs to the list"),
    (r"up to", "it does not say whether the number itself is in"),
    (r"over(?= \d)", "it may begin just above the number or, of an age, a year later"),
    (r"\d+(?:\.\d+)? ?[-–—] ?\d+(?:\.\d+)?", "it does not say whether the last number is in, nor, of an age, for how long"),
    (r"\d+ years (?:and )?36[45] days", "a leap year has one more day, which belongs to neither side"),
)
_DOUBTFUL = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), open_) for pattern, open_ in DOUBTFUL)
_BOUNDARY = re.compile(
    r"""\b(?:
    at\ (?:least|most)
  | or\ (?:more|less|fewer|older|younger|over|under|above|below|higher|lower|later|earlier|longer|shorter|after|before)
  | (?:more|less|fewer|older|younger|higher|lower|later|earlier|longer|shorter|sooner|greater|smaller)\ than
  | above | below | under | before | after | until | since | from\ the\ day | birthday | reached
  | exactly | both\ ends | inclusive | included | excluded | belongs?\ to | up\ to\ and\ including
  | not\ (?:over|exceed) | exceeds? | minimum | maximum
  | none | never
  | same\ (?:\w+\ )?(?:ages?|limits?|periods?|ranges?|times?)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)")


def _doubtful(subject: Subject) -> Spots:
    for criterion in subject.criteria:
        for pattern, leaves_open in _DOUBTFUL:
            for found in pattern.finditer(criterion.printed or ""):
                yield subject.at(criterion, "printed"), f"“{found[0]}” is printed, and {leaves_open}. {_mend(criterion)}"


def _mend(criterion: Criterion) -> str:
    if criterion.reading:
        return "The reading says how it is taken; ask the owner whether that is right."
    return 'Say under "reading" how it is taken; where another reading would change an answer, add it under "or read as".'


def _two_readings(subject: Subject) -> Spots:
    for criterion in subject.criteria:
        if criterion.readings:
            labels = ", ".join(f"“{other.label}”" for other in criterion.readings)
            said = f"This may also be read as: {labels}. Who is refused by one reading may be funded by another."
            yield subject.at(criterion, "or read as"), f"{said} Ask the owner which one is meant."


def _boundary(subject: Subject) -> Spots:
    for criterion, wording in zip(subject.criteria, subject.outline.wordings, strict=True):
        said = " ".join([*(prose.text for prose in wording), criterion.reading or ""])
        if any(map(_has_sides, _thresholds(criterion, subject))) and not _BOUNDARY.search(" ".join(said.split())):
            message = f'The criterion "{criterion.id}" has a limit, and neither its wording nor its reading says whether it is in.'
            yield (
                criterion.place,
                f'{message} Say "at least", "more than", "before" or the like, as the source does or as we take it.',
            )


def _thresholds(criterion: Criterion, subject: Subject) -> list[Threshold]:
    return thresholds(trees(criterion), subject.policy.vocabulary)


def _has_sides(threshold: Threshold) -> bool:
    """Whether a threshold has a side to fall on: not a number that is only equal or not, nor the age of evidence."""
    return not (threshold.evidence if isinstance(threshold, Apart) else threshold.equal)


def _unit(subject: Subject) -> Spots:
    facts = subject.policy.vocabulary.dictionary.facts
    for criterion in subject.criteria:
        printed = (criterion.printed or "").casefold()
        quoted = set(_NUMBER.findall(printed))
        for threshold in _thresholds(criterion, subject) if quoted else ():
            match threshold:
                case Level(number=Fact(name=name) | Current(name=name), constant=constant) if str(constant) in quoted:
                    fact = facts[name]
                    units = [name.casefold() for unit in fact.units for name in spellings(unit)]
                    if units and not fact.unit_goes_without_saying and not any(unit in printed for unit in units):
                        said = f"“{criterion.printed}” gives {constant} without a unit, and we take {name} to be in {fact.unit}."
                        yield subject.at(criterion, "printed"), f"{said} Ask the owner; in another unit it would be another limit."


RULES = (
    Rule("doubtful-words", DOUBT, "The source prints a word that leaves open who is meant, when, or by how much.", _doubtful),
    Rule(
        "two-readings", DOUBT, "A clause may be read in several ways, so the same person may be refused or funded.", _two_readings
    ),
    Rule(
        "boundary-not-stated",
        DOUBT,
        "A criterion has a limit, a number, an age or a day, and no word says whether it is in, so people at it may be wronged.",
        _boundary,
    ),
    Rule(
        "unit-not-printed",
        DOUBT,
        "The source prints a limit without its unit where several are in use, so a result in another unit would be misjudged.",
        _unit,
    ),
)
