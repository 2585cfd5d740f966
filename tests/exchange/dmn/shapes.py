"""What each construct of the language is in FEEL: the table that the tests hold and the manual shows."""

from typing import Final

WHAT_AND_FEEL: Final = [
    ("Comparison", "cycles < 3", "cycles < 3"),
    ("Equality", "cycles = 3", "if cycles = null then null else cycles = 3"),
    ("Difference", 'partner != "none"', 'if partner = null then null else partner != "none"'),
    ("One of several", 'sought in ("IVF", "IUI")', 'if sought = null then null else sought in ("IVF", "IUI")'),
    ("A range", "cycles in [1 .. 3]", "cycles in [1 .. 3]"),
    (
        "A range with an end that may not be known",
        "cycles in [age at referral .. 40)",
        "if cycles = null then null else cycles >= age at referral and cycles < 40",
    ),
    ("And, or, not", "not(smokes) and BMI in [19 .. 30)", "not(smokes) and (BMI in [19 .. 30))"),
    ("Whether it is known", "cycles is known", "cycles != null"),
    (
        "A fact with a window of evidence",
        "AMH > 5.4",
        '(if AMH date >= referral date - duration("P12M") and AMH date <= referral date then AMH else null) > 5.4',
    ),
    ("A choice of two", "if smokes then 1 else 2", "if smokes = null then null else if smokes then 1 else 2"),
    (
        "A choice of two that may agree",
        "if smokes then cycles else 2",
        "if smokes = null then if cycles = 2 then cycles else null else if smokes then cycles else 2",
    ),
    ("An amount that is not stated", "if cycles is known then 1 else not stated", 'if cycles != null then 1 else "not stated"'),
    ("Whole numbers", "2 * (cycles - 1)", "2 * (cycles - 1)"),
    ("Decimal fractions", "BMI * 1.25 > 30", "decimal(BMI * 1.25, 3) > 30"),
    ("The least and the greatest", "max(0, 2 - cycles)", "if 2 - cycles = null then null else max(0, 2 - cycles)"),
    (
        "The earlier of two dates",
        "min(born, referral date)",
        "if born = null or referral date = null then null else if born <= referral date then born else referral date",
    ),
    ("A date moved", "born + 12 months <= referral date", 'born + duration("P12M") <= referral date'),
    ("An age", "age(born, referral date) >= 40", "age(born, referral date) >= 40"),
    ("Months", "full months(trying since, referral date)", "full months(trying since, referral date)"),
]
RARE: Final = [
    ("3 = 3", "3 = 3"),
    ("smokes = partner smokes", "if smokes = null or partner smokes = null then null else smokes = partner smokes"),
    ("cycles in (3 .. 1]", "if cycles = null then null else cycles > 3 and cycles <= 1"),
    ("BMI in [19 .. 30) or smokes", "(BMI in [19 .. 30)) or smokes"),
    (
        "smokes in (partner smokes)",
        "if smokes = null then null else if smokes = null or partner smokes = null then null else smokes = partner smokes",
    ),
    (
        "cycles in (1, age at referral)",
        (
            "if cycles = null then null else (if cycles = null then null else cycles = 1)"
            " or (if cycles = null or age at referral = null then null else cycles = age at referral)"
        ),
    ),
    ("cycles is not known", "not(cycles != null)"),
    ("if smokes then cycles else cycles", "if smokes = null then cycles else if smokes then cycles else cycles"),
    ("min(1, 2)", "min(1, 2)"),
    ("min([cycles, 3])", "if cycles = null then null else min([cycles, 3])"),
    ("count([cycles, 1])", "count([cycles, 1])"),
    (
        "if smokes then BMI + 0.1 else 30",
        (
            "if smokes = null then if decimal(BMI + 0.1, 1) = 30 then decimal(BMI + 0.1, 1) else null"
            " else if smokes then decimal(BMI + 0.1, 1) else 30"
        ),
    ),
    (
        "(if smokes then BMI else 30) + max(1, BMI) > BMI",
        (
            "decimal((if smokes = null then if BMI = 30 then BMI else null"
            " else if smokes then BMI else 30) + (if BMI = null then null else max(1, BMI)), 1) > BMI"
        ),
    ),
    (
        "years and months duration(born, referral date) > 12 months",
        'months between(born, referral date) > duration("P12M")',
    ),
    (
        "referral date - born = 28 days",
        (
            'if referral date - born = null or duration("P28D") = null then null'
            ' else referral date - born <= duration("P28D") and referral date - born >= duration("P28D")'
        ),
    ),
    (
        "referral date - born != 28 days",
        (
            'if referral date - born = null or duration("P28D") = null then null'
            ' else not(referral date - born <= duration("P28D") and referral date - born >= duration("P28D"))'
        ),
    ),
    (
        "max([born, referral date]) > born",
        "(if null = born or null = referral date then null else if born >= referral date then born else referral date) > born",
    ),
    ("min([born]) > born", "(if null = born then null else born) > born"),
    (
        "born + 8000 years <= referral date",
        '(if born > date("1999-12-31") then null else born + duration("P96000M")) <= referral date',
    ),
    ("born - 1990 years < born", '(if born < date("1991-01-01") then null else born - duration("P23880M")) < born'),
    (
        "(if smokes then min(born, referral date) else born) - 28 days < born",
        (
            "(if smokes = null then if (if born = null or referral date = null then null"
            " else if born <= referral date then born else referral date) = born"
            " then if born = null or referral date = null then null else if born <= referral date then born else referral date else null"
            " else if smokes then if born = null or referral date = null then null"
            ' else if born <= referral date then born else referral date else born) - duration("P28D") < born'
        ),
    ),
    ('date("2024-01-31") + 1 months < born', 'date("2024-01-31") + duration("P1M") < born'),
    ("born + 28 days + -1 months < born", 'born + duration("P28D") + duration("-P1M") < born'),
]
EVERY: Final = [(said, feel) for _, said, feel in WHAT_AND_FEEL] + RARE
