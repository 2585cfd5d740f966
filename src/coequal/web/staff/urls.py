"""Addresses of what staff do with their accounts."""

from django.urls import path

from coequal.web.staff import home, joining, keys, offers, own_account, people, signing_in, signing_on, signing_out, trail

app_name = "staff"
urlpatterns = [
    path("staff", home.home, name="home"),
    path("staff/sign-in", signing_in.sign_in, name="sign-in"),
    path("staff/code", signing_in.code, name="code"),
    path("staff/sign-out", signing_out.sign_out, name="sign-out"),
    path("staff/sign-on/<slug:by>", signing_on.sign_on, name="sign-on"),
    path("staff/sign-on/<slug:by>/back", signing_on.signed_on, name="signed-on"),
    path("staff/invitation/<str:token>", joining.invitation, name="invitation"),
    path("staff/second-factor", joining.second_factor, name="second-factor"),
    path("staff/account", own_account.account, name="account"),
    path("staff/account/password", own_account.password, name="password"),
    path("staff/account/backup-codes", own_account.backup_codes, name="backup-codes"),
    path("staff/account/sessions", own_account.sessions, name="sessions"),
    path("staff/account/name", own_account.name, name="name"),
    path("staff/offers", offers.offers, name="offers"),
    path("staff/people", people.people, name="people"),
    path("staff/people/invite", people.invite, name="invite"),
    path("staff/people/<str:code>/<str:reference>", people.member, name="member"),
    path("staff/keys", keys.keys, name="keys"),
    path("staff/keys/new", keys.new, name="new-key"),
    path("staff/keys/<str:prefix>/withdraw", keys.withdraw, name="withdraw-key"),
    path("staff/trail", trail.trail, name="trail"),
    path("staff/trail/trail.csv", trail.csv_file, name="trail-csv"),
    path("staff/trail/trail.jsonl", trail.lines_file, name="trail-lines"),
    path("staff/trail/verify", trail.verify, name="verify-trail"),
]
