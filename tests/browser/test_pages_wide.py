"""Every page, as a reader sees it at 1280 px, light and dark."""


def test_page_can_be_read_by_everyone(address, views, problems):
    assert problems(views[0], address) == []
