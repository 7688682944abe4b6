"""What can go wrong when something leaves the case."""

from vig_tool.errors import VigError


class ConsentMissing(VigError):
    """Somebody who is in the film did not say yes to this purpose."""


class NothingToShare(VigError):
    """The case has no clips yet."""


class FolderInTheWay(VigError):
    """There is something at the target that may not be replaced."""


class FolderThere(FolderInTheWay):
    """The target is an earlier export, perhaps, and nobody said that it may be replaced."""


class ExportFailed(VigError):
    """The disk is full, or the folder may not be written to. Nothing was left half-written."""
