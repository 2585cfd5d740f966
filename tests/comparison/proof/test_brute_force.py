"""Over a dictionary whose every case can be tried, what is shown is what trying them all shows."""

from random import Random

import pytest

from coequal.comparison.proof.compare import GENEROUS, KNOWS_MORE, Pairs
from coequal.comparison.proof.verdict import A_WIDER, B_WIDER, EACH_WIDER, NOT_SHOWN, SAME
from coequal.comparison.proof.within import look_within
from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.rules import Rules
from tests.comparison.proof.building import ON, SMALL, every_case, outcome, policy, proof
from tests.eligibility.building import criterion

_ATOMS = (
    "smokes",
    "married",
    "well",
    "cycles > 1",
    "cycles in [1 .. 2]",
    "cycles = 3",
    "smokes is known",
    "not(well)",
    "cycles <= 0",
)
CASES = list(every_case())


def _condition(random: Random, turned: bool) -> str:
    parts = random.sample(_ATOMS, random.choice((1, 2, 2, 3)))
    text = random.choice((" and ", " or ")).join(parts)
    return f"not(not({text}))" if turned else text


def _other(seed: int) -> Rules:
    """A policy for another one to be held against: now and then the same in other words."""
    return _policy(seed, turned=True) if seed % 5 == 0 else _policy(1_000 + seed)


def _policy(seed: int, *, turned: bool = False) -> Rules:
    """A policy put together by chance: requirements and judgements, some only for some people, one perhaps instead of another."""
    random = Random(seed)
    blocks = []
    plain = False  # whether the criterion before is one that may be overridden
    for place in range(random.randint(1, 3)):
        kind, key = random.choice((("requirement", "met when"), ("requirement", "met when"), ("judgement", "judged when")))
        lines = [f"kind: {kind}", f"{key}: {_condition(random, turned)}"]
        if plain and kind == "requirement" and random.random() < 0.5:
            lines += [f"applies when: {_condition(random, turned)}", f"overrides: [k{place - 1}]"]
            plain = False
        else:
            lines += [f"applies when: {_condition(random, turned)}"] if random.random() < 0.3 else []
            plain = kind == "requirement"
        blocks.append(criterion(f"k{place}", *lines))
    return policy(*blocks, vocabulary=SMALL)


def _somewhere(a: Rules, b: Rules, pairs: Pairs) -> bool:
    return any((outcome(a, case), outcome(b, case)) in pairs for case in CASES)


def _by_trying(a: Rules, b: Rules) -> str:
    """The relation, by trying every case: first by what is so whatever is known, then by who needs to know less."""
    for pairs in (GENEROUS, KNOWS_MORE):
        found = _somewhere(a, b, pairs), _somewhere(b, a, pairs)
        if any(found):
            return {(True, False): A_WIDER, (False, True): B_WIDER, (True, True): EACH_WIDER}[found]
    return SAME if all(outcome(a, case) == outcome(b, case) for case in CASES) else NOT_SHOWN


@pytest.mark.parametrize("seed", range(150))
def test_the_relation_is_what_trying_every_case_gives(seed: int) -> None:
    """Wider, narrower, each wider or the same: as every case there can be has it."""
    a, b = _policy(seed), _other(seed)
    assert proof(a, b).result.outcome.relation == _by_trying(a, b)


@pytest.mark.parametrize("seed", range(60))
def test_a_criterion_is_idle_just_where_no_case_needs_it(seed: int) -> None:
    """Of all cases there is none that a requirement stops alone; where one is not idle, there is one."""
    a = _policy(seed)
    idle = {one.criterion.id for one in look_within(a, ON).idle}
    runs = [a.statuses(a.values(case)) for case in CASES]
    for place, own in enumerate(a.criteria):
        if own.kind == "requirement":
            alone = any(run[place] == NOT_MET and run.count(NOT_MET) == 1 for run in runs)
            assert (own.id in idle) is not alone, own.id


def test_every_relation_occurs_among_them() -> None:
    """The policies put together by chance stand to each other in every way that there is."""
    found = {_by_trying(_policy(seed), _other(seed)) for seed in range(150)}
    assert found >= {A_WIDER, B_WIDER, EACH_WIDER, SAME}


def test_a_policy_is_the_same_as_itself() -> None:
    """Nothing differs between a policy and itself."""
    assert all(proof(_policy(seed), _policy(seed)).result.outcome.relation == SAME for seed in range(20))
