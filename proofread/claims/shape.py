"""The symbol table of a page: what its notation block declares, and whether the page's arrays agree."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from proofread.claims.claim import Evidence, FenceClaim, Scope
from proofread.equations import Notation, NotationError, Symbol
from proofread.pages.blocks import Fence, NotationBlock
from proofread.pages.findings import Wrong


@dataclass(frozen=True)
class NotationClaim(FenceClaim):
    """A notation block that can be read."""

    kind: ClassVar[str] = "notation"

    def check(self, scope: Scope) -> Evidence:
        """Report a block that cannot be read, and a second one."""
        try:
            Notation.read(self.fence.body)
        except NotationError as error:
            place = _line_start(scope.page.text, self.fence.body_start, error.line)
            raise Wrong(str(error), place) from None
        if sum(isinstance(fence, NotationBlock) for fence in scope.page.fences) > 1:
            raise Wrong("a page has one notation block, and this one has more")
        return Evidence("the notation that equations are read in")


def _line_start(text: str, start: int, line: int) -> int:
    for _ in range(max(line, 1) - 1):
        start = text.find("\n", start) + 1
    return start


@dataclass(frozen=True)
class ShapeClaim:
    """The shapes in the symbol table, against the arrays that the page's code has bound by its end."""

    fence: Fence
    notation: Notation
    start: int
    kind: str = "shape"

    @property
    def end(self) -> int:
        """The page's end."""
        return self.start

    def check(self, scope: Scope) -> Evidence:
        """Compare every declared shape with the array of that name; a size letter is one number on a page."""
        names = [*self.notation.sizes, *(symbol.python for symbol in self.notation.symbols)]
        bound = scope.ask("shapes", names)
        sizes = _Sizes({name: self._number(name, bound.get(name)) for name in self.notation.sizes})
        compared = [symbol.python for symbol in self.notation.symbols if self._compare(symbol, bound, sizes)]
        return Evidence(f"the shapes of {', '.join(compared)}" if compared else "")

    def _number(self, letter: str, bound: Any) -> Any:
        declared = self.notation.sizes[letter].number
        if declared is not None and isinstance(bound, int) and bound != declared:
            raise Wrong(
                f"the symbol table gives {letter} as {declared}, the page binds it to {bound}",
                self.fence.start,
            )
        return bound if declared is None else declared

    def _compare(self, symbol: Symbol, bound: dict[str, Any], sizes: "_Sizes") -> bool:
        shape = bound.get(symbol.python)
        if not isinstance(shape, list) or not symbol.shape:
            return False
        if not sizes.fit(symbol.shape, tuple(shape)):
            expected = sizes.text(symbol.shape)
            raise Wrong(
                f"the symbol table gives {symbol.latex} the shape {expected}, "
                f"the array {symbol.python} has {tuple(shape)}",
                self.fence.start,
            )
        return True


@dataclass
class _Sizes:
    """What each size letter stands for, as far as the arrays seen have told."""

    known: dict[str, Any] = field(default_factory=dict)

    def fit(self, shape: tuple[str, ...], array: tuple[int, ...]) -> bool:
        """Whether an array has a shape in size letters; letters met first are bound to its lengths."""
        if len(shape) != len(array):
            return False
        for letter, length in zip(shape, array, strict=True):
            if not isinstance(self.known.get(letter), int):
                self.known[letter] = int(letter) if letter.isdigit() else length
        return all(self.known[letter] == length for letter, length in zip(shape, array, strict=True))

    def text(self, shape: tuple[str, ...]) -> str:
        """Return the shape in letters and, where they differ, in numbers."""
        numbers = ", ".join(str(self.known.get(letter) or letter) for letter in shape)
        return f"({', '.join(shape)}) = ({numbers})"
