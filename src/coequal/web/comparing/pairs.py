"""Two policies compared: as it was prepared, or else while somebody waits, which takes under a second."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

from coequal.comparison.counted_people import count_people
from coequal.comparison.proof.couples import with_couples
from coequal.comparison.proof.two import likely_day, prove
from coequal.policies.model import Policy
from coequal.web.comparing import kept
from coequal.web.comparing.fitting import fits
from coequal.web.comparing.people import opened
from coequal.web.shelf import shelf

Data = dict[str, Any]
KIND: Final = "pair"
_ONE_AT_A_TIME: Final = Lock()  # the solver is not made for several threads
_PATIENCE: Final = 1  # seconds to wait for it; a thread that waits serves nobody
_MOST: Final = 100  # pairs that a process remembers
_remembered: OrderedDict[str, "Data"] = OrderedDict()  # by their digest, the one made last at the end


class Busy(Exception):  # it is a state, and no `CoequalError`: nothing that was given is wrong
    """The solver is at work for others."""

    says: Final = "Many comparisons are being made just now. Try again in a minute."


def pair(a: Policy, b: Policy) -> Data:
    """What was shown of two policies, as `proof_data` has it, with `couples` and, where there are some, `people`.

    Raises `CoequalError` where they cannot be compared, and `Busy` where that has to wait.
    """
    found = ready(a, b)
    if found is None:
        found = _remembered[fits((a, b))] = compare(a, b)
        while len(_remembered) > _MOST:
            _remembered.popitem(last=False)
    return found


def ready(a: Policy, b: Policy) -> Data | None:
    """The same, where it was made a while ago by this process, or was prepared and can be reached."""
    digest = fits((a, b))
    try:
        return _remembered.get(digest) or kept.read(KIND, name_of(a, b), digest)
    except kept.GONE:
        return None


def name_of(a: Policy, b: Policy) -> str:
    """The name under which a pair is kept."""
    return f"{a.id}@{a.version} {b.id}@{b.version}"


def compare(a: Policy, b: Policy) -> Data:
    """The same, made anew. Raises `Busy`."""
    library = shelf().library
    with _solver():
        proof = prove(shelf().rules(a), shelf().rules(b), likely_day([a, b], shelf().today()), library.area)
        found = with_couples(proof)
    people = opened(a.service)
    return found if people is None else {**found, "people": count_people(proof, people, public=True)}


@contextmanager
def _solver() -> Iterator[None]:
    """The solver for one thread alone. Raises `Busy`."""
    if not _ONE_AT_A_TIME.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _ONE_AT_A_TIME.release()
