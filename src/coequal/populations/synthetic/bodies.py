"""Weight and smoking of both: they go with age and deprivation, and partners resemble one another."""

from statistics import NormalDist

import numpy as np

from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import WOMAN, Couples
from coequal.populations.synthetic.days import before, whole_days
from coequal.populations.synthetic.draws import Draws, Flags, Wholes
from coequal.populations.synthetic.parameters import Numbers, Parameters


def columns_of_bodies(couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """The facts about body mass index, smoking and vaping of both."""
    hers, theirs = _masses(couples, draws, numbers)
    smokes, partner_smokes = _smoking(couples, draws, numbers)
    partner = _habits("partner", partner_smokes, couples, draws, numbers)
    held = numbers.table("BMI held since")
    since = draws.around("BMI held since", held["median time"], held["spread"])
    in_range = (hers >= held["from"]) & (hers <= held["to"])
    return {
        "patient_bmi": Column(hers),
        "patient_bmi_date": Column(_measured(draws, numbers, "BMI date", couples.referral)),
        "patient_bmi_held_since": Column(np.maximum(couples.referral - whole_days(since), couples.born), in_range),
        "partner_bmi": Column(theirs, couples.paired),
        "partner_bmi_date": Column(_measured(draws, numbers, "partner's BMI date", couples.referral), couples.paired),
        **_habits("patient", smokes, couples, draws, numbers),
        **{name: column.where(couples.paired) for name, column in partner.items()},
    }


def _masses(couples: Couples, draws: Draws, numbers: Parameters) -> tuple[Numbers, Numbers]:
    """Her body mass index and her partner's."""
    bmi = numbers.table("BMI")
    poorer = bmi["change of the mean for each decile towards the most deprived"] * _towards_deprived(couples, numbers)
    women, men = bmi["standard deviation, women"], bmi["standard deviation, men"]
    normal = draws.normal("BMI")
    other = draws.alike("partner's BMI", normal, bmi["correlation within a couple"])
    hers = _mass(numbers, numbers.by_age("BMI of women, mean", couples.age) + poorer, women, normal)
    woman = _mass(numbers, numbers.by_age("BMI of women, mean", couples.partner_age) + poorer, women, other)
    man = _mass(numbers, numbers.by_age("BMI of men, mean", couples.partner_age) + poorer, men, other)
    return hers, np.where(couples.partner == WOMAN, woman, man)


def _mass(numbers: Parameters, mean: Numbers, deviation: float, normal: Numbers) -> Numbers:
    """Body mass indices on a log-normal curve with a mean and a standard deviation, that begins at a least value."""
    least, highest = numbers.number("BMI", "least value of the curve"), numbers.number("BMI", "highest")
    variance = np.log1p((deviation / (mean - least)) ** 2)
    found = least + (mean - least) * np.exp(np.sqrt(variance) * normal - variance / 2)
    return np.minimum(found, highest)


def _towards_deprived(couples: Couples, numbers: Parameters) -> Numbers:
    """How many deciles a neighbourhood lies towards the most deprived, from the middle."""
    return numbers.number("deprivation", "middle decile") - couples.decile


def _measured(draws: Draws, numbers: Parameters, name: str, referral: Wholes) -> Wholes:
    """The day of a measurement, on or before that of the referral."""
    bmi = numbers.table("BMI")
    return before(
        referral, draws.around(name, bmi["median age of a record"], bmi["spread of the age of a record"]), bmi["oldest record"]
    )


def _smoking(couples: Couples, draws: Draws, numbers: Parameters) -> tuple[Flags, Flags]:
    """Whether she smokes, and whether her partner does."""
    habit = numbers.table("smoking")
    poorer = habit["log odds for each decile towards the most deprived"] * _towards_deprived(couples, numbers)
    odds = poorer + habit["log odds of smoking, seekers against all"]
    normal = draws.normal("smokes")
    other = draws.alike("partner smokes", normal, habit["correlation within a couple"])
    hers = numbers.by_age("smoking of women", couples.age) / 100
    woman = numbers.by_age("smoking of women", couples.partner_age) / 100
    man = numbers.by_age("smoking of men", couples.partner_age) / 100
    theirs = np.where(couples.partner == WOMAN, woman, man)
    return _below(normal, more_likely(hers, odds)), _below(other, more_likely(theirs, odds))


def more_likely(chance: Numbers, log_odds: Numbers | float) -> Numbers:
    """Chances whose log odds are raised."""
    odds = chance / (1 - chance) * np.exp(log_odds)
    return odds / (1 + odds)


def _below(normal: Numbers, chance: Numbers) -> Flags:
    """True with a chance that a normal number decides: the chances are many, but lie on a fine grid."""
    grid = np.linspace(0, 1, 1001)[1:-1]
    bounds = np.array([NormalDist().inv_cdf(float(one)) for one in grid])
    found: Flags = normal < np.interp(chance, grid, bounds)
    return found


def _habits(who: str, smokes: Flags, couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """Smoking, vaping, and what was done to stop; whoever never smoked has been smoke-free since birth."""
    habit = numbers.table("smoking")
    hers = (couples.age, couples.born)
    age, born = hers if who == "patient" else (couples.partner_age, couples.partner_born)
    never = draws.flags(f"{who} never smoked", habit["never smoked, of those who do not smoke"] / 100)
    since = draws.around(f"{who} stopped", habit["median time since stopping"], habit["spread of the time since stopping"])
    earliest = born + whole_days(
        np.full(len(age), habit["youngest age at stopping"] * numbers.number("calendar", "days in a year"))
    )
    stopped = np.minimum(np.maximum(couples.referral - whole_days(since), earliest), couples.referral)
    programme = draws.flags(f"{who} in a programme", habit["in a stop smoking programme, of smokers"] / 100)
    verified = draws.flags(f"{who} verified", habit["carbon monoxide shows no smoking, of those in a programme"] / 100)
    return {
        f"{who}_smokes": Column(smokes),
        f"{who}_vapes": Column(draws.flags(f"{who} vapes", numbers.by_age("vaping", age) / 100)),
        f"{who}_smoke_free_since": Column(np.where(never, born, stopped), ~smokes),
        f"{who}_stop_smoking_programme": Column(programme & smokes),
        f"{who}_co_verified": Column(verified, programme & smokes),
    }
