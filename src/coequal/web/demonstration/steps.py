"""What is prepared, step by step: each makes what is not there or no longer fits, and says in a sentence what it did."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import Final

from coequal.comparison.lottery.areas import YARDSTICK
from coequal.comparison.lottery.of_people import people_lottery
from coequal.pages.words import plural
from coequal.policies.model import Policy
from coequal.policies.standing import invented
from coequal.populations.progress import progress
from coequal.populations.synthetic.recipe import KEY, Recipe
from coequal.populations.synthetic.write import write_people
from coequal.web.comparing import days, kept, pairs
from coequal.web.comparing.fitting import fits
from coequal.web.comparing.people import WITH_PEOPLE, digest_of_people, opened, path_of_people
from coequal.web.shelf import shelf

SEED: Final = 1


def people(count: int) -> str:
    """The made-up people. Raises `CoequalError` where so many cannot be made, or not be written."""
    recipe, path = Recipe(count, SEED), path_of_people(WITH_PEOPLE)
    said = f"Made-up people: {plural(count, 'couple or single woman', 'couples and single women')}"
    if digest_of_people(WITH_PEOPLE) == recipe.metadata[KEY].decode():
        return f"{said}, kept."
    path.parent.mkdir(parents=True, exist_ok=True)
    write_people(recipe, path, progress(recipe.blocks, "Blocks of people made"))
    return f"{said}, made."


def comparisons() -> str:
    """The pairs that people are likely to look at."""
    wanted = {pairs.name_of(a, b): (a, b, fits((a, b))) for a, b in likely_pairs()}
    there = kept.names(pairs.KIND)
    lacking = {name: one for name, one in wanted.items() if there.get(name) != one[2]}
    for name in progress(list(lacking), "Policies compared"):
        a, b, digest = lacking[name]
        kept.write(pairs.KIND, name, digest, pairs.compare(a, b))
    kept.forget_others(pairs.KIND, set(wanted))
    return f"Pairs of policies compared: {len(lacking)} made, {len(wanted) - len(lacking)} kept."


def likely_pairs() -> Iterator[tuple[Policy, Policy]]:
    """Versions that follow each other, policies beside NICE's guideline, and those beside one another that were seen whole."""
    for service in shelf().services:
        ids = [name for name, versions in shelf().policies.items() if versions[0].service == service]
        for name in ids:
            yield from pairwise(shelf().policies[name])
        now = [policy for name in ids if not invented(policy := shelf().policy(name))]
        yardsticks = [policy for policy in now if policy.id.startswith(f"{YARDSTICK}/")]
        others = [policy for policy in now if policy not in yardsticks]
        yield from ((policy, yardstick) for policy in others for yardstick in yardsticks)
        yield from combinations([policy for policy in others if policy.completeness == "whole"], 2)


def lotteries() -> str:
    """Every area at once, today and on the earlier days that can be chosen."""
    today = shelf().today()
    wanted = {days.name_of(WITH_PEOPLE, name): (on, days.digest_of(WITH_PEOPLE, name)) for name, on in _days(today)}
    there = kept.names(days.KIND)
    lacking = [name for name, (on, digest) in wanted.items() if there.get(name) != digest or not _is_of(name, on, digest)]
    found = opened(WITH_PEOPLE)
    assert found is not None, WITH_PEOPLE  # they were made just before
    for name in progress(lacking, "Days of the postcode lottery"):
        on, digest = wanted[name]
        kept.write(days.KIND, name, digest, people_lottery(shelf().shelved, WITH_PEOPLE, found, [on], today=today, public=True))
    kept.forget_others(days.KIND, set(wanted))
    return f"Days of the postcode lottery: {len(lacking)} made, {len(wanted) - len(lacking)} kept."


def _days(today: date) -> Iterator[tuple[str, date]]:
    yield days.TODAY, today
    yield from ((day.isoformat(), day) for day in days.EARLIER)


def _is_of(name: str, on: date, digest: str) -> bool:
    """Whether what is kept is about a day: today is another one each day."""
    found = kept.read(days.KIND, name, digest)
    return found is not None and found["on"] == on.isoformat()
