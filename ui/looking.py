"""Looking closely at the picture: how near, where, how light, and which way up."""

from PySide6.QtCore import QObject, Signal

from annotations.model import Recording
from media.shown import AS_FILMED, MOST_LIFT, Lift
from media.view import FITTED, Size, View
from ui import settings
from ui.workspace import Workspace

STEP = 2.0 ** (1 / 3)
"""How much closer one step is."""

_NUDGE = 0.1
"""How far one key moves the picture, of what is seen."""


class Looking(QObject):
    """How the picture on the stage is looked at. Zoom belongs to a recording for as long as the
    program runs, light to a recording on this computer, and the way up to the case.

    ``changed``  the view or the light is another one
    """

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._room: Size = (1, 1)
        self._views: dict[str, View] = {}
        self._lifts: dict[str, Lift] = {}
        self._seen: tuple[str, int] | None = None
        workspace.recording_changed.connect(self._tell)
        workspace.projector.film_changed.connect(self._follow_film)

    # How it is

    @property
    def view(self) -> View:
        """Which part of the picture is seen."""
        return self._views.get(self._key, FITTED)

    @property
    def lift(self) -> Lift:
        """How light the picture is shown."""
        recording = self._workspace.recording
        if recording is None:
            return AS_FILMED
        if recording.id not in self._lifts:
            self._lifts[recording.id] = settings.lift(recording.id)
        return self._lifts[recording.id]

    @property
    def movable(self) -> bool:
        """Whether there is more of the picture than is seen."""
        picture = self._picture
        return picture is not None and not self.view.sight(picture, self._room).all_is_seen

    @property
    def zoom_words(self) -> str:
        """How closely the picture is shown, in a word; nothing where all of it fits."""
        zoom = self.view.zoom
        if zoom is None:
            return "1:1"
        return "" if self.view.is_fitted else f"{zoom * 100:.0f} %"

    def set_room(self, width_px: int, height_px: int) -> None:
        """How much room there is on the stage, in the screen's own pixels."""
        self._room = max(width_px, 1), max(height_px, 1)
        self._tell()

    # How near, and where

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Closer by a factor, or farther; what is ``at`` a place of the stage stays there."""
        if (picture := self._picture) is not None:
            self._look(self.view.zoomed(factor, picture, self._room, at))

    def fit(self) -> None:
        """Show all of the picture."""
        self._look(FITTED)

    def look_pixel_for_pixel(self) -> None:
        """One pixel of the film on each pixel of the screen."""
        if (picture := self._picture) is not None:
            self._look(self.view.pixel_for_pixel(picture, self._room))

    def move(self, right_px: float, down_px: float) -> None:
        """Draw the picture to the right and down, in the screen's own pixels."""
        if (picture := self._picture) is not None:
            self._look(self.view.moved(right_px, down_px, picture, self._room))

    def see_more(self, right: int, down: int) -> None:
        """See more of what is beyond the edges, by steps."""
        self.move(-right * _NUDGE * self._room[0], -down * _NUDGE * self._room[1])

    # How light

    def set_lift(self, lift: Lift) -> None:
        """Show the recording so light from now on, on this computer."""
        recording = self._workspace.recording
        if recording is None or lift == self.lift:
            return
        self._lifts[recording.id] = lift
        settings.remember_lift(recording.id, lift)
        self._tell()

    def brighten(self, steps: int) -> None:
        """Show it lighter, or darker."""
        self.set_lift(Lift(_within(self.lift.brightness + steps), self.lift.contrast))

    def harden(self, steps: int) -> None:
        """Show it with more contrast, or less."""
        self.set_lift(Lift(self.lift.brightness, _within(self.lift.contrast + steps)))

    # Which way up

    def turn(self, quarters: int) -> None:
        """Turn the recording's pictures clockwise, as one step of work on the case."""
        recording = self._workspace.recording
        if recording is not None:
            way = "right" if quarters > 0 else "left"
            self._workspace.edit(
                f"Turn {recording.name} to the {way}",
                lambda edit: edit.turn_recording(recording.id, quarters),
            )

    # What happens within

    @property
    def _key(self) -> str:
        recording: Recording | None = self._workspace.recording
        return "" if recording is None else recording.id

    @property
    def _picture(self) -> Size | None:
        film = self._workspace.projector.film
        return None if film is None else (film.width, film.height)

    def _look(self, view: View) -> None:
        if self._picture is not None and view != self.view:
            self._views[self._key] = view
            self._tell()

    def _follow_film(self) -> None:
        """A picture that was turned is looked at as a whole again."""
        film = self._workspace.projector.film
        if film is None:
            return
        seen = self._key, film.track.turn
        if self._seen is not None and self._seen[0] == seen[0] and self._seen != seen:
            self._views.pop(self._key, None)
        self._seen = seen
        self._tell()

    def _tell(self) -> None:
        self._workspace.projector.pictures.set_look(self.view, self.lift)
        self.changed.emit()


def _within(steps: int) -> int:
    return min(max(steps, -MOST_LIFT), MOST_LIFT)
