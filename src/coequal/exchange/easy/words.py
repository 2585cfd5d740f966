"""Easy words: short sentences of one idea each, numbers as digits, and hard words explained where they first come."""

import re
from collections.abc import Iterator, Mapping

from coequal.facts.dictionary import Dictionary
from coequal.policies.wording import sentences

_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS, 2)}
_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_ONE = re.compile(
    r"\bone(?= (?:(?:fresh|full|frozen|whole) )?(?:cycles?|transfers?|year|month|week|day|pair|child)\b)", re.IGNORECASE
)
_NEXT = "she he it they this that these there no nobody the her his their".split()
_BREAK = re.compile(rf";\s+|:\s+(?=[A-Z])|,\s+(?=(?:and|but) (?:{'|'.join(_NEXT)})\b)")
_MEANS = "is an?|is the|joins|places|starts|builds|makes|closes|means"
_EXPLAINS = re.compile(rf"(?:An? )?(?P<word>\w+(?: \w+)?)(?: \([^)]*\))? (?:{_MEANS})\b")
_NO_WORDS = frozenset("this it you that they the there".split())
_OWN = re.compile(r"(?:her|his|the person's) (?P<word>[\w ]+)")


def short_sentences(text: str) -> Iterator[str]:
    """The sentences of a text in Markdown, taken apart where each part can stand alone, with numbers as digits."""
    for sentence in sentences(text):
        for part in _BREAK.split(sentence):
            said = digits(part.rstrip(" .,"))
            yield f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('?', '!')) else '.'}"


def digits(text: str) -> str:
    """A text with its small numbers as digits; "one" stays where it is no number."""
    return _ONE.sub("1", _WORD.sub(lambda found: _DIGITS[found[0].casefold()], text))


def hard_words(dictionary: Dictionary) -> dict[str, str]:
    """The words that a service's own help explains, each with the sentence that does."""
    found: dict[str, str] = {}
    for fact in dictionary.facts.values():
        for sentence in sentences(fact.help or ""):
            explained = _EXPLAINS.match(sentence)
            if explained and explained["word"].split()[0].casefold() not in _NO_WORDS and "question" not in sentence:
                found.setdefault(explained["word"], sentence)
        own = _OWN.fullmatch(fact.says)
        if own and fact.kind == "number" and fact.help and not any(word in own["word"] for word in found):
            first = next(sentences(fact.help))
            found.setdefault(own["word"], f"{own['word'].capitalize()}: {first[:1].lower()}{first[1:]}")
    return found


class Explained:
    """A text as it goes on: which hard words have come already."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take hard words with their explanations."""
        self._left = dict(words)

    def after(self, sentence: str) -> Iterator[str]:
        """The explanations of the hard words that come for the first time in a sentence."""
        for word, explanation in list(self._left.items()):
            if re.search(rf"\b{re.escape(word)}s?\b", sentence, re.IGNORECASE):
                del self._left[word]
                yield f"Hard word: {digits(explanation)}"
