"""What every page's process needs and none changes is made before it is forked: imported, this makes it.

The tables of the grammar take a third of a second, as long as many a page.
"""

from proofread.pages.markdown import read_page

NOTATION = "```notation\ngiven:\n  x_1: real\n```\n"
"""A page whose notation is read by that grammar."""
SYMBOLS = read_page(NOTATION).notation.symbols
