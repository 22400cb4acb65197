"""What looks at every page finds the faults of one: in its colours, its sizes and its markup."""

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>
body { color: light-dark(#111, #eee); background: light-dark(#fff, #111); }
[data-md-color-scheme=default] { color-scheme: light; }
[data-md-color-scheme=slate] { color-scheme: dark; }
a { color: light-dark(#333, #ddd); }
STYLE
</style></head><body data-md-color-scheme="SCHEME">
<main><h1>A page</h1><article>ARTICLE</article></main></body></html>"""
CONTRAST, BOTH, WIDE, NARROW = "color-contrast", (0, -1), (0,), (-1,)
FAULTS = {
    "pale in light": ("p { color: light-dark(#aaa, #eee); }", "<p>Pale</p>", CONTRAST, BOTH),
    "pale in dark": ("p { color: light-dark(#111, #444); }", "<p>Pale</p>", CONTRAST, BOTH),
    "pale on a phone": ("@media (width < 600px) { p { color: #888; } }", "<p>Pale</p>", CONTRAST, NARROW),
    "pale at a desk": ("@media (width > 600px) { p { color: #888; } }", "<p>Pale</p>", CONTRAST, WIDE),
    "a pale word": ("b { opacity: 0.3; }", "<p>A <b>pale</b> word</p>", CONTRAST, BOTH),
    "a pale name in code": ("i { color: #888; }", "<pre><code>x = <i>name</i></code></pre>", CONTRAST, BOTH),
    "a link like its text": (
        "a { text-decoration: none; }",
        "<p>In a text: <a href='/'>Link</a></p>",
        "link-in-text-block",
        BOTH,
    ),
    "small targets": (
        "button { padding: 9px; } @media (width < 600px) { button { padding: 0; } }",
        "<button>a</button><button>b</button>",
        "target-size",
        NARROW,
    ),
    "a field without a label": ("", "<input>", "label", BOTH),
}


@pytest.fixture
def found(views, problems):
    """Return a function from a view, a style and articles, one after the other, to what axe finds in each."""

    def look(view: int, style: str, *articles: str) -> list[list[str]]:
        fresh = views[view]._replace(judged=set())
        scheme = "slate" if fresh.scheme == "dark" else "default"
        shown = iter(
            PAGE.replace("STYLE", style).replace("SCHEME", scheme).replace("ARTICLE", a) for a in articles
        )
        fresh.tab.route(
            "**/planted/", lambda route: route.fulfill(body=next(shown), content_type="text/html")
        )
        said = [problems(fresh, "planted/") for _ in articles]
        fresh.tab.unroute("**/planted/")
        return [[one for one in page if "axe: " in one] for page in said]

    return look


@pytest.mark.parametrize("view", BOTH, ids=["wide", "narrow"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named_where_it_shows(found, fault: str, view: int):
    style, article, rule, where = FAULTS[fault]
    (named,) = found(view, style, article)
    assert bool(named) == (view in where)
    assert all(rule in one for one in named), named


def test_a_style_is_judged_anew_on_another_ground_and_beside_another_text(found):
    style = "div { background: #777; } div p { color: #111; } a { text-decoration: none; }"
    right, ground, beside = found(
        0,
        style,
        "<p><b>Word</b></p><p><a href='/'>Link</a></p>",
        "<div><p><b>Word</b></p></div>",
        "<p>In a text: <a href='/'>Link</a></p>",
    )
    assert right == []
    assert ground
    assert all(CONTRAST in one for one in ground)
    assert beside
    assert all("link-in-text-block" in one for one in beside)


def test_a_style_is_judged_once(found):
    first, second = found(0, "p { color: #888; }", "<p>Pale</p>", "<p>Pale as well</p>")
    assert first
    assert not second
