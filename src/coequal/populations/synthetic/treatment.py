"""Treatment so far: earlier cycles and transfers, who paid for them, and what is rare or needed besides."""

import numpy as np

from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import Couples
from coequal.populations.synthetic.draws import Draws, Wholes
from coequal.populations.synthetic.infertility import counted
from coequal.populations.synthetic.parameters import Parameters


def columns_of_treatment(couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """The facts about treatment so far, and about donors and what is rare."""
    rare = numbers.table("rare")
    eggs = numbers.by_age("donor eggs needed", couples.age) / 100
    implications = numbers.table("implications discussed")
    asked = couples.age >= implications["age from which it is asked"]
    return {
        **_cycles(couples, draws, numbers),
        "donor_eggs_needed": Column(draws.flags("donor eggs", eggs)),
        "implications_discussed": Column(draws.flags("implications", implications["from 40 on"] / 100), asked),
        **{name: Column(draws.flags(name, share / 100)) for name, share in rare.items()},
    }


def _cycles(couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """Earlier cycles: some are paid for by the NHS, some are abandoned, most lead to transfers."""
    of = numbers.table("earlier cycles")
    some = (
        numbers.by_age("had cycles before", couples.age)
        / 100
        * of["seekers with some, as a share of cycles that are not the first"]
    )
    number = counted(numbers.table("number of earlier cycles"))
    count = number[draws.pick("number of earlier cycles", numbers.weights("number of earlier cycles"))]
    cycles = np.where(draws.flags("treated before", some), count, 0)
    most = int(number.max())
    by_nhs = draws.binomial("paid for by the NHS", cycles, of["paid for by the NHS"] / 100, most)
    private = cycles - by_nhs
    stored = draws.flags("frozen embryos", of["frozen embryos stored"] / 100)
    return {
        "nhs_fresh_cycles": Column(by_nhs),
        "private_fresh_cycles": Column(private),
        "abandoned_cycles": Column(draws.binomial("abandoned", cycles, of["abandoned"] / 100, most)),
        "nhs_embryo_transfers": Column(_transfers("NHS", by_nhs, draws, numbers, most)),
        "private_embryo_transfers": Column(_transfers("private", private, draws, numbers, most)),
        "frozen_embryos_stored": Column(stored & (cycles > 0)),
    }


def _transfers(who: str, cycles: Wholes, draws: Draws, numbers: Parameters, most: int) -> Wholes:
    """Transfers after some cycles: at most one fresh and one frozen for each."""
    of = numbers.table("earlier cycles")
    fresh = draws.binomial(f"fresh transfers, {who}", cycles, of["with a fresh transfer"] / 100, most)
    return fresh + draws.binomial(f"frozen transfers, {who}", cycles, of["frozen transfers for each cycle"], most)
