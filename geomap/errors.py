"""Every error that geomap raises on purpose, as one tree.

::

    GeomapError
    ├── SourceError(ValueError)          a document or folder cannot be read
    │   └── NothingToBuildError          not one document of the source could be read
    ├── StoryError(ValueError)           a story.json does not follow the contract
    ├── CorrectionsError(ValueError)     a file of corrections does not follow its form
    ├── OptionError(ValueError)          an option has a value that it cannot have
    ├── OutputError(OSError)             an output cannot be written
    │   └── OutputExistsError            it exists, and nobody said to overwrite it
    ├── GazetteerError(RuntimeError)     the gazetteer is missing, damaged or of another version
    ├── AssetError(RuntimeError)         a file that the build should have made is missing
    └── MissingExtraError(ImportError)   a package that is no dependency is asked for and not installed

Each says what is wrong, with which file, and what to do about it. Each is also the builtin that a
caller who does not know geomap would catch.
"""

from __future__ import annotations


class GeomapError(Exception):
    """The root: catch this to catch all that geomap raises on purpose."""


class _FileError(GeomapError):
    """Something is wrong with a file.

    Attributes
    ----------
    path
        The file or folder as the caller named it.
    why
        What is wrong and what to do, without the path.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class SourceError(_FileError, ValueError):
    """A document or folder cannot be read; carries ``path`` and ``why``."""


class NothingToBuildError(SourceError):
    """Not one document of the source could be read."""


class StoryError(GeomapError, ValueError):
    """A story does not follow the contract of story.json."""


class CorrectionsError(_FileError, ValueError):
    """A file of corrections does not follow its form, or cannot be read; carries ``path`` and ``why``."""


class OptionError(GeomapError, ValueError):
    """An option has a value that it cannot have."""


class OutputError(_FileError, OSError):
    """An output cannot be written; carries ``path`` and ``why``."""


class OutputExistsError(OutputError):
    """The output exists, and nobody said to overwrite it."""


class GazetteerError(GeomapError, RuntimeError):
    """The gazetteer is missing, damaged or of another version."""


class AssetError(GeomapError, RuntimeError):
    """A file that the build should have made is missing."""


def installing(extra: str) -> str:
    """Say how an extra is installed: from the clone, since the package of our name on PyPI is another's."""
    return f"pip install '.[{extra}]' in the clone of geomap"


class MissingExtraError(GeomapError, ImportError):
    """A package that geomap can do without is asked for, and not installed.

    Attributes
    ----------
    extra
        The extra of geomap that brings it.
    """

    def __init__(self, what: str, *, extra: str, module: str) -> None:
        super().__init__(f"{what} needs {module}, which is not installed: {installing(extra)}", name=module)
        self.extra = extra
