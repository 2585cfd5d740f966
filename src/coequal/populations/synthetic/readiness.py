"""Tests and investigations before referral."""

from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import Couples
from coequal.populations.synthetic.days import before
from coequal.populations.synthetic.draws import Draws, Wholes
from coequal.populations.synthetic.infertility import Infertility
from coequal.populations.synthetic.parameters import Parameters

VIRUSES = ("hepatitis_b", "hepatitis_c", "hiv")


def columns_of_readiness(couples: Couples, infertility: Infertility, draws: Draws, numbers: Parameters) -> Columns:
    """The facts about tests before referral; semen is analysed where the partner is a man."""
    of = numbers.table("tests")
    tubal = numbers.table("tubal investigation")
    rubella = draws.flags("rubella", of["rubella_antibodies_tested"] / 100)
    analysed = draws.flags("semen", of["semen analysed"] / 100)
    with_cause = draws.flags("abnormal with cause", of["abnormal, with a male cause"] / 100)
    without = draws.flags("abnormal without", of["abnormal, without a male cause"] / 100)
    abnormal = (with_cause & infertility.male) | (without & ~infertility.male)
    followed = draws.flags("followed up", of["followed up, of the abnormal"] / 100)
    return {
        "tubal_investigation": Column(draws.pick("tubal", numbers.weights("tubal investigation")), words=tuple(tubal)),
        "rubella_antibodies_tested": Column(rubella),
        "patient_rubella_immune": Column(draws.flags("immune", of["immune to rubella, of those tested"] / 100), rubella),
        "patient_chlamydia_screened": Column(draws.flags("chlamydia", of["patient_chlamydia_screened"] / 100)),
        **_virus_tests("patient", couples, draws, numbers),
        **{name: column.where(couples.paired) for name, column in _virus_tests("partner", couples, draws, numbers).items()},
        "semen_analysis_done": Column(analysed, couples.man),
        "semen_analysis_abnormal": Column(abnormal, couples.man & analysed),
        "semen_follow_up_done": Column(followed, couples.man & analysed & abnormal),
    }


def _virus_tests(who: str, couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """The days of three tests, mostly the same day."""
    together = draws.flags(f"{who}'s tests together", numbers.share("tests", "virus tests on one day"))
    first = _test(f"{who}, {VIRUSES[0]}", couples, draws, numbers)
    found = {f"{who}_{VIRUSES[0]}_test": Column(first)}
    for virus in VIRUSES[1:]:
        other = _test(f"{who}, {virus}", couples, draws, numbers)
        other[together] = first[together]
        found[f"{who}_{virus}_test"] = Column(other)
    return found


def _test(name: str, couples: Couples, draws: Draws, numbers: Parameters) -> Wholes:
    """The day of one test, before the referral."""
    of = numbers.table("tests")
    days = draws.around(name, of["median age of a virus test"], of["spread of the age of a virus test"])
    return before(couples.referral, days, of["oldest virus test"])
