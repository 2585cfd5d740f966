"""Draft themes: groups of texts that say alike, for a person to name, merge or drop. There are more of them than themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

KEYWORDS: Final = 8
QUOTES: Final = 5
FEWEST_TEXTS: Final = 12  # fewer texts can simply be read
_FEWEST: Final = 4  # groups
_MOST: Final = 40
_FOR_EACH_ROOT: Final = 1.0  # groups for each unit of the square root of the number of texts: about twice as many as themes
_RUNS: Final = 40  # of k-means, whose groupings are brought to a consensus
_AXES: Final = 30  # that the texts are spread along
_MOST_TOGETHER: Final = 1_500  # texts that are grouped by consensus; the others join the nearest group
_WORD: Final = r"[^\W\d_]{2,}"
_SEED: Final = 20_263


@dataclass(frozen=True, slots=True)
class Draft:
    """A group of texts that say alike: their places, and those of the most typical ones. No word of a text is in it."""

    members: tuple[int, ...]
    typical: tuple[int, ...]


def draft(texts: Sequence[str], vectors: Any = None, seed: int = _SEED) -> list[Draft]:
    """Draft themes of some texts, the largest first; none where there are so few that they can be read.

    `vectors` are embeddings of the texts; without them words alone are looked at. k-means is run many times, and texts go
    together that most runs put together, so that another seed changes little.
    """
    if len(texts) < FEWEST_TEXTS:
        return []
    import numpy as np  # noqa: PLC0415  # a second that only this needs

    try:
        table, _names = _words(texts)
    except ValueError:  # nothing but the commonest words: there is nothing to go by
        return []
    points = _points(table, vectors)
    groups = _grouped(points, seed)
    found = []
    for group in range(groups.max() + 1):
        members = np.flatnonzero(groups == group)
        near = points[members] @ points[members].mean(axis=0)
        typical = tuple(int(members[one]) for one in np.argsort(-near, kind="stable")[:QUOTES])
        found.append(Draft(tuple(int(one) for one in members), typical))
    return sorted(found, key=lambda one: (-len(one.members), one.members))


def keywords(texts: Sequence[str], drafts: Sequence[Draft]) -> list[tuple[str, ...]]:
    """For each draft theme of some texts the words that set it apart from the others."""
    if not drafts:
        return []
    import numpy as np  # noqa: PLC0415  # see above

    table, names = _words(texts)
    overall, found = np.asarray(table.mean(axis=0)).ravel(), []
    for one in drafts:
        apart = np.asarray(table[list(one.members)].mean(axis=0)).ravel() - overall
        found.append(tuple(str(names[place]) for place in np.argsort(-apart)[:KEYWORDS] if apart[place] > 0))
    return found


def _words(texts: Sequence[str]) -> tuple[Any, Any]:
    """How much each word weighs in each text, and the words. Raises `ValueError` where there is none but the commonest."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # see above

    words = TfidfVectorizer(sublinear_tf=True, stop_words="english", token_pattern=_WORD, max_df=0.5)
    return words.fit_transform(texts), words.get_feature_names_out()


def _points(table: Any, vectors: Any) -> Any:
    """Where each text lies, along the axes that spread the texts most; each is as far from the middle as the others."""
    from sklearn.decomposition import PCA, TruncatedSVD  # noqa: PLC0415  # see above
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    axes = min(_AXES, min(table.shape) - 1)
    if vectors is None:
        return normalize(TruncatedSVD(max(axes, 1), random_state=_SEED).fit_transform(table))
    return normalize(PCA(axes, random_state=_SEED).fit_transform(vectors))


def _grouped(points: Any, seed: int) -> Any:
    """Of each text the number of its group."""
    import numpy as np  # noqa: PLC0415  # see above
    from sklearn.cluster import AgglomerativeClustering, KMeans  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    chance = np.random.default_rng(seed)
    some = np.sort(np.random.default_rng(_SEED).permutation(len(points))[:_MOST_TOGETHER])
    wanted = min(_MOST, max(_FEWEST, round(_FOR_EACH_ROOT * sqrt(len(points)))), len(np.unique(points, axis=0)))
    together = np.zeros((len(some), len(some)), np.float32)
    with threadpool_limits(1):  # each run is so short that threads would only wait for each other
        for _ in range(_RUNS):
            run = KMeans(wanted, n_init=1, random_state=int(chance.integers(1 << 31))).fit_predict(points[some])
            together += run[:, None] == run[None, :]
    agreed = AgglomerativeClustering(wanted, metric="precomputed", linkage="average").fit_predict(1 - together / _RUNS)
    centres = np.array([points[some][agreed == group].mean(axis=0) for group in range(wanted)])
    groups = (points @ centres.T).argmax(axis=1)
    groups[some] = agreed
    return groups
