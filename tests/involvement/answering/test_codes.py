"""The codes with which people come back."""

from django.test import override_settings

from coequal.involvement.answering.codes import as_typed, digest_of, digests_of, new_code

_OLDER = {"SECRET_KEY": "older", "SECRET_KEY_FALLBACKS": []}
_NEWER = {"SECRET_KEY": "newer", "SECRET_KEY_FALLBACKS": ["older"]}


def test_a_code_has_more_than_sixty_bits_and_no_sign_that_is_taken_for_another() -> None:
    """Sixteen signs of twenty-eight, in groups of four."""
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert 28**16 > 2**60
    assert all(len(code) == 19 and code[4::5] == "---" for code in codes)
    assert not set("".join(codes)) & set("01OILAEU")


def test_a_code_is_read_however_it_was_typed() -> None:
    """Small letters, spaces, no hyphens; what cannot be a code is none."""
    assert as_typed(" 7f3k 2qx9bcdf–ghjk ") == "7F3K-2QX9-BCDF-GHJK"
    assert as_typed("7F3K-2QX9-BCDF-GHJ") is None
    assert as_typed("7F3K-2QX9-BCDF-GHJ0") is None
    assert as_typed("x" * 100_000) is None


def test_only_a_keyed_digest_is_kept() -> None:
    """It hangs on the site's key; a key that the site had before is still understood."""
    with override_settings(**_OLDER):
        kept = digest_of("7F3K-2QX9-BCDF-GHJK")
    assert "7F3K" not in kept
    assert len(kept) == 64
    with override_settings(**_NEWER):
        assert digest_of("7F3K-2QX9-BCDF-GHJK") != kept
        assert kept in digests_of("7F3K-2QX9-BCDF-GHJK")
