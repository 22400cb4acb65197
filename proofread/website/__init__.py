"""What readers get of checked pages. Text to text: it knows no generator, and no checker knows it.

==================  ==============================================================================
`site`              the pages together: what one shows may depend on the others
`render`            the Markdown that the generator reads
`slots`             what passes the generator by its number
`evidence`          what an equation was checked against
`snippets`          copy a listing with all that it needs; where it lives, and its tests
`maths`             formulas as MathML, in a font cut to size
`notebook`          a notebook as a page, and a page as a notebook
`notation_index`    the symbols of all pages
`glossary`          the first use of a term leads to its explanation
`reference`         names in docstrings lead to their entries
`citation`          how to cite the site
`searchable`        what the search reads of a page
`webpage`           what is mended in the HTML of a theme
`hosting`           cards, downloads, a copy to read offline; licences, and what a page may use
==================  ==============================================================================
"""
