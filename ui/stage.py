"""The stage: the picture, as large as possible, and what is said on it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from media.view import FITTED, Sight, View
from ui import theme
from ui.dropped import files_in
from ui.seen import Seen, seen_in
from ui.stage_hands import StageHands
from ui.stage_label import StageLabel, Word
from ui.stage_signs import StageSigns
from ui.toast import Toast

_LEAST_SIZE = QSize(320, 180)
_MOST_RUNNING = 3
_SENTENCE_SHARE = 0.7


class Stage(QWidget):
    """Shows one picture on near-black, pixel for pixel on any screen, with labels on it. What
    ``hands`` do on it and what ``signs`` are asked for is for others to follow.

    ``resized_px``  its width and height in the screen's own pixels are others now
    ``dropped``     files were dropped on it (a list of paths)
    ``undo_asked``  the last step is to be taken back
    """

    resized_px = Signal(int, int)
    dropped = Signal(list)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_SIZE)
        self.picture: QImage | None = None
        self._view = FITTED
        self._sentence = ""
        self._waiting = ""
        self._running: tuple[StageLabel, ...] = ()
        self._receiving = False
        self._size_px = (0, 0)
        self.hands = StageHands(self)
        self.signs = StageSigns(self)
        self.toast = Toast(self)
        self.toast.undo_asked.connect(self.undo_asked)
        theme.state.changed.connect(self.update)

    def show_picture(self, picture: QImage) -> None:
        """Show this picture from now on."""
        self.picture = picture
        if self._sentence:
            self._sentence = ""
            self.setAccessibleDescription("")
        self.update()

    def set_view(self, view: View, zoom: str, lift: str, *, movable: bool) -> None:
        """How the picture is looked at from now on, what the signs say of it, and whether there is
        more of it to be drawn in."""
        self._view = view
        self.signs.show_words(zoom, lift)
        self.hands.set_movable(movable)
        self.update()

    def set_unreadable(self, sentence: str) -> None:
        """Say in the place of a picture why there is none; nothing takes the sentence away."""
        if sentence:
            self.picture = None
        if sentence and sentence != self._sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        self._sentence = sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def clear(self) -> None:
        """Show nothing at all."""
        self.picture = None
        self.set_unreadable("")

    def set_waiting(self, text: str) -> None:
        """Say that something is being got ready; nothing takes it away."""
        self._waiting = text
        self.update()

    def set_running(self, running: Sequence[tuple[str, str, str, str]]) -> None:
        """What is being tagged just now: each code's label, whose it is, for how long, its key.
        Of many the last begun are shown: the picture matters more."""
        shown = [_running_label(*one) for one in running[-_MOST_RUNNING:]]
        if others := len(running) - len(shown):
            shown.append(StageLabel((Word(f"and {others} more", colour="text_2"),), dot="accent"))
        labels = tuple(shown)
        if labels != self._running:
            self._running = labels
            self.update()

    def say(self, sentence: str, undo: bool = False) -> None:
        """Say something in passing; with ``undo``, offer to take the last step back."""
        self.toast.say(sentence, undo)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return _LEAST_SIZE * 2

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("stage"))
        if self.picture is not None:
            self._paint_picture(painter, self.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._sentence:
            self._paint_sentence(painter, self._sentence, "text")
        elif self._waiting and self.picture is None:
            self._paint_sentence(painter, self._waiting, "text_2")
        self._paint_labels(painter)
        if self._receiving:
            width = theme.line("focus")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent", "dark"), width))
            painter.drawRect(self.rect().toRectF().adjusted(width, width, -width, -width))
        painter.end()

    def _paint_picture(self, painter: QPainter, picture: QImage) -> None:
        """Pixel for pixel where it was drawn for just this view and room; else scaled, until the
        one comes that was."""
        ratio = self.devicePixelRatioF()
        seen = seen_in(picture)
        sight = self._view.sight(seen.of, self._room_px())
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        if _is_drawn_for(picture, seen, sight):
            painter.drawImage(*sight.place, picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipRect(*sight.place, *sight.size)
            painter.drawImage(_place_of(seen, sight), picture)
        painter.restore()

    def _paint_sentence(self, painter: QPainter, sentence: str, colour: str) -> None:
        painter.setFont(theme.font("heading"))
        painter.setPen(theme.colour(colour, "dark"))
        width = self.width() * _SENTENCE_SHARE
        place = QRectF((self.width() - width) / 2, 0, width, self.height())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place, int(flags), sentence)

    def _paint_labels(self, painter: QPainter) -> None:
        edge, gap = theme.space(3), theme.space(2)
        room, taken, below = self.width() - 2 * edge, 0.0, float(edge)
        for label in self._running:
            plate = label.paint(painter, QPointF(edge, below), room, right=False)
            taken, below = max(taken, plate.right()), plate.bottom() + gap
        if self._waiting and self.picture is not None:
            beside = taken < room / 2
            at = QPointF(self.width() - edge, max(edge if beside else below, self._below_signs))
            label = StageLabel((Word(self._waiting, "small", "text_2"),))
            label.paint(painter, at, room - taken if beside else room, right=True)

    @property
    def _below_signs(self) -> int:
        foot = self.signs.foot
        return foot + theme.space(2) if foot else 0

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._tell_size()
        self.toast.settle()
        self.signs.settle()

    def event(self, event: QEvent) -> bool:
        """Also follow the window to a screen with other pixels."""
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._tell_size()
        return super().event(event)

    def _room_px(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)

    def _tell_size(self) -> None:
        size = self._room_px()
        if size != self._size_px:
            self._size_px = size
            self.resized_px.emit(*size)

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._receive(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 (Qt's name)
        self._receive(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        self._receive(False)
        event.acceptProposedAction()
        self.dropped.emit(files_in(event.mimeData()))

    def _receive(self, receiving: bool) -> None:
        self._receiving = receiving
        self.update()


def _is_drawn_for(picture: QImage, seen: Seen, sight: Sight) -> bool:
    """Whether a picture shows just what is to be seen, as large. In a room of half pixels a whole
    one may be one pixel off."""
    if seen.part != sight.part:
        return False
    wide, high = picture.width() - sight.size[0], picture.height() - sight.size[1]
    return abs(wide) <= 1 and abs(high) <= 1


def _place_of(seen: Seen, sight: Sight) -> QRectF:
    """Where a picture that was drawn for another view belongs in this one."""
    width, height = sight.whole
    left, top = sight.place[0] - sight.left, sight.place[1] - sight.top
    return QRectF(
        left + seen.part.left * width,
        top + seen.part.top * height,
        seen.part.width * width,
        seen.part.height * height,
    )


def _running_label(label: str, person: str, seconds_text: str, key: str) -> StageLabel:
    words = (
        Word(label, "strong"),
        Word(f"{person} · {seconds_text}"),
        Word(f"{key} ends it, Esc cancels", colour="text_2"),
    )
    return StageLabel(words, dot="accent")
