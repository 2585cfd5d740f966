"""How plain a text is: its sentences, its words, how hard it is to read, and words that few people outside the NHS use."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from coequal.policies.wording import sentences

_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$")
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*s?\b")
_DISTRICT: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")  # the first part of a postcode: a place, and short for nothing
_KNOWN: Final = frozenset(("NHS", "GP", "GPs", "UK", "OK", "TV", "BBC", "PDF", "ID"))  # more people know them than their long forms
JARGON: Final[Mapping[str, str]] = {
    "assisted conception": "treatment to help people have a baby",
    "care pathway": "the steps of your care",
    "clinical outcomes": "how well treatment works",
    "co-production": "working on it together",
    "cohort": "group of people",
    "commence": "begin",
    "commissioner": "the body that plans and pays for care",
    "commissioning": "planning and paying for care",
    "comorbidity": "another illness at the same time",
    "criteria": "rules",
    "criterion": "rule",
    "demographic": "about who you are",
    "disinvestment": "stopping paying for it",
    "efficacy": "how well it works",
    "eligibility": "who can have it",
    "eligible": "allowed to have it",
    "facilitate": "help",
    "implementation": "putting it into practice",
    "integrated care board": "the body that plans and pays for care here",
    "intervention": "treatment",
    "methodology": "how it was done",
    "multidisciplinary": "of several kinds of staff",
    "pathway": "the steps of your care",
    "prior to": "before",
    "primary care": "GPs, pharmacists, dentists and opticians",
    "provision": "what is offered",
    "secondary care": "hospital care",
    "service user": "person who uses the service",
    "stakeholder": "person whom it concerns",
    "subfertility": "difficulty in having a baby",
    "utilise": "use",
}


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many syllables an English word has."""
    plain = _SILENT.sub("", re.sub(r"[^a-z]", "", word.casefold().replace("é", "e")))
    return max(1, len(_VOWELS.findall(plain)))


def grade(text: str) -> float:
    """The school year, as in America, in which most people can read a text, after Flesch and Kincaid; 0 of a text without words."""
    found = [words(sentence) for sentence in sentences(text)]
    told = [sentence for sentence in found if sentence]
    said = [word for sentence in told for word in sentence]
    if not said:
        return 0.0
    return round(0.39 * len(said) / len(told) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59, 1)


def jargon(text: str) -> Iterator[tuple[str, str]]:
    """The hard words of a text, each with plainer ones; a phrase is found once, and not again by a word of it."""
    left = text.casefold()
    for hard in sorted(JARGON, key=len, reverse=True):
        pattern = re.compile(rf"\b{re.escape(hard)}s?\b")
        if pattern.search(left):
            left = pattern.sub(" ", left)
            yield hard, JARGON[hard]


def abbreviations(text: str) -> list[str]:
    """The abbreviations of a text that are not of everyday, each once; a postcode district is none."""
    found = dict.fromkeys(_CAPITALS.findall(text))
    return [one for one in found if one not in _KNOWN and not _DISTRICT.fullmatch(one)]


def explains(text: str, abbreviation: str) -> bool:
    """Whether a text says what an abbreviation stands for: in brackets behind it, or with it in brackets."""
    sign = re.escape(abbreviation)
    return bool(re.search(rf"\w \({sign}\)|\b{sign}(?: \(\w|, (?:which|that) |: )| {sign} (?:is|means|stands for) ", f" {text}"))
