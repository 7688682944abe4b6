"""The picture in the parent's window: very large, with round corners."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from ui import theme


class Picture(QWidget):
    """Shows a picture as large as it fits, or a sentence in its place.

    ``resized_px``  its width and height in the screen's own pixels
    """

    resized_px = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.sentence = ""
        self._drawn = QImage()

    def show_image(self, image: QImage) -> None:
        """Show a picture from now on."""
        self.image, self.sentence, self._drawn = image, "", QImage()
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Show words where there is no picture."""
        self.image, self.sentence, self._drawn = QImage(), sentence, QImage()
        self.update()

    def room(self) -> QRectF:
        """Where the picture is, in the widget's own coordinates."""
        fitted = self._fitted_px().toSizeF() / self.devicePixelRatioF()
        left, top = (self.width() - fitted.width()) / 2, (self.height() - fitted.height()) / 2
        return QRectF(QPointF(left, top), fitted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._drawn = QImage()
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        self.resized_px.emit(max(width, 1), max(height, 1))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.sentence:
            self._draw_sentence(painter)
        elif not self.image.isNull() and not self._fitted_px().isEmpty():
            self._draw_picture(painter)
        painter.end()

    def _draw_sentence(self, painter: QPainter) -> None:
        painter.setPen(theme.parent_colour("text_2"))
        painter.setFont(theme.font("parent_caption"))
        centred = QTextOption(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRectF(self.rect()), self.sentence, centred)

    def _draw_picture(self, painter: QPainter) -> None:
        # A brush, not a clip: the round corners are then smooth.
        room, drawn = self.room(), self._at_its_size()
        brush = QBrush(drawn)
        across, down = room.width() / drawn.width(), room.height() / drawn.height()
        brush.setTransform(QTransform.fromTranslate(room.left(), room.top()).scale(across, down))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        corner = theme.radius("parent_picture")
        painter.drawRoundedRect(room, corner, corner)

    def _fitted_px(self) -> QSize:
        """How large the picture fits, in the screen's own pixels."""
        whole = QSize(self.width(), self.height()) * self.devicePixelRatioF()
        return self.image.size().scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)

    def _at_its_size(self) -> QImage:
        """The picture in the size it is drawn: made once, where it comes in another."""
        if self._drawn.isNull():
            wanted = self._fitted_px()
            self._drawn = self.image
            if not _near(self.image.size(), wanted):
                self._drawn = self.image.scaled(
                    wanted,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
        return self._drawn


def _near(one: QSize, other: QSize) -> bool:
    return abs(one.width() - other.width()) <= 2 and abs(one.height() - other.height()) <= 2
