"""A page's policy names all that the page holds, and nothing else."""

import base64
import hashlib

from proofread.website.hosting.policy import for_files, hashes, policy, with_policy

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>A</title>'


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(page: str) -> dict[str, list[str]]:
    (text,) = [
        part.split('"')[0] for part in page.split('http-equiv="content-security-policy" content="')[1:]
    ]
    return {name: sources for name, *sources in map(str.split, text.split("; "))}


def test_policy_stands_behind_the_encoding_and_before_all_that_it_is_about():
    page = with_policy(f'{HEAD}<script src="a.js"></script>', {})
    assert page.startswith(
        '<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="content-security'
    )
    assert page.endswith('"><title>A</title><script src="a.js"></script>')


def test_scripts_of_the_page_are_named_by_their_hash_and_data_is_not():
    page = with_policy(
        f'{HEAD}<script>a = "é"\n</script><script src="b.js"></script>'
        '<script type="application/json">{}</script><script type="text/plain" class="c">d</script>',
        {},
    )
    assert directives(page)["script-src"] == ["'self'", source('a = "é"\n')]


def test_styles_are_named_in_elements_and_in_attributes_each_once():
    page = with_policy(
        f'{HEAD}<style>p {{}}</style><p style="fill: url(&quot;#a&quot;)">a</p><p class="b" style="c: d">'
        '<i style="c: d">e</i></p><pre>&lt;p style="not: one"&gt;</pre>',
        {},
    )
    own = [source("p {}"), source('fill: url("#a")'), source("c: d")]
    assert directives(page)["style-src"] == ["'self'", "'unsafe-hashes'", *sorted(own)]


def test_whatever_is_not_named_is_refused():
    found = directives(with_policy(HEAD, {}))
    assert found["default-src"] == found["base-uri"] == found["form-action"] == ["'none'"]
    assert not {"*", "'unsafe-inline'", "'unsafe-eval'", "https:"} & {
        s for some in found.values() for s in some
    }


def test_settings_add_to_a_directive_or_bring_one():
    page = with_policy(HEAD, {"connect-src": ["https://a.example/"], "frame-src": ["https://b.example/"]})
    assert directives(page)["connect-src"] == ["'self'", "https://a.example/"]
    assert directives(page)["frame-src"] == ["https://b.example/"]


def test_policies_are_joined_by_directive():
    assert policy({"a-src": ["x"], "b-src": ["y"]}, {"b-src": ["z"]}) == "a-src x; b-src y z"
    assert hashes(["a", "a"]) == [source("a")]


def test_copy_in_a_folder_may_use_what_lies_there():
    page = for_files(with_policy(f"{HEAD}<p>'self'</p>", {}))
    assert directives(page)["script-src"] == ["'self'", "file:"]
    assert directives(page)["font-src"] == ["data:", "'self'", "file:"]
    assert page.endswith("<p>'self'</p>")
