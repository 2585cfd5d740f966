"""In which order rows come, which no database decides."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model, OneToOneField, UniqueConstraint

OURS = [model for model in apps.get_models() if model.__module__.startswith("coequal")]


def told_apart(model: type[Model]) -> list[set[str]]:
    """The fields by which two rows of a model, or two that belong to the same row of another, always differ."""
    alone = [{field.name} for field in model._meta.fields if field.unique]
    rules = [one for one in model._meta.constraints if isinstance(one, UniqueConstraint) and one.condition is None]
    fields = {field.name: field for field in model._meta.fields}
    return [*alone, *({name for name in rule.fields if not isinstance(fields[name], ForeignKey)} for rule in rules)]


def there_is_one(model: type[Model]) -> bool:
    """Whether a row is only ever reached from the one row to which it belongs, or there is one row at all."""
    return any(isinstance(field, OneToOneField) for field in model._meta.fields) or model.__name__ == "Head"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_two_rows_are_alike_under_the_order_in_which_they_come(model: type[Model]) -> None:
    """A list on a page, in a file or in a paper is the same each time it is made, on whichever database."""
    order = {name.lstrip("-").replace("pk", model._meta.pk.name) for name in model._meta.ordering}
    assert there_is_one(model) or any(fields and fields <= order for fields in told_apart(model))
