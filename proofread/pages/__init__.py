"""A page is read: its text becomes blocks, each with its place.

=============  ==============================================================================
`markdown`     Markdown to blocks: what is taken out in which order
`fences`       fences in all their spellings, and which kind of block each is
`brackets`     numbers and statements: brackets with what checks them
`dialects`     formulas in the spellings of other dialects
`blocks`       what a page is made of
`numbering`    the equations of a page, with their numbers and addresses
`references`   the labels of equations, and the links to them
`agreement`    what pages must agree on
`sentences`    sentences that judge or compare, and carry no check
`findings`     what is wrong on a page, and where
=============  ==============================================================================
"""
