"""Staff in the browser: they sign in, invite each other, give and take roles, make keys, and read the trail."""

import re
import time
from base64 import b32decode

from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import Visit, sign_in, signed_in_page, word_of

ADMIN = "administrator@exampleshire.example"
READER = "information-governance@exampleshire.example"
WORDS = "heron lamp gravel tuesday"


class App:
    """An app that makes codes, into which somebody has typed the key of a page."""

    def __init__(self, page: Page) -> None:
        """Type the key."""
        self.key = b32decode(page.locator(".typed-key").inner_text().replace(" ", ""))
        self.shown = 0

    def code(self) -> str:
        """A code that it has not shown before."""
        while int(time.time()) // 30 <= self.shown:
            time.sleep(0.5)
        self.shown = max(int(time.time()) // 30, self.shown)
        return f"{TOTP(self.key).token():06}"


def invited(visit: Visit, site: Site, email: str, role: str) -> str:
    """The link that an administrator gets for somebody new."""
    page = signed_in_page(visit, site, ADMIN, "/staff/people")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Make the link").click()
    return page.locator(".link-once").inner_text()


def join(page: Page) -> App:
    """Choose a password and set up an app, on the page that a link leads to."""
    page.get_by_label("New password").fill(WORDS)
    page.get_by_label("The same password again").fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    app = App(page)
    page.get_by_label("Code", exact=True).fill(app.code())
    page.get_by_role("button", name="Confirm and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your backup codes")
    return app


def test_a_panel_member_signs_in_by_the_keyboard_alone(visit: Visit, site: Site) -> None:
    """From the page that was wanted, by Tab and Enter, and gets there."""
    email = "panel-member@exampleshire.example"
    page = visit("/staff/account")
    assert_readable_on_both(page)
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(word_of(site, email))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter a code")
    expect(page.get_by_text("You sign in as an invented person, who has no app.")).to_be_visible()
    assert_readable_on_both(page)
    code = page.locator(".shown-code").inner_text()
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert_readable_on_both(page)
    page.get_by_role("link", name="Change your password").click()
    assert_readable_on_both(page)
    page.goto("/staff")
    expect(page.get_by_role("term").filter(has_text="Panel member")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    assert_readable_on_both(page)


def test_a_wrong_password_and_a_wrong_code_are_told_and_nobody_gets_in(visit: Visit, site: Site) -> None:
    """The messages lead to what is to be mended; without scripts too."""
    email = "ifr-officer@exampleshire.example"
    page = visit("/staff", java_script_enabled=False)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill("a wrong one altogether")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_text("The e-mail address or the password is wrong.")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    page.get_by_label("Password", exact=True).fill(word_of(site, email))
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code", exact=True).fill("nothing")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="That code is wrong, or was used before.")).to_be_visible()
    page.goto("/staff")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter a code")
    time.sleep(1.2)  # so long the next one is not looked at
    page.get_by_label("Code", exact=True).fill(page.locator(".shown-code").inner_text())
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you can do here")


def test_somebody_invited_gets_from_the_link_to_the_start_page(visit: Visit, site: Site) -> None:
    """With a password, the second factor set up in the browser, and backup codes; then the link opens nothing."""
    link = invited(visit, site, "nia@exampleshire.example", "Analyst")
    page = visit(link)
    expect(page.get_by_text("nia@exampleshire.example")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Enter a password.")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_label("New password").fill(WORDS)
    page.get_by_label("The same password again").fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".qr svg")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_label("Code", exact=True).fill(App(page).code())
    page.get_by_role("button", name="Confirm and sign in").click()
    expect(page.locator(".backup-codes li")).to_have_count(10)
    assert_readable_on_both(page)
    page.emulate_media(media="print")
    expect(page.locator(".backup-codes li").first).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you can do here")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link opens nothing")
    assert_readable_on_both(page)


def test_whoever_lost_the_app_sets_up_another_one(visit: Visit, site: Site) -> None:
    """An administrator makes a new link; what the old app shows opens nothing any more."""
    page = visit(invited(visit, site, "lou@exampleshire.example", "Clinician"))
    old = join(page)
    admin = signed_in_page(visit, site, ADMIN, "/staff/people")
    assert_readable_on_both(admin)
    admin.get_by_role("link", name="lou@exampleshire.example").click()
    assert_readable_on_both(admin)
    admin.get_by_role("button", name="Make a new link").click()
    assert_readable_on_both(admin)
    again = visit(admin.locator(".link-once").inner_text())
    new = join(again)
    assert new.key != old.key
    page.goto("/staff")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_role_that_is_taken_away_ends_what_somebody_may_do_at_once(visit: Visit, site: Site) -> None:
    """In the page that they have open; and the page says which role it would need."""
    page = visit(invited(visit, site, "ray@exampleshire.example", "Administrator"))
    join(page)
    page.goto("/staff/keys")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keys for software")
    admin = signed_in_page(visit, site, ADMIN, "/staff/people")
    admin.get_by_role("link", name="ray@exampleshire.example").click()
    admin.get_by_label("Role", exact=True).select_option("Analyst")
    admin.get_by_role("button", name="Give this role").click()
    admin.get_by_role("button", name="Take away the role administrator").click()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")
    expect(page.get_by_text("needs the role administrator")).to_be_visible()
    assert_readable_on_both(page)
    page.goto("/staff")
    expect(page.get_by_role("term").filter(has_text="Analyst")).to_be_visible()


def test_a_key_is_made_used_and_withdrawn(visit: Visit, site: Site) -> None:
    """It is shown once, opens what its scopes say, and nothing once it is withdrawn."""
    page = signed_in_page(visit, site, ADMIN, "/staff/keys/new")
    assert_readable_on_both(page)
    page.get_by_label("Name of the software").fill("Clinic of Exampleshire")
    page.get_by_label("What it uses the answers for").fill("To see how areas differ")
    page.get_by_label("Compare two policies").check()
    for part, value in (("Day", "1"), ("Month", "3"), ("Year", str(time.gmtime().tm_year + 1))):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Make the key").click()
    key = page.locator(".link-once").inner_text()
    assert_readable_on_both(page)
    asked = "/api/v1/compare?a=luton/assisted-conception&b=nice/assisted-conception"
    headers = {"Authorization": f"Bearer {key}"}
    assert page.request.get(asked, headers=headers).status == 200
    page.goto("/staff/keys")
    row = page.get_by_role("row").filter(has_text="Clinic of Exampleshire")
    expect(row).not_to_contain_text("never")
    assert key not in page.content()
    assert_readable_on_both(page)
    row.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw the key").click()
    expect(page.get_by_role("row").filter(has_text="Clinic of Exampleshire")).to_contain_text("no longer: withdrawn on")
    assert page.request.get(asked, headers=headers).status == 401


def test_information_governance_reads_the_trail_and_verifies_it(visit: Visit, site: Site) -> None:
    """Filters it, takes it as a file, sees that it is whole, and that looking is recorded too."""
    page = signed_in_page(visit, site, READER, "/staff/trail")
    page.reload()
    expect(page.get_by_role("row").filter(has_text="looked at the trail").first).to_be_visible()
    page.set_viewport_size({"width": 1000, "height": 900})  # in which long addresses of people have to be broken
    assert_accessible(page)
    assert_readable_on_both(page)
    page.get_by_text("Show only some entries").click()
    page.get_by_label("What", exact=True).fill("signed in")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("row").filter(has_text=READER).first).to_contain_text("signed in")
    expect(page.get_by_role("row").filter(has_text="looked at the trail")).to_have_count(0)
    assert_readable_on_both(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Take these entries as a file")).click()
    assert "signed in" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Verify the trail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The trail is whole")
    assert_readable_on_both(page)


def test_a_session_that_ended_leads_back_to_the_page_that_was_wanted(visit: Visit, site: Site) -> None:
    """After signing in again."""
    page = visit("/staff/people?from=a-link")
    sign_in(page, site, "administrator@sampleton.example")
    expect(page).to_have_url(re.compile(r"/staff/people\?from=a-link$"))
    expect(page.get_by_role("row").filter(has_text="sampleton.example").first).to_be_visible()
    expect(page.get_by_text("exampleshire.example")).to_have_count(0)
