"""The notation block of a page: what its symbols are.

`blocks`        its YAML, and the line of each entry
`keys`          what the keys write
`declarations`  the sections but for `code:`; `tied_code`: that one
`domains`       where random values come from
`notation`      the whole block
"""
