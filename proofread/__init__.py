"""Proofread checks what documentation claims: code, output, numbers, equations, shapes and figures.

=====================  ===================================================================================
`page`, `blocks`       Markdown to blocks, each with its place
`claims`               what a claim is, and how one is checked
`examples`             Python fences and their output
`source`, `docstrings` code shown from a package, and its reference
`figures`, `drawing`   figures drawn by the page's code, made light for browsers
`prose`, `numerals`    numbers in prose, and correct rounding
`equations`            equations evaluated from their own LaTeX
`numbering`            the numbers of equations, their labels, and the links to them
`symbols`              symbol tables against the page's arrays
`consistency`          what pages must agree on
`execution`            notebooks executed by a fresh kernel
`cell_outputs`         what a cell printed and drew, as HTML
`notebook_numbers`     numbers in the text of a notebook
`check`, `workers`     from a page to its findings; many pages side by side
`journal`              what a page had found when its code ended its process
`cache`                reports of pages that need no second proof
`mutations`            errors planted to see what escapes
`fix`, `ledger`        stale output rewritten; what was checked
`standalone`           code that runs alone, with what it needs of a package or a page
`website`              what readers get: pages as a generator shows them, and what comes with them
`sybil`                pages as pytest items
`mkdocs_plugin`        the adapter to MkDocs
=====================  ===================================================================================
"""
