"""A job that does nothing, by which it is found out whether a worker is alive."""

from django_tasks import task


@task()
def answer() -> None:
    """Nothing."""
