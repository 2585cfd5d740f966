import os
import pytest
from playwright.sync_api import sync_playwright
from django.conf import settings as conf
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.referrals.requesting import files
from tests.referrals.requesting.making import begun, clinician as acting, write, written
from tests.web.requesting.asking import at, clinician, fields, sure, day, sent
from coequal.referrals.requesting.submitting import submit


@pytest.mark.django_db(transaction=True)
def test_look(live_server):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    client = clinician()
    empty, full, sentr = begun(), written(), written()
    write(acting(), full, "tried", **{"tried.done": "Wilhelmina had three cycles, born 4 March 1990."})
    submit(acting(), sentr)
    client.post(at("files", full), {"file": SimpleUploadedFile("a letter.pdf", files.PDF, "application/pdf")})
    pages = {
        "asked": at("asked"),
        "new": at("new"),
        "task": at("request", full),
        "sent": at("request", sentr),
        "section": at("section", full, section="evidence"),
        "who": at("section", full, section="who"),
        "files": at("files", full),
        "names": at("names", full),
        "check": at("check", full),
        "consent": at("consent", full),
        "send": at("send", written()),
    }
    os.makedirs("/tmp/look-e", exist_ok=True)
    axe = (
        open(
            [
                p
                for p in __import__("glob").glob("/tmp/ref/**/axe.min.js", recursive=True)
                + __import__("glob").glob("/work/main/**/axe.min.js", recursive=True)
            ][0]
        ).read()
        if True
        else ""
    )
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (1280, 390):
            ctx = b.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            ctx.add_cookies([{"name": k, "value": m.value, "url": live_server.url} for k, m in client.cookies.items()])
            page = ctx.new_page()
            for name, address in pages.items():
                page.goto(live_server.url + address)
                page.screenshot(path=f"/tmp/look-e/{name}-{width}.png", full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth")
                page.evaluate(axe)
                found = page.evaluate(
                    "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0,3).join(' | ')))"
                )
                print(name, width, wide, found)
        b.close()
