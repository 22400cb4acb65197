"""Proofread checks what documentation claims: code, output, numbers, equations, shapes and figures.

=================  ==============================================================================
`pages`            a page is read: text to blocks, each with its place
`equations`        an equation is read, understood, valued and judged, from its own LaTeX
`running`          the code of a page runs in a process of its own, watched and asked
`claims`           what a page claims, and how each kind of claim is checked
`checking`         pages are checked side by side, once, and kept as long as nothing changed
`standalone`       code that runs alone, with what it needs of a package or a page
`mutations`        errors planted to see what escapes
`website`          what readers get: pages as a generator shows them, and what comes with them
`config`           the settings
`packages`         dotted names: their objects, files and docstrings
`__main__`         the command line
`pytest_plugin`    pages as pytest items
`mkdocs_plugin`    the adapter to MkDocs
=================  ==============================================================================
"""
