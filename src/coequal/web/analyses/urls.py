"""Addresses of analyses: for staff, and for everybody."""

from django.urls import path

from coequal.web.analyses import asking, building, downloads, looking, public, publishing

app_name = "analyses"

urlpatterns = [
    path("analyses", looking.every, name="list"),
    path("analyses/new", asking.new, name="new"),
    path("analyses/new/comparison/<slug:service>", asking.compare, name="compare"),
    path("analyses/new/lottery/<slug:service>", asking.lottery, name="lottery"),
    path("analyses/new/options", asking.options, name="options"),
    path("analyses/new/options/form", building.build, name="build"),
    path("analyses/<str:reference>", looking.one, name="analysis"),
    path("analyses/<str:reference>/progress", looking.progress, name="progress"),
    path("analyses/<str:reference>/stop", looking.stop_it, name="stop"),
    path("analyses/<str:reference>/again", looking.again, name="again"),
    path("analyses/<str:reference>/note", looking.note, name="note"),
    path("analyses/<str:reference>/beside", looking.beside, name="beside"),
    path("analyses/<str:reference>/publish", publishing.publish_it, name="publish"),
    path("analyses/<str:reference>/answer", publishing.answer, name="answer"),
    path("analyses/<str:reference>/withdraw", publishing.withdraw_it, name="withdraw"),
    path("analyses/<str:reference>/files/<str:file>", downloads.download, name="file"),
    path("published", public.published, name="published"),
    path("published/feed", public.feed, name="feed"),
    path("published/<str:reference>", public.published_one, name="published-one"),
    path("published/<str:reference>/files/<str:file>", public.published_file, name="published-file"),
]
