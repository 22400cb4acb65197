"""What a page is made of: each block with its place, `start` and `end`, as offsets in the page's text."""

from dataclasses import dataclass

PYTHON = {
    *("python", "py", "python3", "py3", "python2", "py2", "pyi", "sage", "numpy", "ipython", "ipython3"),
    *("pycon", "python-console", "ipythonconsole", "ipython3console"),
}
"""Every name by which Pygments highlights Python or its prompts."""


@dataclass(frozen=True)
class Fence:
    """A fenced code block."""

    start: int
    end: int
    language: str
    attributes: dict[str, str]
    body: str
    """The code, without the fence's own indentation."""
    body_start: int
    body_end: int
    indent: str
    unchecked: str | None = None
    """The reason why the author took it out of the checks; None where it is checked."""
    problem: str = ""
    """Why it is not the block that its author meant."""

    @property
    def is_python(self) -> bool:
        """Whether Material highlights it as Python."""
        return self.language in PYTHON


@dataclass(frozen=True)
class Number:
    """A bracket with what checks it, `[shown]{expression}`: a number, or the words of a statement."""

    start: int
    end: int
    shown: str
    expression: str

    @property
    def shown_end(self) -> int:
        """Where the bracket closes."""
        return self.start + 1 + len(self.shown)


@dataclass(frozen=True)
class Label:
    r"""The name that an author gives an equation: `\label{delta2}`."""

    start: int
    name: str


@dataclass(frozen=True)
class FormulaBlock:
    """A formula; `latex` is as long as on the page.

    Its checked numbers are blanked to what they show, its labels to nothing.
    """

    start: int
    end: int
    latex: str
    latex_start: int
    display: bool
    numbers: tuple[Number, ...] = ()
    unchecked: str | None = None
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A link to an equation, `[text](#eq-b)` or `[](page.md#eq-b)`, to a page, or any that has no text."""

    start: int
    end: int
    page: str
    """The path of the other page as it is written; nothing for the same page."""
    anchor: str
    is_empty: bool
    """Whether it waits for the build to fill in its text."""


@dataclass(frozen=True)
class Directive:
    """`<!-- proofread: name -->`: what the build writes in its place."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Documented:
    """`::: package.module`: where mkdocstrings writes what the docstrings of a symbol say."""

    start: int
    end: int
    symbol: str


@dataclass(frozen=True)
class Stray:
    """A mark that opens nothing, such as a dollar without its second."""

    start: int
    end: int
    message: str


@dataclass(frozen=True)
class Caption:
    """The paragraph under a figure that starts with `Figure:`."""

    start: int
    end: int
    text_start: int
