"""What a tree is worth at one point.

`points`       the random points at which equations are tried
`world`        a point with the values of all symbols; `page_world`: the page's own values
`evaluate`     the value of a tree there (`calls`, `functions`, `ranges`, `locate`, `conditions`)
`derivatives`  by numbers (`calculus`); `limits`, too
`arrays`       sums and products as mathematics has them
"""
