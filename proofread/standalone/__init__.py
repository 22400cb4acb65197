"""Code that runs alone: a symbol with the helpers of its package, an example with what stands above it.

=============  ==========================================================================
`names`        which names a statement binds and needs
`known`        what is known of functions by their names
`effects`      what a statement changes in place
`sharing`      which names may stand for one object
`opaque`       statements that change more than their text shows
`statements`   all of that, for each statement of a text
`imports`      import blocks, merged and narrowed to what is used
`modules`      what a module binds, without guards and with stand-ins
`definitions`  a symbol of a package as a text that needs no package
`usage`        its last lines, which use it as its docstring does
`inlining`     what an example uses of the packages, in its own text
`slices`       an example of a page as a text that needs no page
=============  ==========================================================================
"""
