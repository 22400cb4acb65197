"""The code of a page runs in a process of its own, which is watched; whoever judges the page only asks it.

====================  =======================================================================
`limits`              how long code may take, and what it must leave as it found it
`session`             the names of a page: its code runs in them, its expressions have values
`values`              values as plain data, which runs nothing when it is read
`record`              what code used: files, folders, modules, and which of their functions
`guard`               what the code of a page may not change: files, and what modules are made of
`shell`               the cells of a notebook run in IPython's shell, likewise
`process`             the process itself, and how it is asked
====================  =======================================================================
"""
