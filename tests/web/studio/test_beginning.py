"""Beginning a draft."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import TestCase
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.drafting.models import ACCEPTED, Draft
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.stages import kinds
from coequal.web.shelf import shelf
from coequal.web.studio.starts import choices
from tests.lint.building import POLICY
from tests.programmes import making
from tests.web.signing import OTHER, organisation, person, sign_in, signed_in
from tests.web.studio.drafting import TEXT, draft_of

pytestmark = pytest.mark.django_db
ABOUT = {"service": "fertility", "title": "A new policy", "area": "exampleshire", "version": "2027-04"}


def begun(answer: HttpResponse) -> Draft:
    """The draft to whose editor an answer leads."""
    assert answer.status_code == 303, answer.content.decode()
    reference = answer["Location"].split("/")[2]
    assert answer["Location"] == f"/studio/{reference}/edit"
    return Draft.objects.select_related("head", "organisation").get(reference=reference)


def test_the_ways_to_begin_are_told() -> None:
    """From a version, from a text, from nothing."""
    page = signed_in(Role.POLICY_MANAGER).get("/studio/begin").content.decode()
    for way in ("version", "text", "nothing"):
        assert f'href="/studio/begin/{way}"' in page


def test_a_draft_begins_from_a_version_in_the_library() -> None:
    """An organisation's own come first; the area and the version are asked for."""
    client = signed_in(Role.POLICY_MANAGER, at="BBB", email="b@here.example")
    page = client.get("/studio/begin/version").content.decode()
    assert "Your organisation’s own" in page
    draft = begun(client.post("/studio/begin/version", {"start": "here/fertility@2024", "area": "here", "version": "2027"}))
    assert (draft.policy, draft.from_version, draft.organisation.code) == ("here/fertility", "2024", "BBB")
    assert draft.head.text == TEXT


def test_another_areas_version_is_a_start_too() -> None:
    """Then the draft says so."""
    client = signed_in(Role.POLICY_MANAGER)
    assert "Other areas’: Fertility" in client.get("/studio/begin/version").content.decode()
    draft = begun(client.post("/studio/begin/version", {"start": "here/fertility@2024", "area": "exampleshire", "version": "2027"}))
    assert (draft.policy, draft.begun_from) == ("exampleshire/fertility", "the policy of Here, version 2024")
    assert "This draft began from the wording of the policy of Here" in draft.head.text


def test_a_version_that_was_ratified_is_a_start_too() -> None:
    """It lies in no file of the library: the draft begins with the text that was adopted, and is held against it."""
    text = TEXT.replace("These rules are made up.", "Kangaroos may jump.")
    area, day = making.area(stage=kinds.DECISION), timezone.localdate()
    made = making.decided(making.motion(area, making.meeting(), making.proposed(area, text)))
    dates = Dates(starts=day, review_due=day + timedelta(700), supersedes=("here/fertility@2024",))
    with TestCase.captureOnCommitCallbacks(execute=True):
        ratify(making.governance(), made, dates, shelf().library)
    client = signed_in(Role.POLICY_MANAGER, at="BBB", email="b@here.example")
    draft = begun(client.post("/studio/begin/version", {"start": "here/fertility@2027", "area": "here", "version": "2029"}))
    assert (draft.policy, draft.from_version) == ("here/fertility", "2027")
    assert draft.head.text == text.replace('version: "2027"', 'version: "2029"')
    told = client.get(f"/studio/{draft.reference}/changes?against=2027").content.decode()
    assert "cannot be" not in told
    assert "version 2027" in told


def test_the_model_policy_is_offered_by_itself(settings: object) -> None:
    """In the library that comes with coequal."""
    settings.LIBRARY_DIR = None
    shelf.cache_clear()
    titles = [title for title, _ in choices([organisation()])]
    assert titles[:2] == ["The model policy", "Other areas’: Assisted conception"]
    assert titles[1:] == sorted(titles[1:])


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"start": "", "area": "here", "version": "1"}, "Choose a version to start from."),
        ({"start": "no/such@1", "area": "here", "version": "1"}, "Choose a version from the list."),
        ({"start": "here/fertility@2024", "area": "Here!", "version": "1"}, "Write the area in small letters"),
        ({"start": "here/fertility@2024", "area": "here", "version": "Monday 2027"}, "A version is letters, digits"),
        ({"start": "here/fertility@2024", "area": "here", "version": "a b"}, "A version is letters, digits"),
    ],
)
def test_what_is_wrong_is_told_beside_it(sent: dict[str, str], says: str) -> None:
    """And nothing is begun."""
    page = signed_in(Role.POLICY_MANAGER).post("/studio/begin/version", sent)
    assert (page.status_code, Draft.objects.count()) == (200, 0)
    assert says in page.content.decode()


def test_whoever_works_for_two_organisations_says_for_which_it_is() -> None:
    """It belongs to that one."""
    pat = person(Role.POLICY_MANAGER)
    person(Role.POLICY_MANAGER, at=OTHER)
    from django.test import Client

    client = sign_in(Client(), pat)
    for way in ("version", "text", "nothing"):
        assert 'name="organisation"' in client.get(f"/studio/begin/{way}").content.decode()
    draft = begun(client.post("/studio/begin/nothing", {**ABOUT, "organisation": OTHER}))
    assert draft.organisation.code == OTHER


def test_a_draft_begins_from_nothing_with_the_keys_explained() -> None:
    """It can be read as it is."""
    client = signed_in(Role.POLICY_MANAGER)
    assert 'value="exampleshire"' in client.get("/studio/begin/nothing").content.decode()
    draft = begun(client.post("/studio/begin/nothing", ABOUT))
    assert (draft.policy, draft.title) == ("exampleshire/fertility", "A new policy (an invented area)")
    page = client.get(f"/studio/{draft.reference}/edit").content.decode()
    assert '<p id="stale" class="nhsuk-hint" hidden>' in page
    assert "commissioners:" not in page  # it is invented
    assert "(an invented area)" in page
    assert "Say what the policy is called." in client.post("/studio/begin/nothing", {**ABOUT, "title": ""}).content.decode()


def test_a_draft_begins_from_a_file_or_from_a_text_that_is_pasted() -> None:
    """A policy file is taken as it is; plain text gets the keys."""
    client = signed_in(Role.POLICY_MANAGER)
    assert 'type="file"' in client.get("/studio/begin/text").content.decode()
    file = SimpleUploadedFile("policy.md", POLICY.encode())
    assert begun(client.post("/studio/begin/text", {**ABOUT, "file": file})).head.text == POLICY
    assert "Plain words." in begun(client.post("/studio/begin/text", {**ABOUT, "text": "Plain words."})).head.text


def zipped(name: str, text: str = "") -> bytes:
    """A file in which another is packed."""
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "Choose a file, or paste a text."),
        (b"\xff\xfe", "This is not UTF-8 text. Save the file as UTF-8. (line 1)"),
        (b"PK\x03\x04", "This is a zip file, which cannot be read here. Unpack it, and choose the file of the text."),
        (zipped("word/document.xml"), "This is a Word file, which cannot be read here. Copy its text and paste it below."),
        (zipped("xl/workbook.xml"), "This is an Excel workbook, which cannot be read here. Copy its text and paste it below."),
        (zipped("mimetype", "application/vnd.oasis.opendocument.text"), "This is an OpenDocument text, which cannot be read here."),
        (zipped("policy.md"), "This is a zip file, which cannot be read here. Unpack it, and choose the file of the text."),
        (b"\xd0\xcf\x11\xe0", "This is a file of Word or Excel as they were before 2007, which cannot be read here."),
        (b"{\\rtf1 Words}", "This is a Rich Text file, which cannot be read here."),
        (b"%PDF-1.7", "This is a PDF file, which cannot be read here. Copy its text and paste it below."),
        (b"a\x03", "There is a hidden character here (U+0003). Take it out. (line 1)"),
        (b"x" * 525_000, "This file is too large: a draft may have at most 512 kB."),
    ],
)
def test_a_file_that_is_no_text_is_refused(file: bytes, says: str) -> None:
    """With the reason."""
    page = signed_in(Role.POLICY_MANAGER).post("/studio/begin/text", {**ABOUT, "file": SimpleUploadedFile("x.md", file)})
    assert says in page.content.decode()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Plain\u202e words.", "There is a hidden character in this text (U+202E). Take it out."),
        (f"---\npolicy: {'a' * 200}/fertility\n", "The line “policy” of this text is too long"),
        ("---\npolicy: here/dancing\n", "names the service “dancing”, which is not known here. Known are: fertility."),
    ],
)
def test_a_text_that_cannot_become_a_draft_is_refused(text: str, says: str) -> None:
    """With the reason, and as it was pasted."""
    page = signed_in(Role.POLICY_MANAGER).post("/studio/begin/text", {**ABOUT, "text": text}).content.decode()
    assert says in page
    assert Draft.objects.count() == 0


def test_a_title_with_a_hidden_character_is_refused() -> None:
    """It could make a page read as something else."""
    page = signed_in(Role.POLICY_MANAGER).post("/studio/begin/nothing", {**ABOUT, "title": "A \u202e policy"}).content.decode()
    assert "There is a hidden character in the title (U+202E). Take it out." in page
    assert Draft.objects.count() == 0


def test_an_area_and_a_month_may_be_written_in_words() -> None:
    """They become what stands in addresses."""
    sent = {**ABOUT, "area": "Norfolk and Waveney", "version": "April 2027"}
    draft = begun(signed_in(Role.POLICY_MANAGER).post("/studio/begin/nothing", sent))
    assert draft.policy == "norfolk-and-waveney/fertility"
    assert 'version: "2027-04"' in draft.head.text
    other = begun(signed_in(Role.POLICY_MANAGER).post("/studio/begin/nothing", {**ABOUT, "version": "first-2027"}))
    assert 'version: "first-2027"' in other.head.text


def test_a_new_draft_can_begin_with_the_text_of_one_that_is_closed() -> None:
    """Which stays as it is."""
    old = draft_of()
    Draft.objects.filter(pk=old.pk).update(state=ACCEPTED)
    new = begun(signed_in(Role.POLICY_MANAGER).post(f"/studio/{old.reference}/again"))
    assert (new.head.text, new.state, new.begun_from) == (TEXT, "draft", f"draft {old.reference}, revision 1")
