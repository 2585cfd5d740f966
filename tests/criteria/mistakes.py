"""Expressions that are wrong, and what is said about each: tested, and in part shown in the manual."""

from dataclasses import dataclass

FACTS = """
service: mistakes
title: The facts of the mistakes
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: Mistakes}}
facts:
  patient BMI: {type: number, unit: kg/m², says: her body mass index, decimals: 1, plausible: 10 .. 80}
  AMH: {type: number, unit: pmol/L, other units: {ng/mL: 7.14}, says: her AMH, decimals: 2, plausible: 0 .. 300}
  AMH abroad: {type: number, unit: ng/mL, says: her AMH, decimals: 2, plausible: 0 .. 300}
  FSH: {type: number, unit: IU/L, says: her FSH, decimals: 2, plausible: 0 .. 200}
  months trying: {type: number, unit: months, says: the months of trying, plausible: 0 .. 600}
  patient age: {type: number, unit: years, says: her age, plausible: 0 .. 120}
  cycles: {type: number, says: the number of cycles, plausible: 0 .. 30}
  patient smokes: {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke}
  partner: {type: choice, says: whether she has a partner, values: {none: she has none, man: he is a man, woman: she is a woman}}
  treatment sought: {type: choice, says: the treatment, values: {IVF: she seeks IVF, IUI: she seeks IUI}}
  area: {type: area, says: the area}
  referral date: {type: date, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
"""


@dataclass(frozen=True)
class Mistake:
    """An expression, what is wrong with it, and the column (from 1) at which."""

    text: str
    message: str
    column: int


SHOWN = (
    Mistake("patient BMI > 30 and patient smoke", 'There is no fact called "patient smoke". Did you mean "patient smokes"?', 22),
    Mistake(
        "referral date > 30",
        'The two sides of a comparison do not go together: a date and a number. A date is written date("2023-05-02").',
        17,
    ),
    Mistake(
        "referral date >= 2023-05-02",
        'The two sides of a comparison do not go together: a date and a number. A date is written date("2023-05-02").',
        25,
    ),
    Mistake("months trying >= 36 months", "This compares a number of months with a duration. Write 36, without a unit.", 18),
    Mistake("patient age < 40 years", "This compares a number of years with a duration. Write 40, without a unit.", 15),
    Mistake("AMH > FSH", "The two sides of a comparison do not go together: a number of pmol/L and a number of IU/L.", 7),
    Mistake('partner = "womn"', '"womn" is not among the values here. Did you mean "woman"?', 11),
    Mistake(
        "AMH = null",
        "A policy does not use null. To ask whether something is known write “… is known” or “… is not known”.",
        7,
    ),
    Mistake("19 <= patient BMI <= 30", 'A comparison cannot be followed by "<=". Join two comparisons with and.', 19),
    Mistake("partner = 'man'", 'Texts stand in double quotation marks, as in "IVF".', 11),
    Mistake("patient BMI in 19 .. 30", "A range stands in brackets, as in [19 .. 30].", 16),
    Mistake("not patient smokes", '"patient smokes" was not expected here: a bracket, as in not(…), was.', 5),
    Mistake("patient smokes and patient BMI", "and joins conditions, but this is a number of kg/m².", 20),
    Mistake("patient BMI / 2 > 15", "The language has no sign /.", 13),
)

OTHERS = (
    # names
    Mistake("", "The expression ends too soon: a fact or a value is missing.", 1),
    Mistake("   ", "The expression ends too soon: a fact or a value is missing.", 4),
    Mistake("qwertz = 1", 'There is no fact called "qwertz".', 1),
    Mistake("Patient bmi > 3", 'There is no fact called "Patient bmi". Did you mean "patient BMI"?', 1),
    Mistake(
        "patient BMI 30",
        '"30" was not expected here: the end, or a word such as and was. Write it like this: patient age at treatment in [23 .. 40)',
        13,
    ),
    Mistake("patient smokes above 30", 'There is no fact called "above 30".', 16),
    Mistake(
        "12 weeks > 3",
        'There is no fact called "weeks". A number is compared without its unit: 8, not 8 weeks. A duration is a number of days, months or years.',
        4,
    ),
    Mistake("ages(referral date)", 'There is no fact called "ages".', 1),
    # texts and numbers
    Mistake('partner = "man', "This text has no closing quotation mark.", 11),
    Mistake('partner = "ma\nn"', "This text has no closing quotation mark.", 11),
    Mistake('partner = "m\\an"', "The language has no escape \\a in a text.", 13),
    Mistake("cycles > 5.", "This is not a number as the language writes it, such as 5.4.", 11),
    Mistake("cycles > 5e3", "This is not a number as the language writes it, such as 5.4.", 10),
    Mistake(
        "patient area = 26A", 'A word or a code stands in double quotation marks, as in "26A"; behind a number stands none.', 16
    ),
    Mistake("trying since < referral date - 12months", "A space stands before the unit: 12 months.", 32),
    Mistake("cycles > 5kg", 'A word or a code stands in double quotation marks, as in "5kg"; behind a number stands none.', 10),
    Mistake("cycles > 1_000", "This is not a number as the language writes it, such as 5.4.", 10),
    Mistake("cycles > ٣", "This is not a number as the language writes it, such as 5.4.", 10),
    Mistake(
        "cycles > 5,4",
        '"," was not expected here: the end, or a word such as and was. Write it like this: patient age at treatment in [23 .. 40)',
        11,
    ),
    Mistake("cycles > 12345678901234567890.123456789012345", "A number has at most 34 digits.", 10),
    Mistake("cycles > 12345678901234567890123456789012345", "This is not a number as the language writes it, such as 5.4.", 10),
    Mistake("cycles = 50 %", "The language has no sign %.", 13),
    Mistake("cycles == 5", '"=" was not expected here: a fact or a value was. Comparisons are written =, !=, <, <=, > and >=.', 9),
    Mistake("cycles <> 5", '">" was not expected here: a fact or a value was. Comparisons are written =, !=, <, <=, > and >=.', 9),
    Mistake("cycles > 0 # more", "The language has no sign #.", 12),
    Mistake("cycles > + 1", '"+" was not expected here: a fact or a value was.', 10),
    # durations and dates
    Mistake(
        "referral date > referral date - 1.5 years",
        "A duration is a whole number up to 999,999, such as 12 months, not 1.5.",
        33,
    ),
    Mistake(
        "referral date > referral date - 1000000 days",
        "A duration is a whole number up to 999,999, such as 12 months, not 1000000.",
        33,
    ),
    Mistake('date("2023-02-30") < referral date', 'This is no date that can be read. One is written date("2023-05-02").', 1),
    Mistake("date(referral date) < referral date", 'This is no date that can be read. One is written date("2023-05-02").', 1),
    Mistake(
        'duration("P1M2D") > 3 days',
        'This is no duration that can be read. One is written duration("P12M") or duration("P28D").',
        1,
    ),
    Mistake(
        '@"yesterday" < referral date',
        '"yesterday" is neither a date, such as @"2024-02-29", nor a duration, such as @"P1Y2M".',
        1,
    ),
    Mistake("@2024 < 5", '"2024" was not expected here: a date or a duration in quotation marks was.', 2),
    Mistake(
        'referral date = "2023-05-02"',
        'The two sides of a comparison do not go together: a date and a text. A date is written date("2023-05-02").',
        17,
    ),
    Mistake(
        "30 > referral date",
        'The two sides of a comparison do not go together: a number and a date. A date is written date("2023-05-02").',
        6,
    ),
    Mistake("referral date = patient BMI", "The two sides of a comparison do not go together: a date and a number of kg/m².", 17),
    Mistake(
        "months trying > 28 days",
        "The two sides of a comparison do not go together: a number of months and a duration in days.",
        17,
    ),
    Mistake("cycles > 12 months", "This compares a number with a duration.", 10),
    Mistake("12 months < months trying", "This compares a number of months with a duration. Write 12, without a unit.", 13),
    Mistake("patient age >= 18 months", "This compares a number of years with a duration.", 16),
    Mistake("patient age in [23 years .. 40)", "This compares a number of years with a duration. Write 23, without a unit.", 17),
    Mistake(
        "months trying > years and months duration(referral date, referral date)",
        "This compares a number of months with a duration.",
        17,
    ),
    Mistake(
        "28 days < 1 month",
        "The two sides of a comparison do not go together: a duration in days and a duration in months.",
        11,
    ),
    # units and kinds
    Mistake("AMH > AMH abroad", "The two sides of a comparison do not go together: a number of pmol/L and a number of ng/mL.", 7),
    Mistake("AMH in [5 .. FSH]", "The two sides of a comparison do not go together: a number of pmol/L and a number of IU/L.", 14),
    Mistake("30 in [AMH .. FSH]", "The two sides of a comparison do not go together: a number of pmol/L and a number of IU/L.", 15),
    Mistake("AMH in (5.4, FSH)", "The two sides of a comparison do not go together: a number of pmol/L and a number of IU/L.", 14),
    Mistake("AMH + FSH > 3", "The two sides of + or - do not go together: a number of pmol/L and a number of IU/L.", 7),
    Mistake("AMH * FSH > 3", "* does not go with a number of pmol/L and a number of IU/L.", 5),
    Mistake("max(AMH, FSH) > 3", "The arguments of max(…) do not go together: a number of pmol/L and a number of IU/L.", 10),
    Mistake("months trying > 18 months", "This compares a number of months with a duration. Write 18, without a unit.", 17),
    Mistake("max(partner, partner) = partner", "max(…) takes numbers, dates or durations, not a choice.", 5),
    Mistake("min(partner) = partner", "min(…) takes numbers, dates or durations, not a choice.", 5),
    Mistake("count([AMH, referral date]) = 2", "The items of a list do not go together: a number of pmol/L and a date.", 13),
    Mistake("count([partner, treatment sought]) = 2", "The items of a list are choices with different values.", 17),
    Mistake("cycles = true", "The two sides of a comparison do not go together: a number and true or false.", 10),
    Mistake("patient smokes > true", "> compares numbers, dates or durations, not true or false.", 1),
    Mistake('partner < "man"', "< compares numbers, dates or durations, not a choice.", 1),
    Mistake('"a" < "b"', "< compares numbers, dates or durations, not a text.", 1),
    Mistake("referral date + referral date > referral date", "+ does not go with a date and a date.", 15),
    Mistake("referral date - 3 > referral date", "- does not go with a date and a number.", 15),
    Mistake("28 days + 1 month > 3 days", "+ does not go with a duration in days and a duration in months.", 9),
    Mistake("-referral date > referral date", "- does not go with a number and a date.", 1),
    Mistake("cycles * 2 days > 3 days", "* does not go with a number and a duration in days.", 8),
    # choices and areas
    Mistake('partner = "man" or partner = "boat"', '"boat" is not among the values here. They are: none, man, woman.', 30),
    Mistake('partner in ("man", "wife")', '"wife" is not among the values here. They are: none, man, woman.', 20),
    Mistake('"mann" = partner', '"mann" is not among the values here. Did you mean "man"?', 1),
    Mistake('partner = (if patient smokes then "man" else "mann")', '"mann" is not among the values here. Did you mean "man"?', 46),
    Mistake('(if patient smokes then "mann" else "man") = partner', '"mann" is not among the values here. Did you mean "man"?', 25),
    Mistake("partner = treatment sought", "These two choices have different values, so they cannot be compared.", 11),
    Mistake("partner = true", "The two sides of a comparison do not go together: a choice and true or false.", 11),
    Mistake('area = "Norfolk"', '"Norfolk" is not the code of an area, such as "26A".', 8),
    Mistake('"26a" = area', '"26a" is not the code of an area, such as "26A".', 1),
    Mistake('area in ("26A", "X")', '"X" is not the code of an area, such as "26A".', 17),
    Mistake("area = partner", "The two sides of a comparison do not go together: an area and a choice.", 8),
    Mistake('if patient smokes then partner else "man"', "The two branches of an if do not go together: a choice and a text.", 37),
    Mistake(
        "if patient smokes then partner else treatment sought", "The two branches of an if are choices with different values.", 37
    ),
    # null, not stated, lists
    Mistake("null", "A policy does not use null. To ask whether something is known write “… is known” or “… is not known”.", 1),
    Mistake(
        "patient smokes != null",
        "A policy does not use null. To ask whether something is known write “… is known” or “… is not known”.",
        19,
    ),
    Mistake(
        "cycles in (1, null)",
        "A policy does not use null. To ask whether something is known write “… is known” or “… is not known”.",
        15,
    ),
    Mistake("1 + not stated", "“not stated” stands for a whole amount or a branch of an if, nowhere else.", 5),
    Mistake("not(not stated)", "“not stated” stands for a whole amount or a branch of an if, nowhere else.", 5),
    Mistake("if not stated then 1 else 2", "“not stated” stands for a whole amount or a branch of an if, nowhere else.", 4),
    Mistake(
        "max(0, if patient smokes then 1 else not stated)",
        "“not stated” stands for a whole amount or a branch of an if, nowhere else.",
        8,
    ),
    Mistake("if patient smokes then partner else not stated", "“not stated” stands in place of a number.", 1),
    Mistake("[1, 2] = [1, 2]", "A list cannot stand here.", 1),
    Mistake("cycles in ([1, 2], 3)", "A list cannot stand here.", 12),
    Mistake("cycles in ([], 3)", "A list needs at least one item, as in [a, b].", 12),
    Mistake("count([]) > 1", "A list needs at least one item, as in [a, b].", 7),
    Mistake("count(cycles) > 1", "count(…) counts the items of a list, as in count([a, b]).", 1),
    # how many arguments
    Mistake("age(referral date) > 3", "age(…) takes two arguments.", 1),
    Mistake("age(referral date, patient BMI) > 3", "age(…) takes two dates, but this is a number of kg/m².", 20),
    Mistake("full months(3, referral date) > 3", "full months(…) takes two dates, but this is a number.", 13),
    Mistake("count([1], [2]) > 3", "count(…) takes one argument.", 1),
    Mistake("min() > 3", "min(…) takes at least one argument.", 1),
    # brackets and order
    Mistake("(patient smokes", "The expression ends too soon: a closing bracket is missing.", 16),
    Mistake(
        "patient smokes)",
        '")" was not expected here: the end, or a word such as and was. Write it like this: patient age at treatment in [23 .. 40)',
        15,
    ),
    Mistake("not patient smokes", '"patient smokes" was not expected here: a bracket, as in not(…), was.', 5),
    Mistake("not(patient smokes", "The expression ends too soon: a closing bracket is missing.", 19),
    Mistake("min(1, 2 > 3", "The expression ends too soon: a comma or ) is missing.", 13),
    Mistake("min(1 2)", '"2" was not expected here: a comma or ) was.', 7),
    Mistake("cycles in [1 .. 2", "The expression ends too soon: ] or ) is missing.", 18),
    Mistake("cycles in [1 .. 2}", "The language has no sign }.", 18),
    Mistake("cycles in (1, 2", "The expression ends too soon: a comma or ) is missing.", 16),
    Mistake("cycles in [1, 2)", '")" was not expected here: a comma or ] was.', 16),
    Mistake("cycles in ((1, 2)", '"," was not expected here: a closing bracket was.', 14),
    Mistake("cycles in ]1, 2[", '"," was not expected here: .. was.', 13),
    Mistake("cycles in ([1 .. 2] .. 3)", '".." was not expected here: a comma or ) was.', 21),
    Mistake("cycles in", "The expression ends too soon: a fact or a value is missing.", 10),
    Mistake("cycles between 1 or 2", '"or" was not expected here: and was.', 18),
    Mistake("if patient smokes then 1", "The expression ends too soon: else is missing.", 25),
    Mistake("if patient smokes else 1", '"else" was not expected here: then was.', 19),
    Mistake("if cycles then 1 else 2", "if joins conditions, but this is a number.", 4),
    Mistake("not(cycles)", "not(…) joins conditions, but this is a number.", 5),
    Mistake("patient smokes and", "The expression ends too soon: a fact or a value is missing.", 19),
    Mistake("and patient smokes", '"and" was not expected here: a fact or a value was.', 1),
    Mistake(
        "patient smokes is",
        '"is" was not expected here: the end, or a word such as and was. Write it like this: patient age at treatment in [23 .. 40)',
        16,
    ),
    Mistake("cycles in [1 .. 2] = true", 'A comparison cannot be followed by "=". Join two comparisons with and.', 20),
    Mistake("cycles is known is known", 'A comparison cannot be followed by "is known". Join two comparisons with and.', 17),
    Mistake("cycles in [1 .. 2] + 1", 'A comparison cannot be followed by "+". Join two comparisons with and.', 20),
    Mistake("every cycles in [1] satisfies true", '"every" was not expected here: a fact or a value was.', 1),
    # too much
    Mistake("cycles > 0" + " " * 3_991, "This expression has 4,001 characters; at most 4,000 are read.", 1),
    Mistake(
        " and ".join(["patient smokes"] * 201),
        "This expression has more than 400 words and signs. Split it into derived facts.",
        3801,
    ),
    Mistake("(" * 41 + "patient smokes" + ")" * 41, "This expression is nested more than 40 levels deep.", 41),
    Mistake("cycles > " + "-" * 60 + "1", "This expression is nested more than 40 levels deep.", 49),
)
