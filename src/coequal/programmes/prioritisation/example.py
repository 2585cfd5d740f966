"""A scorecard that ships as an example of the Portsmouth kind: several domains, each with a weight and with scores in words."""

from typing import Final

from coequal.programmes.prioritisation.scorecards import Domain

TITLE: Final = "Example scorecard of the Portsmouth kind"
ORIGIN: Final = (
    "This is an example, in our own words. Groups that advise NHS commissioners often use a scorecard of the kind that is called "
    "after Portsmouth, each with domains and weights of its own. We have not seen the domains, points or weights of any of them, "
    "and have copied none. The domains and weights below are made up. A group has to agree on its own before it scores anything."
)
DOMAINS: Final = (
    Domain(
        "benefit",
        "How much it helps each person",
        "3",
        {
            0: "No benefit has been shown.",
            2: "A small relief of symptoms, or for a short time.",
            5: "People can do clearly more in daily life, or for a long time.",
            8: "A great and lasting difference to health or to daily life.",
            10: "It saves life, or cures what would otherwise last for life.",
        },
    ),
    Domain(
        "evidence",
        "How sure we can be that it helps",
        "2.5",
        {
            0: "There is no study of people like these, or studies show that it does not help.",
            3: "Reports of single cases, or the opinion of experts.",
            5: "Studies without chance in who was treated, which mostly agree.",
            8: "At least one good trial in which chance decided who was treated.",
            10: "Several good trials that agree, summed up in a review.",
        },
    ),
    Domain(
        "value",
        "Health gained for the money",
        "2",
        {
            0: "It costs far more for the health gained than what is usually paid for.",
            3: "It costs somewhat more than what is usually paid for.",
            5: "It costs about as much as what is usually paid for, or nobody has worked it out well.",
            8: "It costs clearly less than what is usually paid for.",
            10: "It saves money as well.",
        },
    ),
    Domain(
        "need",
        "What happens to people without it",
        "1.5",
        {
            0: "The condition passes by itself, or another treatment does as well.",
            3: "Another treatment helps most of them nearly as much.",
            6: "Other treatments help only some of them, or in part.",
            10: "Nothing else helps, and the condition gets worse.",
        },
    ),
    Domain(
        "fairness",
        "Whether it makes access to health fairer",
        "1",
        {
            0: "It would widen the gap between those who are well served and those who are not.",
            5: "It makes no difference to that gap, or that is not known.",
            10: "It clearly narrows that gap.",
        },
    ),
)
