"""A fence that names a file shows a whole program, run as it runs for whoever downloads it: by itself.

The program has names of its own, and an empty folder that holds the files it needs and nothing else.
What it prints is compared like the output of any example. Afterwards the page's claims, which stand in
braces, find what the program has bound as attributes of the name `program`.
"""

from dataclasses import dataclass

from proofread.claims.claim import Scope
from proofread.claims.code import PlainExample
from proofread.config import Config
from proofread.pages.blocks import Program
from proofread.pages.findings import Wrong
from proofread.pages.markdown import read_text


def read_program(fence: Program, config: Config) -> str:
    """Return the text of the program that a fence shows, or raise `OSError`."""
    return read_text(config.root / config.docs / fence.path)


@dataclass(frozen=True)
class ProgramClaim(PlainExample):
    """A fence that shows a whole program, and the output fence below it."""

    block: Program

    def printed(self, scope: Scope) -> str:
        """Run the program by itself, and return what it prints."""
        name, config = self.block.path, scope.config
        if self.block.body.strip():
            raise Wrong(f"the fence shows {name}, so it must hold no copy of it")
        if hidden := [file for file in self.block.needs if file not in config.downloads]:
            raise Wrong(f"readers cannot get {hidden[0]}: list it under downloads")
        try:
            code = read_program(self.block, config)
        except OSError as error:
            raise Wrong(f"{name} cannot be read: {error.strerror}") from None
        try:
            return str(
                scope.ask("program", name, code, [str(config.root / file) for file in self.block.needs])
            )
        except Wrong as error:
            raise Wrong(f"{name}: {error}") from None
