"""What is counted among synthetic people and compared with published figures."""

from dataclasses import replace

import numpy as np

from coequal.populations.synthetic.areas import DECILES
from coequal.populations.synthetic.assumptions import ASSUMPTIONS
from coequal.populations.synthetic.comparison import Comparison, Row, beside
from coequal.populations.synthetic.ovaries import amh_median
from coequal.populations.synthetic.people import MISSING
from coequal.populations.synthetic.recipe import REFERENCE_AGES, Recipe
from coequal.populations.synthetic.sample import Sample, by_band, in_band, shares
from coequal.populations.synthetic.table import by_column

HFEA = "the register of the Human Fertilisation and Embryology Authority, first fresh cycles with own eggs, 2017-18"
ON_RECORD = "of those with a cause or “unexplained” on record"
SHOWN_MISSING = 12  # of the shares that are not recorded, the highest
AMH_PEOPLE = 60_000  # made under each assumption on AMH
AMH_AGES = np.array([25.0, 30.0, 35.0, 40.0, 44.0])


def of_people(sample: Sample) -> list[Comparison]:
    """The comparisons that need people whose facts are all known."""
    return [_ages(sample), _partners(sample), _causes(sample), _male_causes(sample), _masses(sample), *_others(sample)]


def _ages(sample: Sample) -> Comparison:
    published = sample.recipe.numbers.table("age at treatment")
    made = by_band(published, sample.age, lambda band: shares(band, sample.first_ivf))
    says = f"Seekers of IVF who have had none, by age when treatment is to start. Published: {HFEA}, whoever paid."
    return Comparison("age", "Her age at first treatment", says, "%", beside(made, published))


def _partners(sample: Sample) -> Comparison:
    rows: list[Row] = []
    for her_band in ("18-34", "35-37", "38-39", "40-42"):
        weights = sample.recipe.numbers.table(f"target partner's age, she {her_band}")
        published = {band: 100 * weight / sum(weights.values()) for band, weight in weights.items()}
        among = sample.first_ivf & in_band(her_band, sample.age) & (sample.words("partner") == "man")
        made = {band: shares(in_band(band, sample.partner_age), among) for band in published}
        rows += beside(made, published, f"she is {her_band}")
    says = f"Age of a partner who is a man, by her age. Published: {HFEA}; the partner's age, where it is given."
    return Comparison("partner", "The partner's age", says, "%", tuple(rows))


def _causes(sample: Sample) -> Comparison:
    numbers = sample.recipe.numbers
    missing, unexplained = numbers.table("cause not recorded"), numbers.table("cause unexplained")
    published = {band: 100 * share / (100 - missing[band]) for band, share in unexplained.items()}
    among = sample.first_ivf & (sample.words("partner") == "man")
    flags = sample.words("cause_of_infertility") == "unexplained"
    made = by_band(published, sample.age, lambda band: shares(flags, among & band))
    says = f"Infertility without an explanation, of those with a male partner, by her age. Published: {HFEA}, {ON_RECORD}."
    return Comparison("cause", "Infertility that is unexplained", says, "%", beside(made, published))


def _male_causes(sample: Sample) -> Comparison:
    numbers = sample.recipe.numbers
    missing, male = numbers.table("cause not recorded"), numbers.table("cause male")
    published = {band: 100 * share / (100 - missing[band]) for band, share in male.items()}
    among = sample.first_ivf & (sample.numbers("semen_analysis_done") == 1)
    flags = (sample.numbers("semen_analysis_abnormal") == 1) & (sample.words("cause_of_infertility") == "diagnosed")
    made = by_band(published, sample.age, lambda band: shares(flags, among & band))
    says = f"Abnormal semen and a diagnosis, of those analysed, by her age. Published: {HFEA}, a male cause, {ON_RECORD}."
    return Comparison("male cause", "A cause on the man's side", says, "%", beside(made, published))


def _masses(sample: Sample) -> Comparison:
    numbers, everybody = sample.recipe.numbers, np.ones(sample.recipe.count, dtype=np.bool_)
    decile, bmi = sample.numbers("deprivation_decile"), sample.numbers("patient_bmi")
    published = numbers.table("target BMI at 30 or over")
    fifths = {"least deprived fifth": decile >= DECILES[-2], "most deprived fifth": decile <= DECILES[1]}
    rows = beside({name: shares(bmi >= 30, where) for name, where in fifths.items()}, published, "30 or over")
    whole = Row("all", shares(bmi >= 30, everybody), numbers.number("target", "BMI at 30 or over, pregnant women"), "30 or over")
    thin = Row("all", shares(bmi < 18.5, everybody), numbers.number("target", "BMI under 18.5"), "under 18.5")
    says = (
        "Her body mass index. Published, by fifth: women of all ages, Health Survey for England 2019; older than ours, so heavier. "
        "All, 30 or over: pregnant women at their first visit, November 2015. Under 18.5: all adults, Health Survey for England."
    )
    return Comparison("BMI", "Body mass index", says, "%", (*rows, whole, thin))


def _others(sample: Sample) -> list[Comparison]:
    numbers, everybody = sample.recipe.numbers, np.ones(sample.recipe.count, dtype=np.bool_)
    smoking, flags = numbers.table("smoking of women"), sample.numbers("patient_smokes") == 1
    smokes = by_band(smoking, sample.age, lambda band: shares(flags, band))
    childless = sample.numbers("patient_living_children") == 0
    births = {age: numbers.table("childless women")[age] for age in ("30", "45")}
    none = {age: shares(childless, in_band(f"{int(age) - 1}-{age}", sample.age)) for age in births}
    women = sample.recipe.areas.women.sum(axis=1)
    lives = 100 * (women / women.sum()) @ sample.recipe.areas.deciles
    decile = sample.numbers("deprivation_decile")
    made = {str(one): shares(decile == one, everybody) for one in DECILES}
    return [
        Comparison(
            "smoking",
            "Smoking",
            "She smokes, by age. Published: Office for National Statistics, 2023, all women, worked out from all people; "
            "35-50 is assumed. We assume that seekers smoke less.",
            "%",
            beside(smokes, smoking),
        ),
        Comparison(
            "childless",
            "No living child",
            "She has no living child, by age. Published: Office for National Statistics, all women in England and Wales. "
            "We assume that seekers are childless far more often.",
            "%",
            beside(none, births),
        ),
        Comparison(
            "deprivation",
            "Deprivation of the neighbourhood",
            "Tenths of England's neighbourhoods; 1 is the most deprived. Published: women of 18 to 50 in mid-2020, "
            "by the English Indices of Deprivation 2019.",
            "%",
            beside(made, {str(one): float(share) for one, share in zip(DECILES, lives, strict=True)}),
        ),
    ]


def of_amh(recipe: Recipe) -> Comparison:
    """The medians of AMH at some ages under each assumption, beside the published medians."""
    rows: list[Row] = []
    for option in ASSUMPTIONS["AMH"].options:
        assumed = {**recipe.assumed, "AMH": option}
        sample = Sample(replace(recipe, count=min(recipe.count, AMH_PEOPLE), assumed=assumed, complete=True))
        amh = sample.numbers("amh")
        published = amh_median(option, AMH_AGES + 0.5, recipe.numbers)
        for age, level in zip(AMH_AGES.astype(int), published, strict=True):
            at = sample.age == age
            rows.append(Row(str(age), float(np.median(amh[at])), float(level), option))
    options = "; ".join(f"{option}: {says}" for option, says in ASSUMPTIONS["AMH"].options.items())
    says = f"Median AMH by her age, under each of the assumptions that can be chosen. Published: {options}."
    return Comparison("AMH", "AMH", says, "pmol/L", tuple(rows), lines=True)


def of_records(recipe: Recipe) -> Comparison:
    """The shares that are not recorded, of people as records would have them."""
    recorded, complete = Sample(replace(recipe, complete=False)), Sample(replace(recipe, complete=True))
    wanted = recipe.numbers.table(MISSING)
    highest = sorted(wanted, key=lambda name: -wanted[name])[:SHOWN_MISSING]
    made = {name: _lost(recorded, complete, name) for name in highest}
    says = (
        f"Of those for whom a fact makes sense, the share for whom it is not recorded: the {SHOWN_MISSING} highest. "
        "All these shares are assumed; nothing was published."
    )
    rows = tuple(Row(by_column()[name].name, made[name], wanted[name]) for name in highest)
    return Comparison("missing", "What is not recorded", says, "%", rows, target="assumed")


def _lost(recorded: Sample, complete: Sample, name: str) -> float:
    known: int = complete.table[name].length() - complete.table[name].null_count
    left: int = recorded.table[name].length() - recorded.table[name].null_count
    return 100 * (1 - left / max(known, 1))


def of_seekers(recipe: Recipe) -> Comparison:
    """How many people seek treatment in a year, beside the first cycles that are had."""
    rate = recipe.numbers.number("seekers", "a year for 1,000 women of 23 to 39")
    rows = (
        Row("synthetic seekers, England", recipe.seekers()),
        Row("first cycles of IVF, UK", None, recipe.numbers.number("target", "first cycles a year in the United Kingdom")),
    )
    ages = " to ".join(map(str, REFERENCE_AGES))
    says = (
        f"People who seek assisted conception in a year: {rate:g} for each 1,000 women of {ages}, calibrated to Staffordshire. "
        f"Published, for scale: {HFEA}. The two are not the same thing: not all seekers are treated."
    )
    return Comparison("seekers", "How many seek treatment", says, "a year", rows)
