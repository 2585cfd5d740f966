"""Why and for how long: the cause of infertility, the time of trying and of being together, and inseminations."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from coequal.populations.synthetic.assumptions import Assumed
from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import WOMAN, Couples
from coequal.populations.synthetic.days import full_months, whole_days
from coequal.populations.synthetic.draws import Draws, Flags, Places, Wholes
from coequal.populations.synthetic.parameters import Parameters

CAUSES = ("unexplained", "diagnosed", "none known")
UNEXPLAINED, DIAGNOSED, NONE_KNOWN = range(3)


@dataclass(frozen=True, slots=True)
class Infertility:
    """What lies behind the facts: the cause, and the kinds of cause, of which several may be there at once."""

    cause: Places
    male: Flags
    ovulatory: Flags
    tubal: Flags
    polycystic: Flags


def make_infertility(couples: Couples, draws: Draws, numbers: Parameters) -> Infertility:
    """The causes of one block: with a male partner by her age, without one mostly none known."""
    recorded = 1 - numbers.by_age("cause not recorded", couples.age) / 100
    unexplained = numbers.by_age("cause unexplained", couples.age) / 100
    chance = draws.uniform("cause")
    with_man = np.where(chance < unexplained / recorded, UNEXPLAINED, DIAGNOSED)
    alone = np.where(chance < numbers.share("cause, no male partner", "diagnosed"), DIAGNOSED, NONE_KNOWN)
    cause = np.where(couples.man, with_man, alone)
    diagnosed = cause == DIAGNOSED

    def kind(name: str) -> Flags:
        """Whether a diagnosis is of this kind: its share of all, among those with a diagnosis."""
        share = numbers.by_age(f"cause {name}", couples.age) / 100 / (recorded - unexplained)
        found: Flags = diagnosed & draws.flags(f"cause {name}", share)
        return found

    ovulatory = kind("ovulatory")
    of = numbers.table("cause")
    often = np.where(ovulatory, of["polycystic ovaries, of ovulatory causes"], of["polycystic ovaries, of the others"])
    polycystic = draws.flags("polycystic ovaries", often / 100)
    return Infertility(cause, kind("male") & couples.man, ovulatory, kind("tubal"), polycystic)


def columns_of_infertility(
    couples: Couples, infertility: Infertility, draws: Draws, numbers: Parameters, assumed: Assumed
) -> Columns:
    """The facts about cause, time and inseminations."""
    of, man = numbers.table("cause"), couples.man
    trying = _trying_since(couples, draws, numbers, assumed)
    months = np.where(man, full_months(trying, couples.referral), 0)
    no_sperm = infertility.male & draws.flags("no sperm", of["no chance without treatment, of male causes"] / 100)
    no_way = infertility.tubal & draws.flags("tubes blocked", of["no chance without treatment, of tubal causes"] / 100)
    sperm = draws.flags("donor sperm", numbers.share("donor", "sperm needed, of male causes"))
    return {
        "cause_of_infertility": Column(infertility.cause, words=CAUSES),
        "polycystic_ovary_syndrome": Column(infertility.polycystic),
        "trying_since": Column(trying, man),
        "months_trying": Column(months),
        "together_since": Column(_together_since(couples, trying, draws, numbers), couples.paired),
        "intercourse_not_possible": Column(draws.flags("intercourse", of["intercourse not possible"] / 100), man),
        "no_chance_of_natural_conception": Column(no_sperm | no_way, man),
        "donor_sperm_needed": Column(np.where(man, infertility.male & sperm, True)),
        **_inseminations(couples, draws, numbers),
    }


def _trying_since(couples: Couples, draws: Draws, numbers: Parameters, assumed: Assumed) -> Wholes:
    """Since when they have been trying: not since before she was grown up, and not since after the referral."""
    limits = numbers.table("duration")
    early = numbers.table("duration early")
    clinic = numbers.table("duration clinic")
    of = {
        "clinic": draws.around("duration, clinic", clinic["median"], clinic["spread"]),
        "early": early["shortest"] + draws.exponential("duration, early", early["mean time after that"]),
    }
    months = np.clip(of[assumed["duration"]], limits["shortest"], limits["longest"])
    since = couples.referral - whole_days(months * numbers.number("calendar", "days in a month"))
    return _grown_up(since, couples.born, limits["youngest age at the start"], couples.referral, numbers)


def _together_since(couples: Couples, trying: Wholes, draws: Draws, numbers: Parameters) -> Wholes:
    """Since when they have been together: from before they tried, and both at an age to be so."""
    together = numbers.table("together")
    women = together["median time before referral, two women"]
    two_women = couples.partner == WOMAN
    median = np.where(two_women, women, together["median time before trying"])
    until = np.where(two_women, couples.referral, trying)
    since = until - whole_days(median * draws.around("together", 1.0, together["spread"]))
    younger = np.maximum(couples.born, couples.partner_born)
    return _grown_up(since, younger, together["youngest age"], couples.referral, numbers)


def _grown_up(since: Wholes, born: Wholes, age: float, referral: Wholes, numbers: Parameters) -> Wholes:
    """A day, but not before someone had an age, and not after the referral."""
    earliest = born + int(age * numbers.number("calendar", "days in a year"))
    return np.minimum(np.maximum(since, earliest), referral)


def _inseminations(couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """The facts about inseminations: common without a male partner, rare with one."""
    of = numbers.table("insemination")
    cycles = np.where(
        couples.man,
        _counts("inseminations, male partner", draws, numbers),
        _counts("inseminations, no male partner", draws, numbers),
    )
    months = np.ceil(cycles * of["months for each cycle"] * draws.around("months of insemination", 1.0, of["spread of the months"]))
    most = int(max(float(count) for count in numbers.table("inseminations, no male partner")))
    iui = draws.binomial("IUI", cycles, of["IUI, of the cycles"] / 100, most)
    return {
        "insemination_cycles": Column(cycles),
        "insemination_months": Column(months),
        "private_iui_cycles": Column(iui),
        "insemination_at_licensed_clinic": Column(draws.flags("licensed", of["at a licensed clinic"] / 100), cycles > 0),
        "nhs_iui_cycles": Column(_counts("IUI paid for by the NHS", draws, numbers)),
    }


def _counts(group: str, draws: Draws, numbers: Parameters) -> Wholes:
    """Counts, each as likely as a group of numbers says."""
    return counted(numbers.table(group))[draws.pick(group, numbers.weights(group))]


def counted(table: Iterable[str]) -> Wholes:
    """The names of a table, which are whole numbers."""
    return np.array([int(name) for name in table])
