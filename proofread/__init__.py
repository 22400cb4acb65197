"""Proofread checks what documentation claims: code, output, numbers, equations, shapes and figures.

=====================  ===================================================================================
`page`                 Markdown to blocks, each with its place
`claims`               what a claim is, and how one is checked
`examples`             Python fences and their output
`source`               code shown from a package
`figures`              figures drawn by the page's code
`prose`, `numerals`    numbers in prose, and correct rounding
`equations`            equations evaluated from their own LaTeX
`symbols`              symbol tables against the page's arrays
`check`, `workers`     from a page to its findings; many pages side by side
`cache`                reports of pages that need no second proof
`fix`, `ledger`        stale output rewritten; what was checked
`render`               the Markdown that the site generator reads
`mathml`, `mathfont`   formulas as MathML, in a font cut to size
`notebooks`            notebooks as pages of the site
`sybil`                pages as pytest items
`mkdocs_plugin`        the adapter to MkDocs
=====================  ===================================================================================
"""
