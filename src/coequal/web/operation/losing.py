"""What is lost where the tables go back to how an earlier version had them."""

from collections.abc import Iterator, Sequence

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations import AddField, CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import AmbiguityError

from coequal.pages.words import plural


def losses(app: str, name: str) -> list[str]:
    """What goes with its rows, where the tables of an app go back to a migration, or to zero; nothing where it is no step back."""
    executor = MigrationExecutor(connection)
    try:
        to = None if name == "zero" else executor.loader.get_migration_by_prefix(app, name).name
    except (KeyError, AmbiguityError):
        return []  # Django says what is wrong with it
    plan = executor.migration_plan([(app, to)])
    return list(dict.fromkeys(_lost(executor, [migration for migration, backwards in plan if backwards])))


def _lost(executor: MigrationExecutor, undone: Sequence[Migration]) -> Iterator[str]:
    """Each table, and each column of a table that stays, in which something is kept."""
    had = executor.loader.project_state(list(executor.loader.graph.leaf_nodes())).apps
    dropped = {
        (migration.app_label, step.name.lower())
        for migration in undone
        for step in migration.operations
        if isinstance(step, CreateModel)
    }
    for migration in undone:
        for step in migration.operations:
            if isinstance(step, CreateModel):
                yield from _table(had, migration.app_label, step.name)
            elif isinstance(step, AddField) and (migration.app_label, step.model_name.lower()) not in dropped:
                yield from _column(had, migration.app_label, step.model_name, step.name)


def _table(had: Apps, app: str, name: str) -> Iterator[str]:
    model = _model(had, app, name)
    if model is not None and (count := _count(model)):
        yield f"table {model._meta.db_table} ({plural(count, 'row')})"  # noqa: SLF001  # Django documents it


def _column(had: Apps, app: str, name: str, column: str) -> Iterator[str]:
    model = _model(had, app, name)
    if model is not None and (count := _count(model)):
        yield f"column {column} of {model._meta.db_table} ({plural(count, 'row')})"  # noqa: SLF001  # see above


def _model(had: Apps, app: str, name: str) -> type[models.Model] | None:
    """A model as it is now; none where a later migration has taken it away, and its rows with it."""
    try:
        return had.get_model(app, name)
    except LookupError:
        return None


def _count(model: type[models.Model]) -> int:
    """How many rows a table has, whatever its own manager leaves out."""
    return models.QuerySet(model).count()
