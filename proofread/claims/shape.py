"""The symbol table of a page: what its notation block declares, and whether the page's arrays agree."""

from dataclasses import dataclass, field
from typing import Any

from proofread.claims.claim import Claim, Evidence, Kind, Scope, Span
from proofread.equations import Notation, NotationError
from proofread.pages.blocks import Fence, NotationBlock
from proofread.pages.findings import Wrong


@dataclass(frozen=True)
class NotationClaim(Claim):
    """A notation block that can be read."""

    block: Fence
    kind = Kind.NOTATION

    def check(self, scope: Scope) -> Evidence:
        """Report a block that cannot be read, and a second one."""
        try:
            Notation.read(self.block.body)
        except NotationError as error:
            lines = scope.page.text[self.block.body_start :].split("\n")
            above = sum(len(line) + 1 for line in lines[: max(error.line, 1) - 1])
            raise Wrong(str(error), self.block.body_start + above) from None
        if sum(isinstance(fence, NotationBlock) for fence in scope.page.fences) > 1:
            raise Wrong("a page has one notation block, and this one has more")
        return Evidence("the notation that equations are read in")


@dataclass(frozen=True)
class ShapeClaim(Claim):
    """The shapes in the symbol table, against the arrays that the page's code has bound by its end."""

    block: Span
    fence: Fence
    notation: Notation
    kind = Kind.SHAPE

    def check(self, scope: Scope) -> Evidence:
        """Compare every declared shape with the array of that name; a size letter is one number on a page."""
        names = [*self.notation.sizes, *(symbol.python for symbol in self.notation.symbols)]
        bound = scope.ask("shapes", names)
        sizes, compared, place = _Sizes(), [], self.fence.start
        for letter, size in self.notation.sizes.items():
            found, declared = bound.get(letter), size.number
            if declared is not None and isinstance(found, int) and found != declared:
                message = f"the symbol table gives {letter} as {declared}, the page binds it to {found}"
                raise Wrong(message, place)
            sizes.known[letter] = found if declared is None else declared
        for symbol in self.notation.symbols:
            shape = bound.get(symbol.python)
            if isinstance(shape, list) and symbol.shape:
                if not sizes.fit(symbol.shape, tuple(shape)):
                    declares = f"the symbol table gives {symbol.latex} the shape {sizes.text(symbol.shape)}"
                    raise Wrong(f"{declares}, the array {symbol.python} has {tuple(shape)}", place)
                compared.append(symbol.python)
        return Evidence(f"the shapes of {', '.join(compared)}" if compared else "")


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
