"""What readers get of checked pages. Text to text: it knows no generator, and no checker knows it.

===================  ==============================================================================
`site`               the pages together: what one shows may depend on the others
`render`             the Markdown that the generator reads
`mathml`, `mathfont` formulas as MathML, in a font cut to size
`evidence`           what an equation was checked against
`snippets`           copy a listing with all that it needs; where it lives, and its tests
`notation_index`     the symbols of all pages
`glossary`           the first use of a term leads to its explanation
`citation`           how to cite the site
`reference`          names in docstrings lead to their entries
`notebooks`          a notebook as a page
`chapter_notebook`   a page as a notebook
`webpage`            what is mended in the HTML of a theme
`cards`              the picture that a link to a page shows elsewhere
`offline`            the whole site as one file
===================  ==============================================================================
"""
