"""A page is read: its text becomes blocks, each with its place.

=============  ==============================================================================
`markdown`     Markdown to blocks; the only module with regular expressions over Markdown
`blocks`       what a page is made of
`numbering`    the equations of a page, with their numbers and addresses
`references`   the labels of equations, and the links to them
`agreement`    what pages must agree on
`sentences`    sentences that judge or compare, and carry no check
`findings`     what is wrong on a page, and where
=============  ==============================================================================
"""
