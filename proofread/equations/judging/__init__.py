"""Whether a link holds.

`judge`         both sides at several points, and what to say where they differ
`sides`         how they differ at one point
`index_values`  for which values of its free indices
`conditions`    whether a point meets what stands beside the link
`compare`       how two values differ; `rounding`: for an approximate sign, `sets`: for membership
`orders`        how fast they come together
"""
