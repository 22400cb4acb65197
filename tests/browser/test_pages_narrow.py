"""Every page, as a reader sees it at 360 px, dark and light.

A file of its own: two workers share the pages.
"""


def test_page_can_be_read_by_everyone(address, views, problems):
    assert problems(views[-1], address) == []
