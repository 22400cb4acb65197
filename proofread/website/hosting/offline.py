"""The whole site as one file to download, read without a server: unpack it and open index.html.

Browsers give pages from files less than pages from hosts: no address that ends in a folder, no fetching,
no worker, no font from a stylesheet. So in this copy each link names its file, the font stands in the
stylesheet, the index of the search is a script, and `javascripts/offline.js` runs the search without one.

The theme's own plugin `offline` does less: it gives the hosted pages other addresses, too, asks another host
for a script, leaves the font where browsers refuse it, and packs nothing.
"""

import base64
import html
import io
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from proofread.website.hosting import policy

Files = Mapping[str, bytes]
"""The content of each file, by its path below the site."""

LEFT_OUT = re.compile(
    r"404\.html$|sitemap\.xml|assets/cards/|assets/javascripts/lunr/"  # for hosts, crawlers, other languages
    r"|.*\.(map|zip)$"
)
LINK = re.compile(r'(?P<before><(?:a|link|script|img|source)\b[^>]*?\s(?:href|src)=")(?P<address>[^"]*)')
FONT = re.compile(r'url\("(?P<address>[^"]+\.woff2)"\)')
LEFT_OUT_OF_PAGES = [
    re.compile(r'<link rel="preload"[^>]*as="font"[^>]*>'),
    re.compile(r'<meta property="og:image[^>]*>'),
    re.compile(r'<a class="offline-copy".*?</a>', re.DOTALL),
]
VERSIONS = re.compile(r'"version": \{[^}]*\}')
SEARCH_INDEX = "search/search_index.json"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file, because the same site is the same archive."""


def folder_name(title: str) -> str:
    """Return the name of the folder that a site with this title is unpacked to."""
    return re.sub(r"\W+", "-", title.lower()).strip("-") or "site"


def offline_copy(site: Path, name: str) -> bytes:
    """Return an archive of a built site whose pages work from a folder called `name`."""
    paths = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    files = {path: file.read_bytes() for path, file in paths.items() if not LEFT_OUT.match(path)}
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:  # which depends on nothing but the files
        for path, content in sorted(offline_files(files).items()):
            entry = ZipInfo(f"{name}/{path}", EARLIEST)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content, compresslevel=9)
    return written.getvalue()


def offline_files(files: Files) -> dict[str, bytes]:
    """Return the files of a site such that they need no server."""
    changed = {}
    for path, content in files.items():
        if path.endswith(".html"):
            changed[path] = offline_page(content.decode(), path, files).encode()
        elif path.endswith(".css"):
            changed[path] = _with_fonts(content.decode(), path, files).encode()
        elif path == SEARCH_INDEX:  # a script, which names the files of the pages
            index = json.loads(content)
            for entry in index["docs"]:
                entry["location"] = file_address(entry["location"] or "./", "index.html", files)
            script = f"var __index = {json.dumps(index, sort_keys=True, separators=(',', ':'))}\n"
            changed[path.removesuffix("on")] = script.encode()
        else:
            changed[path] = content
    return changed


def offline_page(page: str, path: str, files: Files) -> str:
    """Return a page whose links name files, and which asks for nothing that a file may not have."""
    for part in LEFT_OUT_OF_PAGES:
        page = part.sub("", page)
    page = VERSIONS.sub('"version": null', page).replace("javascripts/search.js", "javascripts/offline.js")
    page = LINK.sub(lambda link: link["before"] + file_address(link["address"], path, files), page)
    return policy.for_files(page)


def file_address(address: str, page: str, files: Files) -> str:
    """Return an address, seen from a page, that names the page of a folder instead of the folder."""
    parts = urlsplit(html.unescape(address))
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path), "index.html"))
    if parts.scheme or parts.netloc or not parts.path or target not in files:
        return address
    rest = address[len(html.escape(parts.path)) :]
    return html.escape(posixpath.join(parts.path, "index.html")) + rest


def _with_fonts(sheet: str, path: str, files: Files) -> str:
    """Return a stylesheet that holds its fonts."""

    def held(font: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), font["address"]))
        return f'url("data:font/woff2;base64,{base64.b64encode(files[target]).decode()}")'

    return FONT.sub(held, sheet)
