"""Themes suggested for texts that nobody has coded, learnt from those that people have.

One logistic regression for each theme, over words, pieces of words and, where there are some, embeddings of whole texts.
Only what is sure is shown: the threshold is set so that nine of ten were right when some of the coded texts were held back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

PRECISION: Final = 0.9
FEWEST_CODED: Final = 50  # texts, before anything is suggested
FLOOR: Final = 0.5  # no threshold is below this, whatever the coded texts seem to say
LIKELY: Final = 0.3  # the chance from which a theme is taken for the best guess, beside the likeliest one
_SPARE: Final = 2  # wrong ones added to those that were counted, because the few that are held back flatter
_MOST: Final = 1_500  # coded texts that are learnt from; of more a part drawn by chance teaches as much
_NEVER: Final = 2.0  # a chance that nothing has
_FOLDS: Final = 5  # in which coded texts are held back in turn
_FEW: Final = 500  # coded texts, up to which there are twice as many folds: so more is left to learn from in each
_STRENGTH: Final = 3.0
_STEPS: Final = 80
_EMBEDDED: Final = 4.0  # how much embeddings weigh against words
_WORD: Final = r"\w+"
_LETTERS: Final = 2_000  # of a text that are looked at
_AT_ONCE: Final = 2_000
_SEED: Final = 20_262

Similar = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: for each text and theme a chance, and from which one on a suggestion is sure.

    The likeliest theme of a text has a threshold of its own, because it is right more often than others of the same chance.
    `precision` and `coverage` are those of the sure suggestions on coded texts that were held back.
    """

    themes: tuple[str, ...]
    chances: Any  # a row for each text, a column for each theme
    threshold: float  # of the likeliest theme of a text; above 1 where nothing is sure
    threshold_of_others: float
    precision: float
    coverage: float

    def sure(self, place: int) -> tuple[str, ...]:
        """The themes that are sure for a text, the surest first."""
        row = self.chances[place]
        first, *others = row.argsort()[::-1]
        if row[first] < self.threshold:
            return ()
        return tuple(self.themes[one] for one in (first, *others) if one == first or row[one] >= self.threshold_of_others)

    def best(self, place: int) -> frozenset[str]:
        """The best guess for a text, sure or not: the likeliest theme, and others that are likely too."""
        row = self.chances[place]
        return frozenset(
            {self.themes[row.argmax()], *(theme for theme, chance in zip(self.themes, row, strict=True) if chance >= LIKELY)}
        )

    def uncertainty(self, place: int) -> float:
        """How little is known of a text: coding the ones with most of it teaches most."""
        row = self.chances[place]
        return float((row * (1 - row)).sum())


class Features:
    """What is looked at in some texts; worked out once, and used as often as there are new codes."""

    def __init__(self, texts: Sequence[str], vectors: Any = None) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # a second that only this needs

        short = [text[:_LETTERS] for text in texts]
        self.count = len(short)
        self.vectors = vectors
        self.words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD).fit_transform([*short, "text"])
        self.pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform([*short, "text"])

    def alike(self, some: Any, others: Any) -> Any:
        """How alike some texts are to others, each named by its place."""
        found = 0.5 * (self.words[some] @ self.words[others].T + self.pieces[some] @ self.pieces[others].T).toarray() + 1.0
        return found if self.vectors is None else found + _EMBEDDED * self.vectors[some] @ self.vectors[others].T


def learn(features: Features, coded: Mapping[int, frozenset[str]]) -> Learnt | None:
    """What can be learnt from texts that are coded, named by their places; None where they are too few."""
    import numpy as np  # noqa: PLC0415  # see above

    themes = tuple(sorted({theme for given in coded.values() for theme in given}))
    if len(coded) < FEWEST_CODED or len(themes) < 2:
        return None
    chance = np.random.default_rng(_SEED)
    places = np.array(sorted(coded))
    places = np.sort(chance.choice(places, min(len(places), _MOST), replace=False))
    given = np.array([[theme in coded[place] for theme in themes] for place in places], float)
    alike = features.alike(places, places)
    chances = np.empty((features.count, len(themes)))
    weights = _fit(alike, given)
    for start in range(0, features.count, _AT_ONCE):
        some = np.arange(start, min(start + _AT_ONCE, features.count))
        chances[some] = _chances(features.alike(some, places), weights)
    held_back = np.empty_like(given)
    folds = 2 * _FOLDS if len(places) <= _FEW else _FOLDS
    turns = chance.permutation(len(places)) % folds
    for turn in range(folds):
        out, rest = np.flatnonzero(turns == turn), np.flatnonzero(turns != turn)
        held_back[out] = _chances(alike[np.ix_(out, rest)], _fit(alike[np.ix_(rest, rest)], given[rest]))
    return Learnt(themes, chances, *_sure(held_back, given))


def _fit(alike: Any, given: Any) -> Any:
    """The weight of each coded text in each theme's logistic regression.

    All themes are fitted together, by accelerated steps along the axes of what the texts have in common. Rare themes weigh more.
    """
    import numpy as np  # noqa: PLC0415  # see above
    from scipy.special import expit  # noqa: PLC0415

    spread, axes = np.linalg.eigh(alike)
    kept = spread > 1e-8 * spread[-1]
    spread, axes = spread[kept], axes[:, kept]
    scale = np.sqrt(spread)
    points = axes * scale
    often = np.maximum(given.sum(axis=0), 0.5)
    weight = _STRENGTH * np.where(given > 0, np.sqrt(np.maximum(len(given) - often, 0.5) / often), 1.0)
    step = 1 / (1 + weight.max(axis=0) * spread[:, None] / 4)
    found = ahead = np.zeros((len(spread), given.shape[1]))
    pace = 1.0
    for _ in range(_STEPS):
        moved = ahead - step * (ahead + points.T @ (weight * (expit(points @ ahead) - given)))
        quicker = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + (pace - 1) / quicker * (moved - found)
        found, pace = moved, quicker
    return (axes / scale) @ found


def _chances(alike: Any, weights: Any) -> Any:
    from scipy.special import expit  # noqa: PLC0415  # see above

    return expit(alike @ weights)


def _sure(chances: Any, given: Any) -> tuple[float, float, float, float]:
    """Both thresholds, how many of the suggestions above them were right, and for how many texts there was one."""
    import numpy as np  # noqa: PLC0415  # see above

    likeliest = chances == chances.max(axis=1, keepdims=True)
    first = _threshold(chances[likeliest], given[likeliest])
    others = max(first, _threshold(chances[~likeliest], given[~likeliest]))
    said = np.where(likeliest, chances >= first, chances >= others)
    return first, others, float(given[said].mean()) if said.any() else 0.0, float(said.any(axis=1).mean())


def _threshold(chances: Any, right: Any) -> float:
    """The lowest chance from which enough suggestions were right; above 1 where there is none."""
    import numpy as np  # noqa: PLC0415  # see above

    order = np.argsort(-chances)
    so_far = np.arange(1, len(order) + 1)
    fits = np.flatnonzero((chances[order] >= FLOOR) & (np.cumsum(right[order]) / (so_far + _SPARE) >= PRECISION))
    return float(chances[order][fits[-1]]) if len(fits) else _NEVER
