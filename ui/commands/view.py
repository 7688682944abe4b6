"""Commands that change what is seen, and nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import settings, theme
from ui.dressing import redress
from ui.film_page import FilmPage
from ui.picture_alone import PictureAlone
from ui.second_screen import SecondScreen

_TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class ViewCommands:
    """How the window shows things."""

    def __init__(
        self, window: QWidget, film_page: FilmPage, alone: PictureAlone, second: SecondScreen
    ) -> None:
        self._window, self._film_page = window, film_page
        self._alone, self._second = alone, second

    def zoom_in(self) -> None:
        """Look closer at the timeline."""
        self._film_page.timeline.zoom_in()

    def zoom_out(self) -> None:
        """See more of the timeline."""
        self._film_page.timeline.zoom_out()

    def zoom_fit(self) -> None:
        """See the whole film on the timeline."""
        self._film_page.timeline.zoom_fit()

    def toggle_tray(self) -> None:
        """Show or hide the tray."""
        self._film_page.toggle_tray()

    def toggle_inspector(self) -> None:
        """Show or hide codes and tags."""
        self._film_page.toggle_inspector()

    def toggle_theme(self) -> None:
        """Light instead of dark, or dark instead of light."""
        choice: theme.Scheme = "light" if theme.scheme() == "dark" else "dark"
        settings.choose_theme(choice)
        redress(choice)

    def larger_text(self) -> None:
        """Show text one size larger."""
        self._scale_text(1)

    def smaller_text(self) -> None:
        """Show text one size smaller."""
        self._scale_text(-1)

    def full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._alone.on:
            self._alone.leave()
        else:
            self._window.setWindowState(
                self._window.windowState() ^ Qt.WindowState.WindowFullScreen
            )

    def picture_alone(self) -> None:
        """Fill the screen with the picture alone, or no longer."""
        if self._alone.on:
            self._alone.leave()
        else:
            self._alone.enter()

    def second_screen(self) -> None:
        """Show the picture on another screen as well, or no longer."""
        self._second.toggle()

    def _scale_text(self, steps: int) -> None:
        place = _TEXT_SCALES.index(min(_TEXT_SCALES, key=lambda s: abs(s - theme.text_scale())))
        scale = _TEXT_SCALES[min(max(place + steps, 0), len(_TEXT_SCALES) - 1)]
        settings.choose_text_scale(scale)
        redress(theme.scheme(), text_scale=scale)
