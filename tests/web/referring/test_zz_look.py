import os

import pytest
from django.conf import settings as dj
from playwright.sync_api import sync_playwright

from coequal.accounts.roles import Role
from coequal.referrals.models import Approval
from tests.web.referring.asking import *
from tests.web.referring.asking import TODAY, UNDER, at, authorised, clinician, day, sent, staff, submitted

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.mark.django_db(transaction=True)
def test_look(live_server, settings):
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    c = clinician()
    officer = staff(Role.IFR_OFFICER)
    gov = staff(Role.GOVERNANCE)
    authorised(gov)
    made = submitted(c, {"other medical grounds": True})

    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def shoot(client, name, address, post=None):
            for w in (1280, 390):
                ctx = b.new_context(viewport={"width": w, "height": 900})
                ctx.add_cookies(
                    [
                        {
                            "name": dj.SESSION_COOKIE_NAME,
                            "value": client.cookies[dj.SESSION_COOKIE_NAME].value,
                            "url": live_server.url,
                        }
                    ]
                )
                pg = ctx.new_page()
                pg.goto(live_server.url + address)
                pg.screenshot(path=f"/tmp/look-D/{name}-{w}.png", full_page=True)
                pg.evaluate("document.documentElement.scrollWidth")
                ctx.close()

        os.makedirs("/tmp/look-D", exist_ok=True)
        shoot(officer, "case", at("case", made))
        shoot(officer, "grant", at("grant", made))
        shoot(gov, "authorisations", at("authorisations"))
        shoot(gov, "authorise", at("authorise", **UNDER, version="2022-07"))
        shoot(c, "sent", at("request", made))
        shoot(c, "start", at("start"))
        shoot(c, "begin", at("begin", **UNDER))
        c.post(at("withdraw", made), {"why": "x", "sure": "yes"})
        from coequal.referrals.models import Request as R

        sent(c, at("begin", **UNDER), **day("referred", REFERRED))
        new = R.objects.exclude(pk=made.pk).get()
        shoot(c, "request-empty", at("request", new))
        shoot(c, "facts", at("facts", new, section="patient"))
        shoot(c, "who", at("who", new))
        for s in SECTIONS:
            sent(c, at("facts", new, section=s), **typed(s, couple()))
        sent(c, at("who", new), **{**WHO, "nhs_number": "999 000 0026"})
        shoot(c, "request-full", at("request", new))
        shoot(c, "submit", at("submit", new))
        c.post(at("submit", new), {"sure": "yes"})
        given = Approval.objects.get()
        sent(c, at("use", given), of="fresh cycles", count="1", **day("on", TODAY))
        shoot(c, "approval", at("approval", given))
        shoot(c, "use", at("use", given))
        shoot(c, "renew", at("renew", given))
        b.close()
