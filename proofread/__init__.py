"""Proofread checks what documentation claims: code, output, numbers, equations, shapes and figures.

=====================  ===================================================================================
`page`, `blocks`       Markdown to blocks, each with its place
`claims`               what a claim is, and how one is checked
`examples`             Python fences and their output
`source`               code shown from a package
`figures`              figures drawn by the page's code
`prose`, `numerals`    numbers in prose, and correct rounding
`equations`            equations evaluated from their own LaTeX
`symbols`              symbol tables against the page's arrays
`consistency`          what pages must agree on
`check`, `workers`     from a page to its findings; many pages side by side
`journal`              what a page had found when its code ended its process
`cache`                reports of pages that need no second proof
`mutations`            errors planted to see what escapes
`fix`, `ledger`        stale output rewritten; what was checked
`render`               the Markdown that the site generator reads
`notation_index`       the symbols of all pages
`mathml`, `mathfont`   formulas as MathML, in a font cut to size
`marks`                figures that browsers draw quickly
`execution`            notebooks executed by a fresh kernel
`notebook_numbers`     numbers in the text of a notebook
`notebooks`            notebooks as pages of the site
`sybil`                pages as pytest items
`mkdocs_plugin`        the adapter to MkDocs
=====================  ===================================================================================
"""
