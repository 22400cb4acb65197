"""A file is written whole or not at all, whoever else writes it, and whatever ends the writer."""

import shutil
import tempfile
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Put a file in its place once all of it is written; its folder is made where it is missing.

    A link keeps leading to the file, and who may read and write it stays.

    Raises
    ------
    OSError
        If it cannot be written. What stood there stands there still, and nothing beside it.
    """
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix="new-", delete=False) as new:
        try:
            new.write(content)
            new.flush()
            if file.exists():
                shutil.copymode(file, new.name)
        except OSError:
            Path(new.name).unlink(missing_ok=True)
            raise
    Path(new.name).replace(file)
