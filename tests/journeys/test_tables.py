"""Tables that are wider than a telephone, and those that need not be."""

from tests.journeys.conftest import Visit


def test_the_table_of_what_we_have_seen_fits_on_a_telephone(visit: Visit) -> None:
    """No number of it is cut."""
    page = visit("/")
    page.set_viewport_size({"width": 390, "height": 900})
    frame = page.locator(".wide")
    assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_table_that_does_not_fit_shows_that_there_is_more(visit: Visit) -> None:
    """By a shadow at the side, which needs no script; and its caption stays in the window wherever the table is moved to."""
    page = visit("/")
    page.set_viewport_size({"width": 390, "height": 900})
    frame, caption = page.locator(".wide"), page.locator(".wide caption")
    page.locator(".wide table").evaluate("one => { one.style.width = '80rem' }")
    assert frame.evaluate("one => getComputedStyle(one).backgroundAttachment") == "local, local, scroll, scroll"
    for moved in (0, 300, 900):
        frame.evaluate("(one, to) => { one.scrollLeft = to }", moved)
        box = caption.bounding_box()
        assert box is not None
        assert (box["x"] >= 0, box["x"] + box["width"] <= 390) == (True, True)
