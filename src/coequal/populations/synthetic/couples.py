"""Who they are: the woman and her partner, their ages, where they live and when they are referred."""

from dataclasses import dataclass

import numpy as np

from coequal.populations.synthetic.areas import DECILES, Areas
from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.days import whole_days, working_days
from coequal.populations.synthetic.draws import Draws, Flags, Places, Wholes
from coequal.populations.synthetic.parameters import Numbers, Parameters, lowest

TREATMENTS = ("IVF", "IUI")
PARTNERS = ("none", "man", "woman")
NONE, MAN, WOMAN = range(3)


@dataclass(frozen=True, slots=True)
class Couples:
    """The people of one block. Ages are in years with a fraction, on the day on which treatment is to start."""

    referral: Wholes
    start: Wholes
    age: Numbers
    born: Wholes
    sought: Places
    partner: Places
    partner_age: Numbers
    partner_born: Wholes
    area: Places
    decile: Numbers

    @property
    def paired(self) -> Flags:
        """Where there is a partner."""
        found: Flags = self.partner != NONE
        return found

    @property
    def man(self) -> Flags:
        """Where the partner is a man."""
        found: Flags = self.partner == MAN
        return found


def make_couples(draws: Draws, numbers: Parameters, areas: Areas, year: int) -> Couples:
    """The people of one block, referred in the course of a year."""
    working = working_days(year)
    referral = working[whole_days(draws.uniform("referral") * len(working))]
    start = referral + _wait(draws, numbers)
    ages, weights = _ages(numbers)
    age = ages[draws.pick("age", weights)] + draws.uniform("part of a year")
    sought = draws.flags("treatment sought", numbers.share("treatment sought", "IUI")).astype(np.intp)
    partner = _partner(draws, numbers, age, sought)
    partner_age = _partner_age(draws, numbers, age, partner)
    area = draws.pick_by("area", np.searchsorted(areas.youngest[1:], age, side="right"), areas.by_age_group())
    year_of_days = numbers.number("calendar", "days in a year")
    return Couples(
        referral=referral,
        start=start,
        age=age,
        born=start - whole_days(age * year_of_days),
        sought=sought,
        partner=partner,
        partner_age=partner_age,
        partner_born=start - whole_days(partner_age * year_of_days),
        area=area,
        decile=(draws.pick_by("decile", area, areas.deciles) + DECILES[0]).astype(np.float64),
    )


def _wait(draws: Draws, numbers: Parameters) -> Wholes:
    """Days from the referral to the start of treatment."""
    wait = numbers.table("treatment start")
    days = draws.around("wait", wait["median wait"], wait["spread"])
    return whole_days(np.clip(days, wait["shortest wait"], wait["longest wait"]))


def _ages(numbers: Parameters) -> tuple[Numbers, Numbers]:
    """Each age in whole years, and how likely it is: the shares of the bands, spread over the years of each."""
    shape = numbers.table("age shape")
    found: dict[int, float] = {}
    for band, share in numbers.table("age at treatment").items():
        years = np.arange(lowest(band), int(band.split("-")[1]) + 1)
        rising = np.exp(
            -0.5 * ((np.minimum(years, shape["peak below 35"]) - shape["peak below 35"]) / shape["spread below 35"]) ** 2
        )
        since = np.maximum(years - shape["first such year"], 0)
        falling = shape["each year from 40 as a share of the year before"] ** since
        found.update(zip(years, share * rising * falling / (rising * falling).sum(), strict=True))
    weights = np.array(list(found.values()))
    return np.array(list(found), dtype=np.float64), weights / weights.sum()


def _partner(draws: Draws, numbers: Parameters, age: Numbers, sought: Places) -> Places:
    """Whether there is a partner: by her age where she seeks IVF, from a mix of its own where she seeks IUI."""
    alone, woman = numbers.by_age("no partner", age) / 100, numbers.by_age("partner is a woman", age) / 100
    chance = draws.uniform("partner")
    for_ivf = np.where(chance < alone, NONE, np.where(chance < alone + woman, WOMAN, MAN))
    for_iui = draws.pick("partner, IUI", numbers.weights("partner of those who seek IUI"))
    return np.where(sought == TREATMENTS.index("IUI"), for_iui, for_ivf)


def _partner_age(draws: Draws, numbers: Parameters, age: Numbers, partner: Places) -> Numbers:
    """The partner's age given hers: two normal curves for a man, one for a woman."""
    his, hers, limits = (numbers.table(f"partner's age{who}") for who in (", a man", ", a woman", ""))
    wide = draws.flags("partner's age group", his["share of the wider group"])
    older = np.where(wide, his["wider group, years older"], his["nearer group, years older"])
    spread = np.where(wide, his["wider group, spread"], his["nearer group, spread"])
    normal = draws.normal("partner's age")
    slope = his["change for each year of her age over the middle"] * (age - his["middle of her age"])
    man = age + older + slope + spread * normal
    woman = age + hers["years older"] + hers["spread"] * normal
    return np.clip(np.where(partner == WOMAN, woman, man), limits["youngest"], limits["oldest"])


def columns_of_couples(couples: Couples, draws: Draws, numbers: Parameters, areas: Areas) -> Columns:
    """The facts about who they are, and their deprivation and ethnicity."""
    done, paired = numbers.table("treatment completion"), couples.paired
    took = done["days after the start"] + done["spread"] * draws.normal("treatment completion")
    same = draws.flags("partner in the same area", numbers.share("registration", "partner in the same area"))
    anywhere = draws.pick("partner's area", areas.women.sum(axis=1) / areas.women.sum())
    ethnicity = numbers.table("ethnicity")
    return {
        "referral_date": Column(couples.referral),
        "treatment_start_date": Column(couples.start),
        "treatment_completion_date": Column(couples.start + whole_days(np.maximum(took, done["shortest"]))),
        "treatment_sought": Column(couples.sought, words=TREATMENTS),
        "patient_date_of_birth": Column(couples.born),
        "partner_date_of_birth": Column(couples.partner_born, paired),
        "partner": Column(couples.partner, words=PARTNERS),
        "patient_area": Column(couples.area, words=areas.codes),
        "partner_area": Column(np.where(same, couples.area, anywhere), paired, areas.codes),
        "patient_registered_since": Column(_registered(draws, numbers, "she", couples.referral, couples.born)),
        "partner_registered_since": Column(_registered(draws, numbers, "partner", couples.referral, couples.partner_born), paired),
        "deprivation_decile": Column(couples.decile),
        "ethnicity": Column(draws.pick("ethnicity", numbers.weights("ethnicity")), words=tuple(ethnicity)),
    }


def _registered(draws: Draws, numbers: Parameters, who: str, referral: Wholes, born: Wholes) -> Wholes:
    """Since when someone has been with practices of the area: at the longest since birth."""
    mean = numbers.number("registration", "mean time with practices of the area")
    since: Wholes = np.maximum(referral - whole_days(draws.exponential(f"registration, {who}", mean)), born)
    return since
