"""What a site brings beside its pages, and what it may do in a browser.

`cards`      the picture that a link to a page shows elsewhere
`downloads`  data, programs and the package, to take away
`offline`    the whole site as one file
`licences`   whose work ships
`policy`     what a browser may run, show and fetch for a page
"""
