"""Code that runs alone: a symbol with the helpers of its package, an example with what stands above it.

=============  ==========================================================================
`names`        which names a statement binds and needs
`effects`      what a statement changes in place
`sharing`      which names may stand for one object
`opaque`       statements that change more than their text shows
`statements`   both, for each statement of a text
`imports`      import blocks, merged and narrowed to what is used
`definitions`  a symbol of a package as a text that needs no package
`slices`       an example of a page as a text that needs no page
=============  ==========================================================================
"""
