"""From LaTeX to a tree: it knows no page.

`spellings`, `bars`  many spellings of one notation, brought to one, with every column kept
`layout`             formulas cut into chains of equations
`syntax`, `grammar`  one side of an equation, read
`nodes`              what the tree is made of
`scripts`, `symbols` what stands around a name, and what it is called
"""
