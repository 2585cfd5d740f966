"""What these tests share."""

from tests.referrals.personal.rings import keys_file

__all__ = ["keys_file"]
