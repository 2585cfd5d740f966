"""A policy is read from its text, or refused with file, line and clause."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.criteria.render import render
from coequal.errors import CoequalError
from coequal.facts.dates import Months
from coequal.facts.strict_yaml import decode
from coequal.policies.library import Library
from coequal.policies.load import MOST_OVERRIDING, read_policy
from coequal.policies.model import Exceptions, Owner, PrintedDate, Provider, Site, Source
from tests.policies.building import FRONT_MATTER, WHOLE, WORDS, changed, library_folder, line_of, policy


def test_every_key_of_the_front_matter_is_read() -> None:
    """What the source prints is kept beside what we take it to mean."""
    found = policy()
    assert (found.id, found.version, found.title, found.service) == ("here/hearing", "2024", "Hearing aids", "hearing")
    assert (found.completeness, found.status, found.under_review) == ("whole", "in force", True)
    assert found.owners == (Owner("AAA", date(2020, 1, 1), date(2024, 3, 31)), Owner("BBB", date(2024, 4, 1)))
    assert found.starts == PrintedDate("none", date(2024, 4, 1), "the body began then")
    assert found.ends == PrintedDate("2029-12-31", date(2029, 12, 31))
    assert found.binds_by == "referral date"
    assert found.cases_from is found.couples is None
    assert found.ratified == PrintedDate("spring 2024")
    assert found.review_due == PrintedDate("2026-01-01", date(2026, 1, 1))
    assert found.source == Source("The rules", "https://example.org/rules", date(2024, 5, 6))
    assert found.vocabulary is WORDS


def test_a_policy_names_itself_in_short() -> None:
    """In a list of them, say."""
    assert repr(policy()) == "<Policy here/hearing@2024>"


def test_an_amount_that_was_not_found_is_not_known() -> None:
    """Which is not the same as one that the policy does not state."""
    found = policy(changed("packs: not stated", "packs: not found"))
    assert [render(tree) for tree in found.treatments[1].amounts.values()] == ["null"]


def test_what_was_looked_for_and_not_found_is_listed() -> None:
    """In the words of the file."""
    assert policy(changed("binds by:", "not found: [age, number of aids]\nbinds by:")).not_found == ("age", "number of aids")
    assert policy().not_found == ()


def test_a_day_for_cases_and_whose_area_counts_are_read() -> None:
    """A day of which only the bounds are known keeps both."""
    bounded = "{printed: the new contract, not before: 2024-04-01, not after: 2025-04-01, because: it is not printed}"
    text = changed("  until: 2029-12-31\n", f"  for cases from: {bounded}\n", WHOLE)
    found = policy(changed("binds by: referral date\n", "binds by: referral date\ncouples: either area\n", text))
    assert found.cases_from == PrintedDate(
        "the new contract", None, "it is not printed", not_before=date(2024, 4, 1), not_after=date(2025, 4, 1)
    )
    assert found.starts == PrintedDate("none", date(2024, 4, 1), "the body began then")
    assert found.ends is None
    assert found.couples == "either area"


@pytest.mark.parametrize("couples", ["her area", "either area", "both areas"])
def test_a_couples_policy_goes_by_her_area_by_either_or_by_both(couples: str) -> None:
    """These three."""
    assert policy(changed("binds by: referral date", f"binds by: referral date\ncouples: {couples}")).couples == couples


def test_what_the_front_matter_may_leave_out_is_left_out() -> None:
    """No commissioners, no end, no dates of ratification and review, no address of the source, not under review."""
    text = WHOLE
    for line in (
        "commissioners:\n",
        "  - {code: AAA, from: 2020-01-01, until: 2024-03-31}\n",
        "  - {code: BBB, from: 2024-04-01}\n",
        "under review: true\n",
        "  until: 2029-12-31\n",
        "ratified: {printed: spring 2024}\n",
        "review due: 2026-01-01\n",
        ', url: "https://example.org/rules", seen: 2024-05-06',
    ):
        text = changed(line, "", text)
    found = policy(text)
    assert found.owners == ()
    assert not found.under_review
    assert found.ends is found.ratified is found.review_due is None
    assert found.source == Source("The rules", None, None)


def test_treatments_come_in_their_order_with_their_amounts() -> None:
    """An amount is an expression or not stated; a treatment may have none."""
    aids, batteries = policy().treatments
    assert (aids.id, aids.name) == ("aids", "A pair of hearing aids")
    assert {name: render(tree) for name, tree in aids.amounts.items()} == {"aids": "if hearing loss >= 30 then 2 else 1"}
    assert {name: render(tree) for name, tree in batteries.amounts.items()} == {"packs": "not stated"}


@pytest.mark.parametrize(
    ("choice", "treatment", "sought"),
    [("AIDS", "aids", True), ("Aids", "aids", True), ("aid", "aids", False), (None, "aids", False), (True, "aids", False)],
)
def test_a_treatment_is_sought_by_its_name_in_any_case(choice: object, treatment: str, sought: bool) -> None:
    """Nothing that is no text is a name."""
    found = {treatment.id: treatment for treatment in policy().treatments}
    assert found[treatment].is_sought(choice) is sought


def test_providers_and_exceptions_are_kept_as_printed() -> None:
    """What a provider leaves out is left out."""
    found = policy()
    assert found.providers == (
        Provider(
            "The Ear Clinic",
            (Site("North", "1 High Street"), Site("South", "2 Low Street", "Kent", "ZZ1 1ZZ")),
            "01234 567890",
            "ears@example.org",
            "https://example.org/ears",
            "2024-05-06",
        ),
        Provider("A Van", (), None, None, None, "2024-05-06"),
    )
    assert found.exceptions == Exceptions("individual funding request", "Anyone.", "The panel.", "It answers.")


def test_a_policy_needs_neither_criteria_nor_providers_nor_exceptions() -> None:
    """Only what it funds."""
    found = policy(FRONT_MATTER + "```treatments\naids: {name: Aids}\n```\n")
    assert found.criteria == found.providers == ()
    assert found.exceptions is None


def test_a_criterion_overrides_others_and_is_repeated_after_months() -> None:
    """The keys that only some kinds have are read."""
    by_id = {criterion.id: criterion for criterion in policy().criteria}
    assert by_id["waiting"].overrides == ("hearing-loss",)
    assert by_id["tests"].repeat_after == Months(3)
    assert by_id["army"].commissioner == "The army"


@pytest.mark.parametrize("completeness", ["partial", "second-hand"])
def test_a_policy_that_is_not_whole_ends_with_a_criterion_that_is_never_known(completeness: str) -> None:
    """It governs every treatment, so nobody is eligible; it says how the policy was seen and whom to ask."""
    whole, seen_in_part = policy(), policy(changed("completeness: whole", f"completeness: {completeness}"))
    *own, unseen = seen_in_part.criteria
    assert [criterion.id for criterion in own] == [criterion.id for criterion in whole.criteria]
    assert (unseen.id, unseen.kind, unseen.clause, unseen.title) == ("criteria-not-seen", "not seen", "", "Criteria not seen")
    assert unseen.treatments == ("aids", "batteries")
    assert unseen.condition is not None
    assert render(unseen.condition) == "null"
    assert unseen.reading is not None
    assert completeness in unseen.reading
    assert unseen.otherwise == "Ask the commissioner for its whole policy."


def test_the_digest_is_that_of_the_text() -> None:
    """SHA-256 of the text as UTF-8, so that anybody can check it."""
    assert policy().digest == f"sha256:{sha256(WHOLE.encode()).hexdigest()}"
    assert policy().digest == policy(WHOLE).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("These rules are made up.", "Those rules are made up."),
        ("hearing loss > 25", "hearing loss > 26"),
        ("spring 2024", "spring 2025"),
    ],
    ids=["prose", "condition", "front matter"],
)
def test_one_letter_changes_the_digest(old: str, new: str) -> None:
    """Wherever it stands."""
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    assert policy(text).digest != policy().digest


def test_the_ends_of_lines_do_not_change_the_digest(tmp_path: Path) -> None:
    """A file saved on Windows is the same version."""
    library = Library(library_folder(tmp_path / "library"))
    unix, windows = tmp_path / "unix.md", tmp_path / "windows.md"
    unix.write_bytes(WHOLE.encode())
    windows.write_bytes(WHOLE.replace("\n", "\r\n").encode())
    assert library.read(windows).digest == library.read(unix).digest == policy().digest
    assert library.read(windows).criteria[0].place.line == library.read(unix).criteria[0].place.line


def refused(text: str) -> CoequalError:
    """Why a policy is refused."""
    with pytest.raises(CoequalError) as caught:
        policy(text)
    return caught.value


FRONT_MATTER_MISTAKES = [
    # id, old, new, where it is said to be, words of the message
    ("unknown key", "status: in force", "statsu: in force", "statsu", ['no key "statsu"', 'Did you mean "status"?']),
    ("unlike any key", "under review: true", "colour: red", "colour", ['no key "colour"', "policy, version, title, service"]),
    ("twice", "under review: true", "status: draft", "status: draft", ['"status" stands here twice']),
    ("id missing", "policy: here/hearing\n", "", "version", ['needs the key "policy"']),
    ("id empty", "policy: here/hearing", 'policy: ""', "policy", ['"policy" is empty']),
    ("id without area", "policy: here/hearing", "policy: hearing", "policy", ["area, a slash and its service", 'not "hearing"']),
    ("id of another service", "policy: here/hearing", "policy: here/seeing", "policy", ["luton/hearing", 'not "here/seeing"']),
    ("id with a path", "policy: here/hearing", "policy: ../here/hearing", "policy", ['not "../here/hearing"']),
    ("id a list", "policy: here/hearing", "policy: [here/hearing]", "policy", ['"policy" must be a single value']),
    ("version missing", 'version: "2024"\n', "", "policy", ['needs the key "version"']),
    ("version with a slash", 'version: "2024"', "version: 2024/25", "version", ["letters, digits, dots and hyphens", '"2024/25"']),
    ("title missing", "title: Hearing aids\n", "", "policy", ['needs the key "title"']),
    ("service missing", "service: hearing\n", "", "policy", ['needs the key "service"']),
    ("completeness missing", "completeness: whole\n", "", "policy", ['needs the key "completeness"']),
    ("completeness unknown", "completeness: whole", "completeness: full", "completeness", ["whole, partial, second-hand"]),
    ("status mistyped", "status: in force", "status: in forced", "status", ['"status" cannot be "in forced". Did you mean "in force"?']),
    ("not true or false", "under review: true", "under review: yes", "under review", ['"under review" cannot be "yes"']),
    ("commissioners no list", "commissioners:\n", "commissioners: BBB\ntitles:\n", "titles", ["titles"]),
    ("owner no table", "  - {code: BBB, from: 2024-04-01}", "  - BBB", "- BBB", ["A commissioner must be a list of keys"]),
    ("owner without code", "{code: BBB, from: 2024-04-01}", "{from: 2024-04-01}", "{from: 2024-04-01}", ['needs the key "code"']),
    ("owner without start", "{code: BBB, from: 2024-04-01}", "{code: BBB}", "{code: BBB}", ['A commissioner needs the key "from"']),
    ("owner's key", "{code: BBB, from: 2024-04-01}", "{code: BBB, form: 2024-04-01}", "form", ['Did you mean "from"?']),
    ("owner's date", "{code: BBB, from: 2024-04-01}", "{code: BBB, from: 1/4/2024}", "1/4/2024", ['"1/4/2024" is not a date', "2023-05-02"]),
    ("in force missing", "in force:\n  from: {printed: none, read as: 2024-04-01, because: the body began then}\n  until: 2029-12-31\n",
     "", "policy", ['needs the key "in force"']),
    ("start missing", "  from: {printed: none, read as: 2024-04-01, because: the body began then}\n", "", "until: 2029", ['needs the key "from"']),
    ("start a list", "until: 2029-12-31", "until: [2029-12-31]", "until: [", ["must be a single value"]),
    ("start without print", "{printed: spring 2024}", "{read as: 2024-04-01}", "{read as: 2024", ['A printed date needs the key "printed"']),
    ("no such day", "until: 2029-12-31", "until: 2029-02-31", "until: 2029", ["2029-02-31 is not a day in the calendar"]),
    ("read as no date", "read as: 2024-04-01", "read as: April", "read as: April", ['"April" is not a date']),
    ("key of a printed date", "read as: 2024-04-01", "read-as: 2024-04-01", "read-as", ['Did you mean "read as"?']),
    ("read and bounded below", "read as: 2024-04-01", "read as: 2024-04-01, not before: 2024-03-01", "read as: 2024",
     ['A date that is read as a day needs no "not before".']),
    ("read and bounded above", "read as: 2024-04-01", "not after: 2024-05-01, read as: 2024-04-01", "read as: 2024",
     ['A date that is read as a day needs no "not after".']),
    ("bounds the wrong way round", "read as: 2024-04-01", "not before: 2024-05-01, not after: 2024-04-01", "not before: 2024",
     ["2024-05-01 is later than 2024-04-01"]),
    ("a bound in words", "read as: 2024-04-01", "not before: April", "not before: April", ['"April" is not a date']),
    ("a bound that is no day", "read as: 2024-04-01", "not after: 2024-02-30", "not after", ["2024-02-30 is not a day in the calendar"]),
    ("a bound mistyped", "read as: 2024-04-01", "not befor: 2024-04-01", "not befor", ['Did you mean "not before"?']),
    ("for cases from what", "until: 2029-12-31", "for cases from: soon", "for cases", ['"soon" is not a date']),
    ("for cases mistyped", "until: 2029-12-31", "for case from: 2024-07-01", "for case", ['Did you mean "for cases from"?']),
    ("for cases without print", "until: 2029-12-31", "for cases from: {not before: 2024-04-01}", "for cases",
     ['A printed date needs the key "printed"']),
    ("couples mistyped", "binds by: referral date", "binds by: referral date\ncouples: eithr area", "couples",
     ['"couples" cannot be "eithr area". Did you mean "either area"?']),
    ("couples unlike any", "binds by: referral date", "binds by: referral date\ncouples: nobody", "couples",
     ["her area, either area, both areas"]),
    ("couples empty", "binds by: referral date", 'binds by: referral date\ncouples: ""', "couples", ['"couples" is empty']),
    ("couples a list", "binds by: referral date", "binds by: referral date\ncouples: [her area]", "couples", ["must be a single value"]),
    ("binds by missing", "binds by: referral date\n", "", "policy", ['needs the key "binds by"']),
    ("binds by no date", "binds by: referral date", "binds by: works", "binds by", ['"binds by" cannot be "works"', "referral date"]),
    ("binds by mistyped", "binds by: referral date", "binds by: referal date", "binds by", ['Did you mean "referral date"?']),
    ("source missing", 'source: {title: The rules, url: "https://example.org/rules", seen: 2024-05-06}\n', "", "policy", ['"source"']),
    ("source a text", 'source: {title: The rules, url: "https://example.org/rules", seen: 2024-05-06}', "source: The rules", "source",
     ["A source must be a list of keys and values"]),
    ("source without title", "{title: The rules, ", "{", "source", ['A source needs the key "title"']),
    ("seen no date", "seen: 2024-05-06", "seen: May", "source", ['"May" is not a date']),
    ("anchor", "title: Hearing aids", "title: &a Hearing aids", "title", ["Anchors and aliases"]),
    ("tag", "title: Hearing aids", "title: !!str Hearing aids", "title", ["Tags such as"]),
    ("colon in a value", "title: Hearing aids", "title: Hearing: aids", "title", ["quotes", "title: 'Hearing: aids'"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "at", "words"), [row[1:] for row in FRONT_MATTER_MISTAKES], ids=[row[0] for row in FRONT_MATTER_MISTAKES]
)
def test_a_mistake_in_the_front_matter_is_refused_with_its_line(old: str, new: str, at: str, words: list[str]) -> None:
    """And with the key, and what would be right."""
    text = changed(old, new)
    error = refused(text)
    assert str(error).startswith(f"policy.md, line {line_of(text, at)}")
    for word in words:
        assert word in error.message


def test_a_service_without_a_dictionary_is_refused_at_its_line() -> None:
    """The library knows the services; the policy has the line."""

    def no_such(service: str) -> object:
        raise CoequalError(f'There is no dictionary for the service "{service}".')

    with pytest.raises(CoequalError) as caught:
        read_policy(WHOLE, "policy.md", no_such)  # type: ignore[arg-type]
    assert str(caught.value).startswith("policy.md, line 5")
    assert 'no dictionary for the service "hearing"' in caught.value.message


TREATMENTS = """```treatments
aids:
  name: A pair of hearing aids
  aids: if hearing loss >= 30 then 2 else 1
batteries: {name: Batteries, packs: not stated}
```
"""
AMOUNT = "aids: if hearing loss >= 30 then 2 else 1"
BLOCK_MISTAKES = [
    ("no treatments", TREATMENTS, "", None, ["needs one block of treatments"]),
    ("two treatments blocks", TREATMENTS, TREATMENTS + "\n```treatments\nother: {name: Other}\n```\n", "other:",
     ["has one block of treatments; this is the second"]),
    ("treatments empty", TREATMENTS, "```treatments\n{}\n```\n", "{}", ["funds at least one treatment"]),
    ("treatments blank", TREATMENTS, "```treatments\n\n```\n", "\n```\n\n## 1. Hearing", ["nothing here"]),
    ("treatments a list", TREATMENTS, "```treatments\n- aids\n```\n", "- aids", ["The treatments must be a list of keys and values"]),
    ("treatment a text", "batteries: {name: Batteries, packs: not stated}", "batteries: Batteries", "batteries",
     ['The treatment "batteries" must be a list of keys']),
    ("treatment without name", "{name: Batteries, packs: not stated}", "{packs: not stated}", "batteries",
     ['The treatment "batteries" needs the key "name"']),
    ("treatment twice", "batteries:", "aids:", "aids: {name", ['"aids" stands here twice']),
    ("id in capitals", "batteries:", "Batteries:", "Batteries:", ["small letters, digits and hyphens", '"Batteries"']),
    ("amount a word", AMOUNT, "aids: two", "aids: two", ["two"]),
    ("amount a condition", AMOUNT, "aids: works", "aids: works", ["This must be a number, but it is true or false"]),
    ("amount a text", AMOUNT, "aids: '\"2\"'", "aids: '", ["must be a number, but it is a text"]),
    ("amount a date", AMOUNT, "aids: referral date", "aids: referral", ["must be a number, but it is a date"]),
    ("amount in months and dB", AMOUNT, "aids: hearing loss + months waiting", "aids: hearing", ["do not go together"]),
    ("amount with a comment", AMOUNT, "aids: 2 # for both ears", "aids: 2 #", ["would cut", "short"]),
    ("amount called outcome", AMOUNT, "outcome: 2", "outcome: 2", ['cannot be called "outcome"']),
    ("amount called missing", AMOUNT, "missing: 2", "missing: 2", ['cannot be called "missing"']),
    ("amount of an unknown fact", AMOUNT, "aids: 2 - ears", "aids: 2 - ears", ["ears"]),
    ("providers without a date", "printed on: 2024-05-06\n", "", "list:", ['The providers needs the key "printed on"']),
    ("provider without a name", "{name: A Van}", "{web: example.org}", "{web", ['A provider needs the key "name"']),
    ("provider's key", "{name: A Van}", "{name: A Van, phone: 1}", "phone: 1", ['Did you mean "telephone"?']),
    ("site without an address", "{name: South, address: 2 Low Street, county: Kent, postcode: ZZ1 1ZZ}", "{name: South}", "sites:", ['A site needs the key "address"']),
    ("sites a text", "[{name: North, address: 1 High Street}, {name: South, address: 2 Low Street, county: Kent, postcode: ZZ1 1ZZ}]", "North", "sites: North",
     ['"sites" must be a list']),
    ("exceptions without a route", "route: individual funding request\n", "", "who may ask", ['needs the key "route"']),
    ("exceptions' key", "then: It answers.", "than: It answers.", "than: It", ['Did you mean "then"?']),
    ("two exceptions", "then: It answers.\n```\n", "then: It answers.\n```\n\n```exceptions\nwhom: Nobody.\n```\n", "whom: Nobody",
     ["one block of exceptions; this is the second"]),
    ("two ids", "id: kindness", "id: colour", 'id: colour\nclause: "9"', ['Two criteria have the id "colour"']),
    ("overrides itself", "overrides: [hearing-loss]", "overrides: [waiting]", "id: waiting", ['"waiting" overrides "waiting", which is no']),
    ("overrides nothing known", "overrides: [hearing-loss]", "overrides: [hearing-lost]", "id: waiting",
     ['"hearing-lost", which is no other criterion', 'Did you mean "hearing-loss"?']),
    ("overrides without applies when", "applies when: not(works)\n", "", "id: waiting", ["must say when it applies"]),
    ("overrides a text", "overrides: [hearing-loss]", "overrides: hearing-loss", "overrides: hearing-loss", ['"overrides" must be a list']),
    ("overrides one that overrides", "why: Less does little harm.", "applies when: works\noverrides: [waiting]", "id: hearing-loss",
     ['"hearing-loss" overrides "waiting", which overrides others itself']),
    ("overrides for fewer treatments", "overrides: [hearing-loss]", "overrides: [grounds]\nfor: [aids]", "id: waiting",
     ['"waiting" overrides "grounds", but it does not govern batteries']),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "words"), [row[1:] for row in BLOCK_MISTAKES], ids=[row[0] for row in BLOCK_MISTAKES])
def test_a_mistake_in_a_block_is_refused_with_its_line(old: str, new: str, at: str | None, words: list[str]) -> None:
    """What is missing altogether has only the file."""
    text = changed(old, new)
    error = refused(text)
    place = f"policy.md, line {line_of(text, at)}" if at else "policy.md: "
    assert str(error).startswith(place)
    for word in words:
        assert word in error.message


def overriding(times: int) -> str:
    """The whole policy, with so many more criteria that override one."""
    block = "## {0}\n\nWords.\n\n```criterion\nid: {0}\nclause: none\napplies when: works\nmet when: works\noverrides: [hearing-loss]\n```\n"
    return WHOLE + "".join(block.format(f"more-{n}") for n in range(times))


def test_few_may_override_one_criterion() -> None:
    """The one too many is named by its line; "waiting" overrides it already."""
    assert len(policy(overriding(MOST_OVERRIDING - 1)).criteria) > MOST_OVERRIDING
    text = overriding(MOST_OVERRIDING)
    error = refused(text)
    assert str(error).startswith(f"policy.md, line {line_of(text, f'id: more-{MOST_OVERRIDING - 1}')}")
    assert error.message == 'More than 40 criteria override "hearing-loss". Say in fewer what decides instead of it.'


def test_a_mistake_in_an_amount_names_its_column() -> None:
    """Line 28 begins with two spaces; the unknown word is the 13th sign of it."""
    text = changed(AMOUNT, "aids: 2 - ears")
    place = refused(text).place
    assert place is not None
    assert (place.line, place.column) == (line_of(text, "aids: 2 - ears"), 13)


SIGNS = st.sampled_from(
    [
        "",
        "`",
        "-",
        ":",
        "#",
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\n",
        " ",
        "  ",
        "&",
        "*",
        "!",
        "\r",
        "\t",
        "~~~",
        "0",
        "a",
        "é",
        "→",
    ]
)


def mistake_in(text: str) -> CoequalError | None:
    """Why a text is refused, if it is."""
    try:
        policy(decode(text.encode(), "policy.md"))
    except CoequalError as error:
        return error
    return None


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 3), SIGNS)
def test_a_slip_anywhere_leaves_a_policy_or_one_error_in_its_file(at: int, lost: int, sign: str) -> None:
    """Never anything else."""
    error = mistake_in(WHOLE[:at] + sign + WHOLE[at + lost :])
    assert error is None or (error.place is not None and error.place.file == "policy.md")
