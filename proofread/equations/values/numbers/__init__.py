"""Numbers and arrays alone: nothing here knows a tree or a page.

`arrays`      sums and products as mathematics has them
`functions`   what every page knows
`calculus`    derivatives by steps; `extrapolation`: limits, `quadrature`: integrals
"""
