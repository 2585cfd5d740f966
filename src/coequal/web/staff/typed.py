"""What people type as addresses and names: nothing that looks like something else, and nothing that cannot be seen."""

import unicodedata

from django.core.exceptions import ValidationError


def plain_address(email: str) -> None:
    """Nothing, where an address has plain letters alone. Raises `ValidationError` else."""
    if not email.isascii():
        raise ValidationError(
            "Enter the address in the plain letters a to z. Letters of other alphabets can look the same and lead elsewhere."
        )


def seen_name(name: str) -> None:
    """Nothing, where every sign of a name can be seen. Raises `ValidationError` else."""
    if any(unicodedata.category(sign).startswith("C") for sign in name):
        raise ValidationError("The name holds a sign that cannot be seen. Delete it and type the name anew.")
