"""What a tree means on this page.

`vocabulary`, `code`  the page's symbols to look up, and the code that they are tied to
`resolve`             the tree with its calls, products, indices and derivatives told apart
                      (`runs`, `callables`, `operators`, `overs`, `limits`, `differentials`, `hints`)
`links`               formulas, and the links of their chains, as they stand on the page
`definitions`         what `:=` adds
`dependencies`        what reads what; `behind`: all that a tree rests on; `free`: which indices stay open
"""
