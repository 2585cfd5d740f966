"""Children of either and of both, and sterilisation."""

import numpy as np

from coequal.populations.synthetic.bodies import more_likely
from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import Couples
from coequal.populations.synthetic.draws import Draws
from coequal.populations.synthetic.infertility import counted
from coequal.populations.synthetic.parameters import Parameters


def columns_of_households(couples: Couples, draws: Draws, numbers: Parameters) -> Columns:
    """The facts about children and sterilisation. A child of both counts for each of them."""
    of = numbers.table("children")
    childless = more_likely(
        numbers.curve("childless women", couples.age) / 100, of["log odds of being childless, seekers against all women"]
    )
    number, weights = counted(numbers.table("number of children")), numbers.weights("number of children")
    hers = np.where(draws.flags("childless", childless), 0, number[draws.pick("children", weights)])
    of_both = draws.flags("of the present couple", of["of the present couple, of those with a child and a partner"] / 100)
    shared = np.where(of_both & couples.paired, hers, 0)
    earlier = draws.flags("partner's earlier child", of["partner has one from an earlier relationship"] / 100)
    own = np.where(earlier & couples.paired, number[draws.pick("partner's children", weights)], 0)
    here = draws.flags("partner's children here", of["partner's children live with the couple"] / 100)
    return {
        "patient_living_children": Column(hers),
        "partner_living_children": Column(shared + own, couples.paired),
        "children_of_this_relationship": Column(shared, couples.paired),
        "household_children": Column(hers + np.where(here, own, 0)),
        "patient_sterilised": Column(draws.flags("sterilised", numbers.share("sterilised", "she"))),
        "partner_sterilised": Column(
            draws.flags("partner sterilised", numbers.share("sterilised", "partner, a man")) & couples.man, couples.paired
        ),
    }
