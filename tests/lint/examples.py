"""Of every rule, a policy in which it finds something and one close by in which it does not: tested, and shown in the manual."""

from dataclasses import dataclass

from coequal.lint.unwritten import RULE, TREATMENT
from tests.lint.building import POLICY

Edit = tuple[str, str]  # a passage of the policy, and what stands in its place
PEOPLE = POLICY[POLICY.index("```example") :]
OWNER = "{code: BBB, from: 2024-04-01}"
STARTS = "{printed: none, read as: 2024-04-01, because: the body began then}"
SMOKING = "met when: not(smokes)"
GROUNDS = "kind: judgement\njudged when: other grounds"
NAMES = ("age", "body-mass-index", "ovarian-reserve", "smoking", "grounds")
PRINTED = "printed: between 19 and 30 inclusive"


@dataclass(frozen=True)
class Example:
    """What a rule finds: the edits, the line at which it finds it, a part of what it says, and which rules find something else there.

    `clean` are other edits after which the rule finds nothing.
    """

    rule: str
    edits: tuple[Edit, ...]
    line: str
    says: str
    clean: tuple[Edit, ...] = ()
    also: tuple[str, ...] = ()


EXAMPLES = (
    Example(
        "unreadable",
        ((SMOKING, "met when: not(smokes"),),
        "met when: not(smokes",
        "The expression ends too soon: a closing bracket is missing.",
    ),
    Example(
        "unreadable",
        (("facts: {BMI: 18.9}", "facts: {BMI: low}"),),
        "facts: {BMI: low}",
        'BMI: "low" is not a number.',
    ),
    Example(
        "unreadable",
        (("evidence: {FSH:", "evidence: {BMI:"),),
        "evidence: {BMI:",
        '"BMI" is not a dated fact of the dictionary.',
    ),
    Example(
        "unknown-fact",
        ((SMOKING, "met when: not(smoke)"),),
        "met when: not(smoke)",
        'There is no fact called "smoke". Did you mean "smokes"?',
    ),
    Example(
        "unknown-fact",
        (("facts: {BMI: 18.9}", "facts: {BMX: 18.9}"),),
        "facts: {BMX: 18.9}",
        'There is no fact called "BMX".',
    ),
    Example(
        "unknown-fact",
        (("evidence: {FSH:", "evidence: {FHS:"),),
        "evidence: {FHS:",
        '"FHS" is not a dated fact of the dictionary.',
    ),
    Example(
        "unused-fact",
        (("  smokes: false\n", "  smokes: false\n  vapes: false\n"),),
        "name: she meets every rule",
        "no criterion and no amount uses them: vapes.",
    ),
    Example(
        "hidden-block",
        (
            ("She does not smoke.\n\n", "She does not smoke.\n\n<!-- not yet agreed\n"),
            ("matter for this.\n```\n", "matter for this.\n```\n-->\n"),
        ),
        "id: smoking",
        "This criterion stands in an HTML comment, so it is applied, but readers of the page do not see it.",
        clean=(("She does not smoke.\n\n", "She does not smoke.\n\n<!-- agreed --> <!-- as it is -->\n\n"),),
    ),
    Example(
        "hidden-block",
        (("## Example people\n", "> ```criterion\n> id: vaping\n> ```\n\n## Example people\n"),),
        "> ```criterion",
        "This criterion stands in a quotation, where readers see it and software does not.",
        clean=(("## Example people\n", "```\n> ```criterion\n<!--\n```\n\n## Example people\n"),),
    ),
    Example(
        "cut-by-hash",
        (("nothing is funded.", "nothing is funded, see rule #3."),),
        "nothing is funded, see rule #3.",
        'What follows "From 40, nothing is funded, see rule" is lost',
        clean=(("otherwise: From 40, nothing is funded.", '# Rule 3.\notherwise: "From 40, nothing is funded, see rule #3."'),),
    ),
    Example(
        "clause-without-logic",
        (("## 4. Smoking", "## 4, 6. Smoking"),),
        "## 4, 6. Smoking",
        "Clause 6 has no criterion",
        clean=(('clause: "4"', 'clause: "4a"'),),
    ),
    Example(
        "logic-without-wording",
        (("She does not smoke.\n\n", ""),),
        "id: smoking",
        'The criterion "smoking" has no wording above it',
        clean=(("She does not smoke.\n\n", "She does not smoke.\n\n### Tobacco\n\n"),),
    ),
    Example(
        "logic-without-wording",
        (("She does not smoke.", "<!-- still to be written -->"),),
        "id: smoking",
        'The criterion "smoking" has no wording above it',
    ),
    Example(
        "repeated-clause",
        (('clause: "4"', 'clause: "4, 7"'), ("## 4. Smoking", "## 4, 7. Smoking")),
        "id: smoking",
        "The source says the same in clause 4 and again in 7.",
    ),
    Example(
        "repeated-clause",
        ((GROUNDS, SMOKING), ("  other grounds: false\n", "")),
        "id: grounds",
        'The criterion "grounds" means the same as "smoking" of clause 4.',
        clean=((GROUNDS, "met when: not(other grounds)"),),
    ),
    Example(
        "dangling-reference",
        ((PRINTED, "printed: a BMI as on page 6"),),
        "printed: a BMI as on page 6",
        "The source refers to page 6, but this file has no pages",
    ),
    Example(
        "dangling-reference",
        (("reading: Clause 1 does", "reading: Clause 1 or 9 does"),),
        "reading: Clause 1 or 9 does",
        "This refers to clause 9, but the file has no such clause.",
        clean=(("reading: Clause 1 does", "reading: Clause 1 and clause 9 of the contract do"),),
    ),
    Example(
        "dangling-reference",
        (("She does not smoke.", "She does not smoke.\nClauses 2, 3 and 12 hold too."),),
        "Clauses 2, 3 and 12 hold too.",
        "This refers to clause 12",
        clean=(("She does not smoke.", "She does not smoke.\nClauses 2, 3 and 5 hold too."),),
    ),
    Example(
        "dangling-reference",
        (('clause: "5"', 'clause: "15"'),),
        'clause: "15"',
        'The criterion "grounds" cites clause 15, but no heading has that number.',
        clean=(('clause: "5"', 'clause: "5.1, Other grounds"'),),
        also=("clause-without-logic",),
    ),
    Example(
        "dates-contradict",
        ((STARTS, f"{STARTS}\n  until: 2023-12-31"),),
        "in force:",
        "It is in force from 1 April 2024, after its last day, 31 December 2023.",
        clean=((STARTS, f"{STARTS}\n  until: 2028-12-31"),),
    ),
    Example(
        "dates-contradict",
        (('ratified: {printed: "01/03/2024"}', 'ratified: {printed: "01/03/2029"}'),),
        "ratified:",
        "It was ratified on 1 March 2029, after its review was due on 31 December 2027.",
        also=("date-in-future",),
    ),
    Example(
        "dates-contradict",
        (("{printed: 31 December 2027}", "{printed: 31 March 2024}"),),
        "review due:",
        "Its review was due on 31 March 2024, before it came into force on 1 April 2024.",
        also=("review-overdue",),
    ),
    Example(
        "dates-contradict",
        ((OWNER, f"{OWNER}\n  - {{code: DDD, from: 2025-04-01, until: 2025-03-31}}"),),
        "- {code: DDD",
        "DDD owned it until 31 March 2025, before it began to on 1 April 2025.",
    ),
    Example(
        "dates-contradict",
        (('"01/03/2024"}', '"01/03/2024", read as: 2024-01-03}'),),
        "ratified:",
        "Printed is 01/03/2024, but the date of its ratification is read as 3 January 2024 without a reason.",
        clean=(('"01/03/2024"}', '"01/03/2024", read as: 2024-01-03, because: the minutes are of January}'),),
    ),
    Example(
        "date-in-future",
        (("seen: 2024-05-06", "seen: 2027-05-06"),),
        "source:",
        "It says that its source was seen on 6 May 2027, a day that is still to come.",
        clean=(("seen: 2024-05-06", "seen: 2026-11-23"),),
    ),
    Example(
        "review-overdue",
        (("31 December 2027", "22 November 2026"),),
        "review due:",
        "Its review was due on 22 November 2026, and it is still in force.",
        clean=(("31 December 2027", "23 November 2026"),),
    ),
    Example(
        "date-not-read",
        (('printed: "01/03/2024"', "printed: 26 May 2016/ November 2017"),),
        "ratified:",
        '"26 May 2016/ November 2017" is the date of its ratification, but no day can be read from it.',
        clean=(('printed: "01/03/2024"', "printed: not stated"),),
    ),
    Example(
        "date-not-read",
        ((STARTS, f"{STARTS}\n  until: {{printed: 31/12/2028}}"),),
        "in force:",
        "31/12/2028 is the last day on which it is in force, but it is not read, so assessments go on after that day.",
    ),
    Example(
        "undated",
        (("read as: 2024-04-01, because: the body began then", "because: nobody knows"),),
        "in force:",
        "It is in force, but from which day it governs cases is not read, so it is never sure to bind.",
        clean=(
            ("read as: 2024-04-01, because: the body began then", "because: nobody knows"),
            ("status: in force", "status: draft"),
        ),
    ),
    Example(
        "reading-without-because",
        ((", because: the body began then", ""),),
        "in force:",
        '"none" is read as 1 April 2024, the day from which it is in force, without a reason.',
    ),
    Example(
        "owner-gone",
        ((OWNER, "{code: AAA, from: 2020-01-01, until: 2024-03-31}"),),
        "- {code: AAA",
        "Its last owner, AAA, ended on 31 March 2024, and none follows here. In charge now: NHS Here ICB (BBB).",
        clean=((OWNER, "{code: AAA, from: 2020-01-01, until: 2024-03-31}"), ("status: in force", "status: superseded")),
    ),
    Example(
        "owner-gone",
        ((OWNER, "{code: ZZZ, from: 2020-01-01, until: 2024-03-31}"),),
        "- {code: ZZZ",
        "Who is in charge now is not known.",
        also=("owner-unknown",),
    ),
    Example(
        "owner-missing",
        ((f"commissioners:\n  - {OWNER}\n", ""),),
        "---",
        "No commissioner owns this policy, so nobody answers for it.",
    ),
    Example("owner-unknown", (("code: BBB", "code: XYZ"),), "- {code: XYZ", "The library knows no body with the code XYZ."),
    Example(
        "owner-dates",
        ((OWNER, "{code: BBB, from: 2024-01-01}"),),
        "- {code: BBB",
        "NHS Here ICB owned it from 1 January 2024, but began only on 1 April 2024.",
    ),
    Example(
        "owner-dates",
        ((OWNER, f"{{code: AAA, from: 2020-01-01, until: 2024-04-30}}\n  - {OWNER}"),),
        "- {code: AAA",
        "NHS Here CCG still owned it on 30 April 2024, but ended on 31 March 2024.",
        clean=((OWNER, f"{{code: AAA, from: 2020-01-01}}\n  - {OWNER}"),),
    ),
    Example(
        "no-source",
        ((', url: "https://example.org/rules", seen: 2024-05-06', ""),),
        "source:",
        "Neither an address of the source nor the day on which it was seen is given",
        clean=((', url: "https://example.org/rules"', ""),),
    ),
    Example(
        "doubtful-words",
        ((PRINTED, "printed: BMI 19 and /or normally stable"),),
        PRINTED.partition(" ")[0] + " BMI",
        "“and /or” is printed, and it may mean both or either of the two.",
        clean=((PRINTED, "printed: by 1 May 2024 a mayor"),),
    ),
    Example(
        "two-readings",
        ((PRINTED, 'or read as:\n  - {label: below 30, met when: "BMI in [19 .. 30)"}'),),
        "or read as:",
        "This may also be read as: “below 30”.",
    ),
    Example(
        "boundary-not-stated",
        (("is at least 19 and no more than 30.", "goes from 19 to 30."),),
        "id: body-mass-index",
        'The criterion "body-mass-index" has a limit, and neither its wording nor its reading says whether it is in.',
        clean=(
            ("is at least 19 and no more than 30.", "goes from 19 to 30."),
            (PRINTED, "reading: Both ends belong to the range."),
        ),
    ),
    Example(
        "unit-not-printed",
        (('"FSH of <9 IU/L"', '"FSH of <9"'),),
        'printed: "FSH of <9"',
        "“FSH of <9” gives 9 without a unit, and we take FSH to be in IU/L.",
        clean=(('"FSH of <9 IU/L"', '"FSH of day 2"'),),
    ),
    Example(
        "amounts-missing",
        (("  cycles: max(0, 2 - cycles)\n", ""), ("  cycles: 0\n", "")),
        "ivf:",
        "How much is funded of IVF is not said",
    ),
    Example(
        "amount-not-stated",
        (("cycles: max(0, 2 - cycles)", "cycles: if smokes then not stated else max(0, 2 - cycles)"),),
        "  cycles: if smokes",
        "The policy does not state the cycles of IVF, or not for everybody.",
    ),
    Example(
        "never-applies",
        ((SMOKING, f"applies when: smokes and not(smokes)\n{SMOKING}"),),
        "applies when: smokes",
        'The criterion "smoking" applies to nobody: no case can meet its "applies when".',
        clean=((SMOKING, f"applies when: not(other grounds)\n{SMOKING}"),),
    ),
    Example(
        "never-met",
        ((SMOKING, "met when: smokes and not(smokes)"),),
        "met when: smokes",
        'The criterion "smoking" is met by nobody, whatever the facts, so it decides nothing.',
        clean=((SMOKING, 'met when: not(smokes)\nor read as:\n  - {label: nobody at all, met when: "false"}'),),
    ),
    Example(
        "never-met",
        (("judged when: other grounds", "judged when: other grounds and not(other grounds)"),),
        "judged when: other",
        'The criterion "grounds" never comes up for judgement: no case can meet its "judged when", so it decides nothing.',
    ),
    Example(
        "always-met",
        ((SMOKING, 'met when: "true"'), ("  smokes: false\n", "")),
        'met when: "true"',
        'The criterion "smoking" is met by everybody, whatever the facts, so it decides nothing.',
        clean=((SMOKING, "met when: smokes is known"),),
    ),
    Example(
        "always-met",
        (("judged when: other grounds", "judged when: other grounds or not(other grounds)"),),
        "judged when: other",
        'The criterion "grounds" comes up for judgement in every case, whatever its "judged when" says, so it decides nothing.',
    ),
    Example(
        "age-gap",
        (("patient age in [23 .. 40)", "patient age in [23 .. 36) or patient age in (36 .. 40)"),),
        "id: age",
        "For IVF, everybody is refused at 36, though not at younger and not at older ages.",
        also=("example-missing",),
    ),
    Example(
        "age-overlap",
        (
            ("She does not smoke.", "Up to and including 40, she does not smoke."),
            (SMOKING, f"applies when: patient age <= 40\n{SMOKING}"),
            ("A clinician may see other grounds", "At 40 or above a clinician may see other grounds"),
            (GROUNDS, "applies when: patient age >= 40\nmet when: not(other grounds)"),
        ),
        "id: grounds",
        'For IVF, both "smoking" and "grounds" apply at 40, and neither overrides the other.',
        clean=(
            ("She does not smoke.", "Under 40, she does not smoke."),
            (SMOKING, f"applies when: patient age < 40\n{SMOKING}"),
            (GROUNDS, "applies when: patient age >= 40\nmet when: not(other grounds)"),
        ),
        also=("example-missing",),
    ),
    Example(
        "placeholder",
        (("She does not smoke.", RULE),),
        RULE,
        "stands here because a new draft begins with it. Write your own words in its place.",
    ),
    Example(
        "placeholder",
        (("  name: IVF\n", f"  name: {TREATMENT}\n"),),
        f"  name: {TREATMENT}",
        f"“{TREATMENT}” stands here because a new draft begins with it.",
    ),
    Example(
        "no-criteria",
        (
            ("```treatments\n", "```treatments\nscan:\n  name: a scan\n  cycles: 1\n"),
            *((f"id: {name}\n", f"id: {name}\nfor: [ivf]\n") for name in NAMES),
        ),
        "scan:",
        "No clause has a rule for a scan, so software would find everybody eligible. Put in a criterion for each clause",
        clean=(("```treatments\n", "```treatments\nscan:\n  name: a scan\n  cycles: 1\n"),),
    ),
    Example("no-examples", ((PEOPLE, "There is nobody.\n"),), "---", "There are no example people"),
    Example(
        "example-missing",
        (("  - {name: at 30, facts: {BMI: 30}}\n", ""),),
        "id: body-mass-index",
        "Around BMI 30 there is no example person: 30.",
    ),
    Example(
        "example-missing",
        (("  - {name: her birth is not known, facts: {patient date of birth: {not known: not asked}}}\n", ""),),
        "id: age",
        "Around patient date of birth 23 years before treatment start date there is no example person: not known.",
    ),
    Example(
        "example-missing",
        (("  - {name: a day too early, facts: {FSH: {value: 6.1, date: 2024-02-01}}}\n", ""),),
        "id: ovarian-reserve",
        "Around the date of FSH 3 months before referral date there is no example person: a day earlier.",
    ),
    Example(
        "example-missing",
        (("  - {name: the day after referral, facts: {FSH: {value: 6.1, date: 2024-05-03}}}\n", ""),),
        "id: ovarian-reserve",
        "Around the date of FSH on referral date there is no example person: a day later.",
    ),
    Example(
        "example-missing",
        (
            ("She does not smoke.", "She was registered before 2024."),
            (SMOKING, 'met when: registered since < date("2024-01-01")'),
            ("  smokes: false\n", "  registered since: 2024-01-01\n"),
        ),
        "id: smoking",
        "Around registered since on 1 January 2024 there is no example person: a day earlier, a day later, not known.",
    ),
)
