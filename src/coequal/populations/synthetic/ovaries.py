"""The tests of the ovaries: AMH by age under the assumption that stands, FSH that goes with it, and what a clinician finds."""

from statistics import NormalDist

import numpy as np

from coequal.populations.synthetic.assumptions import Assumed
from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import Couples
from coequal.populations.synthetic.days import before
from coequal.populations.synthetic.draws import Draws, Wholes
from coequal.populations.synthetic.parameters import Numbers, Parameters


def columns_of_ovaries(couples: Couples, draws: Draws, numbers: Parameters, assumed: Assumed) -> Columns:
    """The facts about AMH, FSH and low ovarian reserve. Her age is that at referral, near enough to that at the tests."""
    amh, fsh, low = numbers.table("AMH"), numbers.table("FSH"), numbers.table("low ovarian reserve")
    normal = draws.normal("AMH")
    spread = numbers.number("AMH spread", assumed["AMH"])
    level = amh_median(assumed["AMH"], couples.age, numbers) * np.exp(spread * normal)
    other = draws.alike("FSH", normal, fsh["correlation with AMH at the same age"])
    mean = fsh["mean at the middle age"] + fsh["change for each year of age"] * (couples.age - fsh["middle age"])
    found = np.where(
        level <= low["found where AMH is at or below"],
        low["found, where AMH is at or below it"],
        low["found, where AMH is above it"],
    )
    tested = draws.flags("FSH tested", fsh["tested on day 2"] / 100)
    return {
        "amh": Column(np.minimum(level, amh["highest"])),
        "amh_date": Column(_day("AMH", couples, draws, numbers)),
        "amh_offered_locally": Column(draws.flags("AMH offered", amh["offered by the trust"] / 100)),
        "amh_from_named_laboratory": Column(draws.flags("laboratory", amh["from the laboratory that the policy names"] / 100)),
        "fsh": Column(np.clip(mean + fsh["standard deviation"] * other, fsh["least"], fsh["highest"]), tested),
        "fsh_date": Column(_day("FSH", couples, draws, numbers), tested),
        "day_2_fsh_tested": Column(tested),
        "low_ovarian_reserve": Column(draws.flags("low ovarian reserve", found / 100)),
    }


def _day(test: str, couples: Couples, draws: Draws, numbers: Parameters) -> Wholes:
    """The day of a result, before the referral."""
    of = numbers.table(test)
    days = draws.around(f"{test} date", of["median age of a result"], of["spread of the age of a result"])
    return before(couples.referral, days, of["oldest result"])


def amh_median(option: str, age: Numbers, numbers: Parameters) -> Numbers:
    """The median of AMH in pmol/L at each age, under one of the options of the assumption."""
    return {"lee": _lee, "seifer": _seifer, "aslan": _aslan}[option](age, numbers) * numbers.number("AMH", "pmol/L in 1 ng/mL")


def _lee(age: Numbers, numbers: Parameters) -> Numbers:
    """The logarithm is a square of age."""
    of = numbers.table("AMH lee")
    return np.exp(of["constant"] + of["for each year of age"] * age + of["for each year of age squared"] * age**2)


def _seifer(age: Numbers, numbers: Parameters) -> Numbers:
    """Medians at some ages; between them the logarithm is on a line, and beyond them the last line goes on."""
    of = numbers.table("AMH seifer")
    return np.exp(_line(age, [float(at) for at in of], np.log(list(of.values()))))


def _aslan(age: Numbers, numbers: Parameters) -> Numbers:
    """From the shares below a limit at some ages, the medians that give these shares with the spread that stands."""
    of, spread = numbers.table("AMH aslan"), numbers.number("AMH spread", "aslan")
    limit = np.log(numbers.number("AMH aslan level", "limit"))
    below = np.array([NormalDist().inv_cdf(share / 100) for share in of.values()])
    return np.exp(_line(age, [float(at) for at in of], limit - spread * below))


def _line(age: Numbers, ages: list[float], levels: Numbers) -> Numbers:
    """Levels on the line through those at some ages; the last piece goes on beyond the last age."""
    slope = (levels[-1] - levels[-2]) / (ages[-1] - ages[-2])
    found: Numbers = np.interp(age, ages, levels) + slope * np.maximum(age - ages[-1], 0)
    return found
