"""The editor as people meet it."""

import re

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.drafting import asking
from coequal.drafting.models import Draft, Revision
from coequal.drafting.saving import Typed, save
from coequal.web.shelf import shelf
from coequal.web.studio.editor import facts
from coequal.web.studio.snippets import snippets
from tests.lint.building import changed
from tests.web.signing import signed_in
from tests.web.studio.drafting import TEXT, draft_of, hidden, manager, send, text_in

pytestmark = pytest.mark.django_db
OLDER = changed(TEXT, ("in [19 .. 30]", "in [19 .. 32]"))

OURS = {"origin": "http://testserver"}  # as a page of the site sends it


def newest(draft: Draft) -> Revision:
    """The head as the database has it."""
    return Draft.objects.select_related("head").get(pk=draft.pk).head


def test_the_editor_shows_the_text_and_what_software_says() -> None:
    """The findings are those of `coequal lint`, and the preview is the policy as people read it."""
    draft = draft_of(changed(TEXT, ("printed: between 19 and 30 inclusive", "printed: normally 19 to 30")))
    page = signed_in(Role.POLICY_MANAGER).get(f"/studio/{draft.reference}/edit")
    assert text_in(page) == draft.head.text
    assert "“normally” is printed" in page.content.decode()
    assert "Her body mass index is at least 19" in page.content.decode()


def test_what_is_saved_on_the_newest_is_the_new_head() -> None:
    """And the page comes back with it."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    answer = send(client, draft, OLDER, note="Up to 32")
    assert (answer.status_code, answer["Location"]) == (303, f"/studio/{draft.reference}/edit")
    assert (newest(draft).text, newest(draft).note, newest(draft).number) == (OLDER, "Up to 32", 2)
    assert text_in(client.get(answer["Location"])) == OLDER


def test_a_text_that_cannot_be_read_shows_the_one_reason() -> None:
    """With its line; there is nothing to look at then."""
    draft = draft_of("Just words")
    page = signed_in(Role.POLICY_MANAGER).get(f"/studio/{draft.reference}/edit").content.decode()
    assert "This text cannot be read as a policy yet: 1 error." in page
    assert "A policy begins with its front matter" in page
    assert 'data-line="1"' in page
    assert "The text cannot be read just now." in page


def test_the_text_is_checked_without_a_script_and_keeps_what_was_typed() -> None:
    """The example people are tried, and nothing is saved."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    sent = {"on": "1", "key": "k", "text": OLDER, "note": "Up to 32", "bringing": ""}
    page = client.post(f"/studio/{draft.reference}/check", sent)
    assert text_in(page) == OLDER
    assert hidden(page) == {"on": "1", "key": "k", "bringing": ""}
    words = page.content.decode()
    assert 'value="Up to 32"' in words
    assert "with changes that are not saved" in words
    assert "23 example people: as expected." in words
    assert newest(draft).number == 1


def test_example_people_who_do_not_come_out_as_expected_are_named() -> None:
    """With their line."""
    draft = draft_of()
    wrong = changed(TEXT, ("  other grounds: false\n```", "  other grounds: false\noutcome: not eligible\n```"))
    page = signed_in(Role.POLICY_MANAGER).post(f"/studio/{draft.reference}/check", {"on": "1", "key": "k", "text": wrong})
    assert "1 example person of 23 not as expected." in page.content.decode()
    assert "she meets every rule. The outcome should be not eligible, but is eligible." in page.content.decode()


def test_the_script_gets_what_software_says_as_data() -> None:
    """And who else is there, and that somebody has saved meanwhile."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    signed_in(Role.POLICY_MANAGER, email="sam@exampleshire.example").get(f"/studio/{draft.reference}/edit")
    sent = {"on": "1", "key": "k", "text": TEXT}
    headers = {"accept": "application/json"}
    found = client.post(f"/studio/{draft.reference}/check", sent, headers=headers).json()
    assert (found["checked"], found["examples"], found["newer"], found["policy"]) == (True, None, "", "here/fertility")
    assert found["others"] == "Sam is in this draft too."
    assert found["summary"].endswith(".")
    save(manager("sam@exampleshire.example"), draft, Typed(OLDER, 1))
    save(manager("kim@exampleshire.example"), draft, Typed(OLDER + "\n", 2))
    signed_in(Role.POLICY_MANAGER, email="kim@exampleshire.example").get(f"/studio/{draft.reference}/edit")
    found = client.post(f"/studio/{draft.reference}/check", {**sent, "people": "on"}, headers=headers).json()
    assert found["newer"] == "Kim has saved revision 3 meanwhile. Yours will be merged."
    assert found["others"] == "Kim and Sam are in this draft too."
    assert found["examples"]["passed"] == 23


def test_saving_by_the_script_says_what_became_of_it() -> None:
    """And where to go, where the text in the editor is no longer the newest."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    first = send(client, draft, OLDER, data=True, key="a").json()
    assert (first["says"], first["on"], first["go"]) == ("Saved as revision 2.", 2, None)
    same = send(client, draft, OLDER, data=True, on="2", key=first["key"]).json()
    assert (same["says"], same["go"]) == ("Nothing had changed.", None)
    sam = signed_in(Role.POLICY_MANAGER, email="sam@exampleshire.example")
    other = changed(TEXT, ("These rules are made up.", "These rules are invented."))
    merged = send(sam, draft, other, data=True, on="1", key="b").json()
    assert (merged["says"], merged["go"]) == ("Saved as revision 3, and merged.", f"/studio/{draft.reference}/edit?merged=4")
    clash = send(sam, draft, changed(TEXT, ("in [19 .. 30]", "in [20 .. 30]")), data=True, on="1", key="c").json()
    assert (clash["says"], clash["go"]) == (
        "Kept as revision 5. Somebody changed the same lines.",
        f"/studio/{draft.reference}/both/5",
    )


def test_whose_changes_came_in_is_said() -> None:
    """Once both are in the text."""
    draft = draft_of()
    save(manager("sam@exampleshire.example"), draft, Typed(OLDER, 1))
    client = signed_in(Role.POLICY_MANAGER)
    other = changed(TEXT, ("These rules are made up.", "These rules are invented."))
    page = client.get(send(client, draft, other, on="1")["Location"])
    assert text_in(page) == changed(OLDER, ("These rules are made up.", "These rules are invented."))
    assert "Your changes were saved. The changes of Sam (revision 2) came in beside them." in page.content.decode()
    for nothing in ("1", "x", "9" * 20):
        assert "came in beside" not in client.get(f"/studio/{draft.reference}/edit?merged={nothing}").content.decode()


def test_merging_with_ones_own_other_window_names_nobody() -> None:
    """Since nobody else's changes came in."""
    draft = draft_of()
    save(manager(), draft, Typed(OLDER, 1))
    client = signed_in(Role.POLICY_MANAGER)
    page = client.get(send(client, draft, changed(TEXT, ("These rules are made up.", "Rules.")), on="1")["Location"])
    assert "came in beside" not in page.content.decode()


def test_both_sides_of_a_clash_stand_in_the_text_until_somebody_settles_it() -> None:
    """The text that settles it is a revision on both."""
    draft = draft_of()
    save(manager("sam@exampleshire.example"), draft, Typed(OLDER, 1))
    client = signed_in(Role.POLICY_MANAGER)
    answer = send(client, draft, changed(TEXT, ("in [19 .. 30]", "in [18 .. 30]")), on="1")
    assert answer["Location"] == f"/studio/{draft.reference}/both/3"
    page = client.get(answer["Location"])
    assert "You and Sam (revision 2) changed the same lines" in page.content.decode()
    assert (
        "<<<<<<< Sam (revision 2)\nmet when: BMI in [19 .. 32]\n=======\nmet when: BMI in [18 .. 30]\n>>>>>>> Pat (revision 3)"
        in text_in(page)
    )
    assert "Her body mass index is at least 19" in page.content.decode()  # as the newest text looks
    fields = hidden(page)
    assert (fields["on"], fields["bringing"]) == ("2", "3")
    settled = changed(TEXT, ("in [19 .. 30]", "in [18 .. 32]"))
    assert send(client, draft, settled, **fields).status_code == 303
    assert (newest(draft).text, [one.number for one in newest(draft).parents]) == (settled, [2, 3])
    for brought_in in (1, 3):
        assert client.get(f"/studio/{draft.reference}/both/{brought_in}")["Location"] == f"/studio/{draft.reference}/edit"
    assert client.get(f"/studio/{draft.reference}/both/9").status_code == 404


def test_what_is_typed_while_a_draft_is_closed_is_kept_beside_it() -> None:
    """The page that follows is that of the draft."""
    draft = draft_of()
    Draft.objects.filter(pk=draft.pk).update(state="handed over")
    answer = send(signed_in(Role.POLICY_MANAGER), draft, OLDER)
    assert answer["Location"] == f"/studio/{draft.reference}"
    assert draft.revisions.get(number=2).text == OLDER
    assert newest(draft).number == 1


def test_a_text_that_is_too_long_comes_back_and_is_not_lost() -> None:
    """With the reason, for people and for the script."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    long = TEXT + "x" * 530_000
    page = send(client, draft, long)
    assert page.status_code == 400
    assert text_in(page) == long
    assert "a draft may have at most 512 kB" in page.content.decode()
    assert "at most 512 kB" in send(client, draft, long, data=True).json()["says"]


def test_what_no_editor_sends_is_refused() -> None:
    """Without its revision it could lie anywhere."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    assert client.post(f"/studio/{draft.reference}/edit", {"text": "x"}).status_code == 400
    assert send(client, draft, "x", on="one").status_code == 400
    assert client.get("/studio/D-0000-0000/edit").status_code == 404


def test_whoever_is_no_longer_signed_in_gets_what_was_typed_back() -> None:
    """With the way to sign in, and a form that sends it again; the script is told the same."""
    draft = draft_of()
    page = send(Client(headers=OURS), draft, OLDER, note="Up to 32", key="k")
    assert page.status_code == 403
    assert text_in(page) == OLDER
    assert hidden(page) == {"on": "1", "key": "k", "bringing": ""}
    assert "/staff/sign-in" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    told = send(Client(headers=OURS), draft, OLDER, data=True)
    assert (told.status_code, told.json()) == (
        401,
        {"says": "You are no longer signed in. What you typed is kept here.", "sign_in": "/staff/sign-in"},
    )
    again = send(signed_in(Role.POLICY_MANAGER), draft, text_in(page), **hidden(page))
    assert (again.status_code, newest(draft).text) == (303, OLDER)


def test_a_form_that_is_too_old_shows_what_was_typed_too() -> None:
    """Its token no longer holds after signing in again."""
    draft = draft_of()
    strict = Client(enforce_csrf_checks=True, headers=OURS)
    strict.cookies = signed_in(Role.POLICY_MANAGER).cookies
    page = send(strict, draft, OLDER)
    assert page.status_code == 403
    assert text_in(page) == OLDER
    assert newest(draft).number == 1
    told = send(strict, draft, OLDER, data=True)
    assert (told.status_code, told.json()["says"][:38]) == (401, "This page was open for too long. What ")
    assert send(strict, draft, OLDER, data=True, csrfmiddlewaretoken=told.json()["csrf"]).json()["says"] == "Saved as revision 2."


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {},
    ],
)
def test_what_another_site_sends_is_shown_to_nobody(headers: dict[str, str]) -> None:
    """Its words would stand in a form of ours, with a token that holds."""
    draft = draft_of()
    strict = Client(enforce_csrf_checks=True, headers=headers)
    strict.cookies = signed_in(Role.POLICY_MANAGER).cookies
    for client in (strict, Client(headers=headers)):
        for data in (False, True):
            page = send(client, draft, "evil words", data=data)
            assert page.status_code == 403
            assert "evil words" not in page.content.decode()
            assert "token" not in page.content.decode()


def test_a_browser_that_says_who_sent_it_is_believed() -> None:
    """Behind a proxy the address of the page may be another than the site knows itself by."""
    draft = draft_of()
    page = send(Client(headers={"origin": "https://coequal.example", "sec-fetch-site": "same-origin"}), draft, OLDER)
    assert text_in(page) == OLDER


def test_signs_that_are_not_seen_are_left_out_of_the_note_and_the_key() -> None:
    """No database has to hold them."""
    draft = draft_of()
    assert send(signed_in(Role.POLICY_MANAGER), draft, OLDER, note="Up\0 \u202eto 32", key="a\0b").status_code == 303
    assert (newest(draft).note, newest(draft).key) == ("Up to 32", "ab")


def test_pieces_to_start_from_name_a_fact_of_the_service_and_the_next_clause() -> None:
    """The piece that is put into the text can be read, and so can the people who go with it."""
    draft = draft_of()
    pieces = dict(snippets(TEXT, "fertility"))
    last = max(int(clause) for clause in re.findall(r'^clause: "([0-9]+)', TEXT, re.MULTILINE))
    assert f'clause: "{last + 1}"' in pieces["A criterion"]
    with_piece = changed(TEXT, ("## Example people", f"{pieces['A criterion']}\n## Example people"))
    found = signed_in(Role.POLICY_MANAGER).post(
        f"/studio/{draft.reference}/check", {"on": "1", "key": "k", "text": with_piece}, headers={"accept": "application/json"}
    )
    assert found.json()["policy"] == "here/fertility", found.json()["findings"]
    assert "the name of a fact <= 30" in dict(snippets("", "unheard-of"))["A criterion"]


def test_how_a_condition_is_written_is_told_beside_the_text() -> None:
    """With a fact of the service."""
    page = signed_in(Role.POLICY_MANAGER).get(f"/studio/{draft_of().reference}/edit").content.decode()
    assert "How to write a condition" in page
    assert "in [23 .. 40)</code>" in page


def test_the_facts_of_the_service_can_be_put_in() -> None:
    """With their kinds; of a service that the library does not know there are none."""
    client = signed_in(Role.POLICY_MANAGER)
    page = client.get(f"/studio/{draft_of().reference}/edit").content.decode()
    assert "<code>BMI</code>: her body mass index" in page
    assert "(a number (kg/m²))" in page
    other = draft_of()
    Draft.objects.filter(pk=other.pk).update(policy="here/unheard-of")
    assert "The library knows no facts of this service." in client.get(f"/studio/{other.reference}/edit").content.decode()


def test_a_fact_that_is_a_choice_is_told_with_what_there_is_to_choose(settings: object) -> None:
    """In the library that comes with coequal."""
    settings.LIBRARY_DIR = None
    shelf.cache_clear()
    (sought,) = (fact for fact in facts("assisted-conception") if fact.name == "treatment sought")
    assert (sought.kind, sought.says) == ("one of: IVF, IUI", "the treatment that she seeks")


def test_a_check_that_takes_too_long_is_told_and_the_text_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever typed it can go on."""
    monkeypatch.setattr(asking, "TYPING", 0.0001)
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    page = client.get(f"/studio/{draft.reference}/edit").content.decode()
    assert "This text took too long to check (over 0.0001 seconds)." in page
    assert send(client, draft, OLDER).status_code == 303
    found = client.post(
        f"/studio/{draft.reference}/check", {"on": "2", "key": "", "text": OLDER}, headers={"accept": "application/json"}
    ).json()
    assert (found["checked"], found["findings"], found["preview"]) == (False, [], None)
