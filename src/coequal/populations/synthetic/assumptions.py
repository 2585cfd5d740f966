"""What may be assumed where sources disagree: each assumption has a name, its options, and a reason for the first of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coequal.errors import CoequalError, did_you_mean


@dataclass(frozen=True, slots=True)
class Assumption:
    """A question on which sources disagree. The first option stands unless another is asked for."""

    name: str
    about: str
    options: Mapping[str, str]
    why_first: str

    @property
    def default(self) -> str:
        """The option that stands unless another is asked for."""
        return next(iter(self.options))


ASSUMPTIONS = {
    one.name: one
    for one in (
        Assumption(
            "AMH",
            "how high AMH is at each age",
            {
                "seifer": "women at fertility centres in the United States; medians recalled and not checked",
                "lee": "women in Korea, by the formula of Lee and others; the highest of the three",
                "aslan": "women at a hospital in Turkey, by Aslan and others; far lower than the others",
            },
            "It lies between the other two and describes women who came to fertility centres, as our people do.",
        ),
        Assumption(
            "duration",
            "how long people have been trying at referral",
            {
                "clinic": "half have tried for two and a half years or more",
                "early": "they are referred from the end of the first year on, half of them within the next eight months",
            },
            "It leaves time for tests and for waiting before the referral to a clinic. No source gives this duration.",
        ),
    )
}
Assumed = Mapping[str, str]
DEFAULTS: Assumed = {name: one.default for name, one in ASSUMPTIONS.items()}


def assumed(given: Iterable[str]) -> Assumed:
    """An option for every assumption, from texts such as `AMH=lee`. Raises `CoequalError` for one that is unknown."""
    found = dict(DEFAULTS)
    named = {name.casefold(): name for name in ASSUMPTIONS}
    for text in given:
        name, sign, option = text.partition("=")
        known = named.get(name.strip().casefold())
        if not sign or known is None:
            raise CoequalError(f'"{text}" is no assumption.{_suggestion(name, ASSUMPTIONS)} Write it as AMH=lee.')
        options = ASSUMPTIONS[known].options
        if option.strip().casefold() not in options:
            raise CoequalError(f'{known} cannot be assumed to be "{option}".{_suggestion(option, options)}')
        found[known] = option.strip().casefold()
    return found


def _suggestion(word: str, known: Iterable[str]) -> str:
    return did_you_mean(word, known) or f" There are: {', '.join(known)}."
