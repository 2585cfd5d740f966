"""What services and policies are called where people read of them."""

import pytest

from coequal.involvement.called import policy_called, service_called


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("luton/assisted-conception@2016-06", "Specialist fertility treatment in Luton, version 2016-06"),
        ("luton/assisted-conception@1900-01", "Assisted conception, Luton, version 1900-01"),
        ("nowhere-town/breast-surgery@2020", "Breast augmentation and reconstruction, Nowhere Town, version 2020"),
        ("here/dentistry@2020", "dentistry, Here, version 2020"),
        ("the policy of 2020", "the policy of 2020"),
    ],
)
def test_a_version_is_called_by_its_title(name: str, says: str) -> None:
    """By its service and area where the library does not hold it; what names no version stays as it is."""
    assert policy_called(name) == says


def test_a_service_is_called_by_its_title() -> None:
    """One that the library does not know is called as it was given."""
    assert [service_called(name) for name in ("excess-skin-removal", "dentistry", "")] == [
        "Removal of excess skin",
        "dentistry",
        "",
    ]
