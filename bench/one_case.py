"""How long one case takes under all criteria of the shipped policy, beside other engines in the same process.

Before the clock starts, every expression is compiled, and the facts of every case are typed and laid out as each engine
wants them. Contenders take turns in each round, so that whatever else the machine does strikes all alike.
"""

import gc
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import coequal
from coequal.criteria.closures import Values
from coequal.criteria.vocabulary import work_out
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known
from coequal.facts.dates import add_months
from two_valued import Cel, Peer, Result, RuleEngine, RuleEngineRuleByRule, Zen

POLICY, DAY = "norfolk-and-waveney/assisted-conception", date(2023, 5, 2)
EXAMPLE = Path(__file__).parents[1] / "examples" / "a-couple.yaml"
CASES, SEED, ROUNDS, STARTS = 200, 2023, 40, 15
NOT_KNOWN = (0.0, 0.02, 0.1, 0.3)  # the share of facts not known, one of these for each case

TRUE = {  # how often each of these is true
    "AMH offered locally": 0.9, "low ovarian reserve": 0.1, "frozen embryos stored": 0.2, "implications discussed": 0.8,
    "patient smokes": 0.1, "patient stop smoking programme": 0.5, "patient CO verified": 0.5,
    "partner smokes": 0.1, "partner stop smoking programme": 0.5, "partner CO verified": 0.5,
    "patient sterilised": 0.02, "partner sterilised": 0.03, "donor sperm needed": 0.1, "welfare concern": 0.03,
    "other medical grounds": 0.04, "embryo testing needed": 0.03, "patient rubella immune": 0.95,
    "rubella antibodies tested": 0.9, "day 2 FSH tested": 0.8, "patient chlamydia screened": 0.85,
    "semen analysis done": 0.85, "semen analysis abnormal": 0.3, "semen follow up done": 0.5,
}  # fmt: skip
NONE, ONE, TWO, THREE, FOUR, SIX = map(Decimal, (0, 1, 2, 3, 4, 6))
ONE_OF: dict[str, list[Any]] = {  # each equally often
    "cause of infertility": ["unexplained", "unexplained", "diagnosed", "diagnosed", "none known"],
    "partner": [*["man"] * 8, "woman", "none"],
    "patient area": [*["26A"] * 19, "06H"],
    "partner area": [*["26A"] * 9, "06H"],
    "tubal investigation": ["done", "done", "not appropriate", "not done"],
    "patient living children": [*[NONE] * 14, ONE],
    "partner living children": [*[NONE] * 14, ONE, TWO],
    "insemination cycles": [*[NONE] * 5, THREE, SIX],
    "insemination months": [NONE, Decimal(12), Decimal(30), Decimal(40)],
    "NHS IUI cycles": [*[NONE] * 5, THREE, SIX],
    "NHS fresh cycles": [*[NONE] * 6, ONE, TWO],
    "private fresh cycles": [*[NONE] * 6, ONE, TWO],
    "NHS embryo transfers": [*[NONE] * 6, ONE, FOUR],
}
DAYS_BEFORE_REFERRAL = {  # the fewest and the most
    "patient date of birth": (9_000, 15_000), "treatment start date": (-240, -60), "trying since": (1_000, 2_500),
    "patient registered since": (300, 8_000), "partner registered since": (100, 8_000),
    "patient hepatitis B test": (0, 900), "patient hepatitis C test": (0, 900), "patient HIV test": (0, 900),
    "partner hepatitis B test": (0, 900), "partner hepatitis C test": (0, 900), "partner HIV test": (0, 900),
}  # fmt: skip
MEASURED = {"patient BMI": (18, 31), "AMH": (4, 40), "FSH": (3, 12)}  # the least and the most; up to 400 days before


def invented(random: Random) -> Case:
    """A couple, some of whose facts are not known."""
    referral = date(2022, 8, 1) + timedelta(random.randrange(500))
    facts = {"referral date": Known(referral)}
    facts |= {name: Known(random.random() < chance) for name, chance in TRUE.items()}
    facts |= {name: Known(random.choice(values)) for name, values in ONE_OF.items()}
    facts |= {name: Known(referral - timedelta(random.randint(*days))) for name, days in DAYS_BEFORE_REFERRAL.items()}
    for name, (low, high) in MEASURED.items():
        value = Decimal(random.randint(10 * low, 10 * high)).scaleb(-1)
        facts[name] = Known(value, referral - timedelta(random.randrange(400)))
    not_known = random.choice(NOT_KNOWN)
    left_out = {name for name in facts if random.random() < not_known}
    if facts["partner"].value == "none":
        left_out |= {name for name in facts if name.startswith("partner ")}
    return Case({name: known for name, known in facts.items() if name not in left_out})


@dataclass(slots=True)
class Contender:
    """One way to do the work on every case, and the microseconds per case that it took in each round."""

    engine: str
    what: str
    work: Callable[[Any], Any]
    cases: Sequence[Any]
    agrees: str = ""
    share: int = 1  # of the cases one in so many in each round, others in the next
    times: list[float] = field(default_factory=list)

    def round(self, number: int) -> None:
        """Time one round."""
        work, cases = self.work, self.cases[number % self.share :: self.share]
        add_months.cache_clear()  # no round finds the dates that another has moved
        start = perf_counter()
        for case in cases:
            work(case)
        self.times.append((perf_counter() - start) / len(cases) * 1e6)


def over(contender: Contender, other: Contender) -> float:
    """The median over the rounds of one contender's time over another's in the same round."""
    return median(mine / theirs for mine, theirs in zip(contender.times, other.times, strict=True))


def own(rules: Rules, given: list[Values], full: list[Values]) -> list[Contender]:
    """What coequal does: without a trace, with derived facts given as the others have them, and with a trace."""
    run, run_traced, formulas = rules.run, rules.run_traced, rules.formulas

    def untraced(values: Values) -> object:
        return run(work_out(values.copy(), formulas))

    def traced(values: Values) -> object:
        return run_traced(work_out(values.copy(), formulas))

    return [
        Contender("coequal", "statuses, outcomes, amounts", untraced, given),
        Contender("coequal", "the same, derived facts given", run, full),
        Contender("coequal", "statuses, outcomes, amounts, with the complete trace", traced, given),
        Contender("coequal", "the same, derived facts given", run_traced, full),
    ]


def beside(peer: Peer, full: list[Values], expected: list[Result]) -> Contender:
    """What another engine does, and for how many cases it comes to what coequal does."""
    ready = [peer.ready(values) for values in full]
    found = [comparable(peer.run(case)) for case in ready]
    same = [[a == b for a, b in zip(mine, comparable(theirs), strict=True)] for mine, theirs in zip(found, expected, strict=True)]
    statuses, amounts = (sum(column) for column in zip(*same, strict=True))
    agrees = f"statuses {statuses}, amounts {amounts} of {len(ready)}"
    share = ROUNDS if isinstance(peer, Cel) else 1
    return Contender(peer.name, f"{peer.what}; derived facts and moved dates given", peer.run, ready, agrees, share)


def comparable(result: Result) -> tuple[list[str], list[str]]:
    """Statuses and amounts without the types of their engine."""
    statuses, _, amounts = result
    said = [
        f"{name} {value}" if value is None or "not" in str(value) else f"{name} {float(value)}"
        for treatment in amounts
        for name, value in treatment.items()
    ]
    return list(map(str, statuses)), said


def one_case() -> None:
    """Time one case in every engine, and print the table."""
    rules = coequal.load(POLICY, on=DAY).rules
    random = Random(SEED)  # noqa: S311  # the same cases every time
    cases = [invented(random) for _ in range(CASES)]
    given = [rules.given(case) for case in cases]
    full = [rules.values(case) for case in cases]
    expected = [rules.run(values) for values in full]
    peers = [Zen(rules), RuleEngine(rules), RuleEngineRuleByRule(rules), Cel(rules)]
    contenders = [*own(rules, given, full), *(beside(peer, full, expected) for peer in peers)]
    gc.freeze()  # what was compiled beforehand is no rubbish to be looked for while the clock runs
    for number in range(ROUNDS):
        for contender in contenders:
            contender.round(number)
    print_table(contenders)
    outcomes = Counter(outcome for _, found, _ in expected for outcome in found)
    engines = ", ".join(dict.fromkeys(f"{peer.name} {peer.version}" for peer in peers))
    print(f"\n{len(rules.criteria)} criteria, {CASES} invented cases ({', '.join(f'{n} {o}' for o, n in outcomes.items())}),")
    print(f"{ROUNDS} rounds in turn; Python {platform.python_version()}, {engines}.")
    print("Ratios are medians, over the rounds, of two times in the same round; the times are those of this machine now.")


def print_table(contenders: list[Contender]) -> None:
    """The times, their ratios to coequal's without a trace, and those of the other engines to both, like with like."""
    first, untraced, _, traced = contenders[:4]
    print("| engine | what | us per case: median (min) | x coequal | agrees |\n|---|---|---|---|---|")
    for one in contenders:
        times = f"{median(one.times):,.1f} ({min(one.times):,.1f})"
        print(f"| {one.engine} | {one.what} | {times} | {over(one, first):.2f} | {one.agrees} |")
    print("\nDerived facts given, as the others have them:")
    for one in contenders[4:]:
        ratios = f"without trace {over(one, untraced):.2f}, with complete trace {over(one, traced):.2f}"
        print(f"- {one.engine}, {one.what.partition(';')[0]}, over coequal: {ratios}")


def cold_start() -> None:
    """Time whole runs of the command beside an empty run of Python, and print the table."""
    with TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.yaml"
        empty.write_text(f"referral date: {DAY}\n", encoding="utf-8")
        check = [str(Path(sys.executable).with_name("coequal")), "check", "--json", POLICY]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            f"coequal check {EXAMPLE.name}": [*check, str(EXAMPLE)],
            "coequal check, only a referral date": [*check, str(empty)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(STARTS):
            for name, command in commands.items():
                start = perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
                times[name].append((perf_counter() - start) * 1e3)
    print("\n| cold start | ms: median (min) | x python -c pass |\n|---|---|---|")
    nothing = times["python -c pass"]
    for name, mine in times.items():
        ratio = median(a / b for a, b in zip(mine, nothing, strict=True))
        print(f"| {name} | {median(mine):.0f} ({min(mine):.0f}) | {ratio:.1f} |")


if __name__ == "__main__":
    one_case()
    cold_start()
