"""Putting the theme on the whole program, in one of its looks."""

from PySide6.QtWidgets import QApplication

from ui import settings, theme


def redress(
    scheme: theme.Scheme, *, text_scale: float | None = None, compact: bool | None = None
) -> None:
    """Dress the program anew; what is not said stays as it is."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, scheme, text_scale=text_scale, compact=compact)


def follow_system() -> None:
    """Take the system's light or dark, unless one was chosen here."""
    if settings.theme_choice() == "system":
        redress(theme.system_scheme())
