"""What this site asks of MkDocs beyond its settings."""

import html
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

STYLES = "stylesheets/all.css"
UNUSED = "assets/_mkdocstrings.css"
NEEDLESS = re.compile(r"assets/javascripts/lunr/.*|assets/.*\.map|assets/images/favicon\.png")
"""How to search in other languages, what scripts were made of, and the theme's own mark."""
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
PHONE = 40
"""How many characters of a listing a phone shows beside each other."""
LONG = re.compile(r"<code>(?=(?:[^<&\n]|&#?\w+;){33,}</code>)")
"""Code in a text that is too long for a line of a list on a phone; any other stays in one piece."""
LISTING = re.compile(
    r'(<div class="[^"]*\blanguage-(?:python|pycon)\b[^"]*"[^>]*>(?:(?!<pre\b).)*'
    r"<pre\b[^>]*>(?:<span></span>)?<code>)(.*?)(?=</code>)",
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")


def on_config(config: Any) -> None:
    """Load one stylesheet: a reader waits for each. That of mkdocstrings is not needed (see templates/)."""
    config.extra["styles"] = [str(style) for style in config.extra_css if style != UNUSED]
    config.extra_css = [STYLES]


def on_files(files: Any, config: Any) -> Any:
    """Make one file of the stylesheets, without their comments, and leave out what no page uses."""
    for file in [file for file in files if NEEDLESS.fullmatch(file.dest_uri)]:
        files.remove(file)
    sources = [files.get_file_from_path(style) for style in config.extra["styles"]]
    text = "\n".join(Path(source.abs_src_path).read_text("utf-8") for source in sources)
    files.append(File.generated(config, STYLES, content=COMMENT.sub("", text)))
    for source in sources:
        files.remove(source)
    return files


def on_post_build(config: Any) -> None:
    """Leave out what a plugin writes although no page asks for it."""
    (Path(config.site_dir) / UNUSED).unlink(missing_ok=True)


def on_page_content(content: str, **_: Any) -> str:
    """Mark the code that may break across lines, which no stylesheet can tell by its length."""
    return LISTING.sub(_with_long_lines, LONG.sub('<code class="long">', content))


def _with_long_lines(listing: re.Match[str]) -> str:
    return listing[1] + "\n".join(map(_line, listing[2].split("\n")))


def _line(line: str) -> str:
    is_long = len(html.unescape(TAG.sub("", line))) > PHONE
    return f'<span class="line">{line}</span>' if is_long else line
