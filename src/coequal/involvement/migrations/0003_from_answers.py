from typing import Any

from django.db import migrations

GATE = "data-protection"
SAID = {"screened": False, "assessed": True}


def enter(apps: Any, _schema: Any) -> None:
    """Each involvement of which somebody answered by hand gets an entry in the data register, with what was answered.

    Where this was undone and is done again, it gets the entry that it had before, with what was recorded of it since.
    """
    uses, records = apps.get_model("assurance", "DataUse"), apps.get_model("assurance", "RecordElsewhere")
    answers = apps.get_model("involvement", "GateAnswer").objects.filter(gate=GATE).order_by("pk")
    for involvement in apps.get_model("involvement", "Involvement").objects.filter(data_use=None).order_by("pk"):
        latest = answers.filter(involvement=involvement).last()
        if latest is None:
            continue
        title = f"Answers to “{involvement.title}”"[:200]
        before = uses.objects.filter(organisation=involvement.organisation, title=title, kind="survey", involvements=None)
        use = before.order_by("pk").first()
        if use is None:
            use = uses.objects.create(
                organisation=involvement.organisation,
                made_by=latest.by,
                title=title,
                kind="survey",
                purpose=involvement.purpose.strip() or "To hear people before something is decided.",
                people="Those who answer",
                begins=involvement.opens,
            )
            if latest.answer in SAID:
                said = {"assessed": SAID[latest.answer], "evidence": latest.evidence, "on": latest.on, "by": latest.by}
                records.objects.create(use=use, **said)
        involvement.data_use = use
        involvement.save(update_fields=["data_use"])


class Migration(migrations.Migration):
    dependencies = [("assurance", "0001_data_register"), ("involvement", "0002_data_use")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
