"""What is known of functions by their names, where a call does not show what it changes, keeps or reads.

`effects`, `sharing` and `opaque` look here; a function of a library that a page uses is added here alone.
"""

STATE = {
    *("RandomState", "default_rng", "Generator", "Random", "iter", "open", "StringIO", "reader"),
    *("map", "filter", "zip", "enumerate", "reversed", "count", "cycle", "chain", "islice"),
    *("figure", "subplots", "subplot_mosaic", "add_subplot", "gca"),
}
"""What makes objects that every use changes: the next draw differs, the next line is drawn over the last."""
MUTATORS = {
    *("append", "extend", "insert", "pop", "popitem", "remove", "clear", "sort", "reverse"),
    *("add", "discard", "update", "setdefault", "fill", "put", "resize", "partition"),
    *("appendleft", "extendleft", "popleft", "rotate", "move_to_end", "subtract"),
}
"""Methods of containers and arrays that change them."""
OF_FIRST = {
    *("next", "setattr", "delattr", "copyto", "shuffle", "place", "putmask", "fill_diagonal"),
    *(
        "heappush",
        "heappop",
        "heapify",
        "heapreplace",
        "heappushpop",
        "insort",
        "insort_left",
        "insort_right",
    ),
}
"""Functions that change what they are given first."""
HARMLESS = {"print", "display", "len", "repr", "isinstance"}
"""What a call of changes nothing, whatever it is given."""
VIEWS = {
    *("reshape", "ravel", "asarray", "atleast_1d", "atleast_2d", "broadcast_to", "diagonal", "expand_dims"),
    *("moveaxis", "squeeze", "swapaxes", "transpose", "view", "dict", "get", "items", "partial", "values"),
}
"""Functions that return what they are given, or a part of it."""
UNSEEN = {
    *("exec", "eval", "globals", "locals", "vars", "get_type_hints", "__import__", "import_module", "reload"),
    *("getcontext", "nditer"),
}
"""Functions that reach names, or objects, that they are not given."""
SETTINGS = {
    *("set_printoptions", "seterr", "seed", "manual_seed", "set_state", "simplefilter", "filterwarnings"),
    *("use", "rc", "rcdefaults", "setrecursionlimit", "chdir", "setlocale", "basicConfig"),
}
"""Functions that change what others do."""
GENERATORS = {
    "RandomState",
    "default_rng",
    "Generator",
    "SeedSequence",
    "PCG64",
    "MT19937",
    "Philox",
    "Random",
}
"""What makes a source of random numbers of its own."""
