"""The film itself on the timeline: its strip of small pictures and its sound, made in the
background while nothing plays, and kept in memory."""

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter

from media.film import Film
from media.thumbnails import shown_key_frames
from media.wave import Wave, WavePart
from ui import theme
from ui.reading import Reading
from ui.timeline.axis import Axis
from ui.timeline.layout import Band, Bands
from ui.timeline.strip import Cells, Numbers, SmallPictures, cells, draw_strip, picture_size
from ui.timeline.wave import draw_wave, loudest
from ui.timeline.wishes import Made, Order, Unheard, Wishes, make
from ui.workspace import Workspace

_REST_MS = 250
"""So long nothing else must have been asked of the film before work on this begins."""
_REPAINT_MS = 100


class Footage:
    """What there is of one film: ``pictures`` of ``size_px``, ``wave``; what is in sight (``cells``
    of the strip), and what is wished for."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self.keys = shown_key_frames(film.index)
        self.size_px = (0, 0)
        self.pictures = SmallPictures()
        self.cells: Cells | None = None
        self.whole: Cells | None = None
        self.wave: Wave | None = None
        self.loudest = 1.0
        self.heard_from_us = 0.0
        self.wishes = Wishes()

    def look(self, axis: Axis, band: Band, ratio: float) -> None:
        """Lay out what is in sight, and the whole film. Pictures of another size are let go."""
        self.heard_from_us = axis.start_us
        self.cells = self.whole = None
        if not band.height_px:
            return
        size_px = picture_size(band, self.film.width, self.film.height, ratio)
        if size_px != self.size_px:
            self.size_px, self.pictures = size_px, SmallPictures()
        wide_px = size_px[0] / ratio
        self.cells = cells(axis, self.film.index, self.keys, wide_px)
        self.whole = cells(axis.fitted(), self.film.index, self.keys, wide_px)

    def wish(self, sound: bool) -> bool:
        """Wish for what is missing, of what is in sight first. Whether anything is; ``sound``:
        whether the film has any."""
        keys: list[int] = []
        frames: list[int] = []
        if self.cells is not None and self.whole is not None:
            seen, whole = self.cells, self.whole
            missing = self.pictures.missing(seen)
            keys = _coarse_first(seen.wanted[missing & seen.key])
            frames = seen.wanted[missing & ~seen.key].tolist()
            keys += whole.wanted[self.pictures.missing(whole) & whole.key].tolist()
        self.wishes.renew(keys, frames, self.heard_from_us)
        return bool(keys or frames) or (sound and self.lacks_sound)

    @property
    def lacks_sound(self) -> bool:
        """Whether the sound is not all known yet."""
        return self.wave is None or not self.wave.complete

    def keep(self, thing: object) -> None:
        """Keep what was made."""
        if isinstance(thing, Made):
            self.pictures.keep(thing.number, thing.picture)
        elif isinstance(thing, Wave):
            self.wave = thing
        elif isinstance(thing, WavePart) and self.wave is not None:
            self.wave.take(thing)


class Backdrop(QObject):
    """Strip and sound of the film on the stage. ``want`` what is in sight, then ``paint`` it.

    ``changed``  more of it is there: paint it again
    ``folded``   ``has_film`` or ``has_sound`` is another one
    """

    changed = Signal()
    folded = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._projector = workspace, workspace.projector
        self.footage: Footage | None = None
        self.has_film = self.has_sound = False
        self._fruitful = False
        self._reading = Reading(self)
        self._reading.read.connect(self._keep)
        self._reading.done.connect(self._go_on)
        self._rest = _timer(self, _REST_MS)
        self._rest.timeout.connect(self._start)
        self._repaint = _timer(self, _REPAINT_MS)
        self._repaint.timeout.connect(self._tell)
        self._listen()

    def _listen(self) -> None:
        self._workspace.case_changed.connect(self._follow_film)
        self._workspace.recording_changed.connect(self._follow_film)
        projector = self._projector
        projector.film_changed.connect(self._follow_film)
        projector.troubled.connect(self._fold)
        projector.playing_changed.connect(self._make_way)
        projector.moved.connect(self._make_way)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.shut_down)

    @property
    def busy(self) -> bool:
        """Whether something is being made, or will be in a moment."""
        return self._reading.busy or self._rest.isActive() or self._repaint.isActive()

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self._rest.stop()
        self._reading.shut_down()

    # What is in sight

    def want(self, axis: Axis, bands: Bands, ratio: float) -> None:
        """Have what is in sight made, on a screen with ``ratio`` pixels to each of ours."""
        footage = self.footage
        if footage is None:
            return
        before = footage.size_px
        footage.look(axis, bands.film, ratio)
        if footage.size_px != before:
            self._reading.stop()
        lacks = footage.wish(self.has_sound)
        if lacks and not self._reading.busy and not self._projector.playing:
            self._rest.start()

    def paint(self, painter: QPainter, axis: Axis, bands: Bands) -> None:
        """Paint strip and sound on their bands, as far as they are there."""
        painter.save()
        for band in (bands.film, bands.sound):
            _clear(painter, axis, band)
        footage = self.footage
        if footage is not None and bands.film.height_px and footage.cells is not None:
            painter.setClipRect(axis.left_px, 0, axis.width_px, round(bands.film.bottom_px))
            draw_strip(painter, axis, bands.film, footage.cells, footage.pictures)
        if footage is not None and bands.sound.height_px and footage.wave is not None:
            painter.setClipping(False)
            draw_wave(painter, axis, bands.sound, footage.wave, footage.loudest)
        painter.restore()

    # What happens elsewhere

    def _follow_film(self) -> None:
        film = self._projector.film
        if film is None or not self._projector.complete:
            self.footage = None
        elif self.footage is None or self.footage.film is not film:
            self.footage = _begun(film, self.footage)
        if film is not None:
            self._show(True, film.has_sound)
        elif self._workspace.recording is None or self._workspace.finding:
            self._fold()
        self._make_way()

    def _fold(self) -> None:
        self._show(False, False)

    def _show(self, film: bool, sound: bool) -> None:
        if (film, sound) != (self.has_film, self.has_sound):
            self.has_film, self.has_sound = film, sound
            self.folded.emit()

    def _make_way(self) -> None:
        """Somebody plays, steps or changes the film: that comes first."""
        self._reading.stop()
        if self.footage is None or self._projector.playing:
            self._rest.stop()
        else:
            self._rest.start()

    # What is made

    def _start(self) -> None:
        footage = self.footage
        if footage is None or self._reading.busy or not footage.wish(self.has_sound):
            return
        begun = None if footage.wave is None else footage.wave.copy()
        hears = self.has_sound and footage.lacks_sound
        order = Order(footage.film, footage.size_px[1], hears, begun)
        self._fruitful = False
        self._reading.start(lambda progress: make(order, footage.wishes, progress))

    def _keep(self, thing: object) -> None:
        if self.footage is None:
            return
        self._fruitful = True
        self.footage.keep(thing)
        if isinstance(thing, Unheard):
            self._show(self.has_film, False)
        if not self._repaint.isActive():
            self._repaint.start()

    def _go_on(self) -> None:
        """What was wished for since then; not where nothing came of it the last time."""
        if self._fruitful:
            self._rest.start()

    def _tell(self) -> None:
        footage = self.footage
        if footage is not None and footage.wave is not None:
            footage.loudest = loudest(footage.wave)
        self.changed.emit()


def _begun(film: Film, former: Footage | None) -> Footage:
    """Nothing yet, but for the sound of the same film that was only turned."""
    footage = Footage(film)
    if former is not None and former.film.index is film.index:
        footage.wave, footage.loudest = former.wave, former.loudest
    return footage


def _clear(painter: QPainter, axis: Axis, band: Band) -> None:
    if band.height_px:
        line_px = theme.line("hair")
        painter.fillRect(
            QRectF(axis.left_px, band.top_px + line_px, axis.width_px, band.height_px - line_px),
            theme.colour("lane"),
        )


def _coarse_first(numbers: Numbers) -> list[int]:
    """The same in an order that covers all of them evenly from the beginning."""
    count = len(numbers)
    bits = max(count - 1, 0).bit_length()
    order = sorted(range(count), key=lambda place: int(f"{place:0{bits}b}"[::-1], 2))
    return [int(numbers[place]) for place in order]


def _timer(parent: QObject, interval_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    return timer
