"""Words of the user's, where Qt would take some of them for markup or keys."""

from html import escape

from PySide6.QtGui import Qt


def as_it_is(text: str) -> str:
    """A tooltip that shows these very words, even where Qt would take them for markup."""
    if not Qt.mightBeRichText(text):
        return text
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"


def literal(text: str) -> str:
    """The text of a button or a menu that shows these very words: a single & is a key there."""
    return text.replace("&", "&&")
