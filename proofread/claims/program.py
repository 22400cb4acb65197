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

    fence: Program

    def printed(self, scope: Scope) -> str:
        """Run the program by itself, and return what it prints."""
        name, code = self.fence.path, self._code(scope.config)
        files = [str(scope.config.root / file) for file in self.fence.needs]
        try:
            return str(scope.ask("program", name, code, files))
        except Wrong as error:
            raise Wrong(f"{name}: {error}") from None

    def _code(self, config: Config) -> str:
        """Return the program, if the fence shows one that readers can run."""
        name = self.fence.path
        if self.fence.body.strip():
            raise Wrong(f"the fence shows {name}, so it must hold no copy of it")
        if hidden := [file for file in self.fence.needs if file not in config.downloads]:
            raise Wrong(f"readers cannot get {hidden[0]}: list it under downloads")
        try:
            return read_program(self.fence, config)
        except OSError as error:
            raise Wrong(f"{name} cannot be read: {error.strerror}") from None
