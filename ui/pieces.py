"""Small pieces of which pages and forms are built. They follow the theme by themselves."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme


class Label(QLabel):
    """Plain text in a font of the scale. ``look`` is an object name of the style sheet."""

    def __init__(self, text: str = "", look: str = "", kind: str = "body") -> None:
        super().__init__(text)
        self._kind = kind
        self.setObjectName(look)
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.state.changed.connect(self._dress)
        self._dress()

    def set_look(self, look: str) -> None:
        """Give it another look of the style sheet."""
        if look != self.objectName():
            self.setObjectName(look)
            self.style().unpolish(self)
            self.style().polish(self)

    def _dress(self) -> None:
        self.setFont(theme.font(self._kind))


def wrapped(text: str = "", look: str = "", kind: str = "body") -> Label:
    """A label that goes on in a new line where it must."""
    label = Label(text, look, kind)
    label.setWordWrap(True)
    return label


class Symbol(QWidget):
    """An icon that is no control."""

    def __init__(self, icon: str, colour: str = "text_2", size: str = "icon_small") -> None:
        super().__init__()
        self._icon, self._colour, self._size = icon, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        side = scaled(theme.size(self._size))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        theme.icon(self._icon, self._colour).paint(painter, self.rect())
        painter.end()


class Disc(QWidget):
    """An icon on a soft disc."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        side = theme.space(7) + theme.space(2)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawEllipse(self.rect())
        inner = QRect(0, 0, theme.space(5), theme.space(5))
        inner.moveCenter(self.rect().center())
        theme.icon(self._icon, "accent").paint(painter, inner)
        painter.end()


class Letters(QWidget):
    """First letters of people in discs, each over the one before."""

    def __init__(self, names: list[str], side_px: int) -> None:
        super().__init__()
        self._names, self._side_px = names, side_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_names(self, names: list[str]) -> None:
        """Show other people."""
        self._names = names
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        side = scaled(self._side_px)
        return QSize(side + (side * 3 // 4) * max(len(self._names) - 1, 0), side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = scaled(self._side_px)
        font = theme.font("strong")
        font.setPixelSize(round(side * 0.4))
        painter.setFont(font)
        for place, name in enumerate(self._names):
            disc = QRectF(place * (side * 3 // 4), 0, side, side).adjusted(1, 1, -1, -1)
            painter.setPen(QPen(theme.colour("panel"), theme.line("focus")))
            painter.setBrush(theme.colour("pressed"))
            painter.drawEllipse(disc)
            painter.setPen(theme.colour("text"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter(name))
        painter.end()


class Still(QWidget):
    """A picture that fills its place, cut where it must be; an icon until there is one."""

    def __init__(self, width_px: int, icon: str = "film-strip") -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self._icon = icon
        self.setFixedSize(width_px, round(width_px * 9 / 16))

    @property
    def picture(self) -> QPixmap | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture, or that there is none."""
        self._picture = None if picture is None else QPixmap.fromImage(picture)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        outline = QPainterPath()
        outline.addRoundedRect(
            QRectF(self.rect()), theme.radius("control"), theme.radius("control")
        )
        painter.setClipPath(outline)
        paint_still(painter, self.rect(), self._picture, self._icon)
        painter.end()


def paint_still(
    painter: QPainter, rect: QRect, picture: QImage | QPixmap | None, icon: str
) -> None:
    """Paint a picture over all of ``rect``, or an icon where there is none."""
    if picture is None:
        painter.fillRect(rect, theme.colour("hover"))
        side = QRect(0, 0, theme.space(5), theme.space(5))
        side.moveCenter(rect.center())
        theme.icon(icon, "text_3").paint(painter, side)
        return
    size = rect.size() * painter.device().devicePixelRatioF()
    painter.drawPixmap(rect, _filling(picture, size))


def _filling(picture: QImage | QPixmap, size: QSize) -> QPixmap:
    """A picture as large as ``size``, without what is beyond; made once and kept for a while."""
    key = f"still {picture.cacheKey()} {size.width()}x{size.height()}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    shown = size.scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    # Faces are in the upper part of an upright film.
    top = min((picture.height() - shown.height()) // 2, picture.height() // 5)
    part = picture.copy(QRect(QPoint((picture.width() - shown.width()) // 2, top), shown))
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled_part = part.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    made = scaled_part if isinstance(scaled_part, QPixmap) else QPixmap.fromImage(scaled_part)
    QPixmapCache.insert(key, made)
    return made


class Card(QFrame):
    """A surface with a heading; ``body`` takes what is on it."""

    def __init__(self, heading: str = "", name: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(name or heading)
        self.body = QVBoxLayout(self)
        edge = theme.space(5)
        self.body.setContentsMargins(edge, edge - theme.space(1), edge, edge - theme.space(1))
        self.body.setSpacing(theme.space(3))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.space(2))
        if heading:
            self.head.addWidget(Label(heading, kind="heading"))
            self.head.addStretch()
            self.body.addLayout(self.head)


def row(*widgets: QWidget | None, spacing: int = 2) -> QHBoxLayout:
    """Widgets side by side; None takes the room that is left."""
    made = QHBoxLayout()
    made.setSpacing(theme.space(spacing))
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made


def noted(icon: str, text: Label, colour: str = "text_3") -> QHBoxLayout:
    """A label with an icon before it."""
    made = row(Symbol(icon, colour))
    made.addWidget(text, 1)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


def letter(name: str) -> str:
    """The letter that stands for a person."""
    return name.strip()[:1].upper() or "·"


def head_px() -> int:
    """How high the head of a panel is: it grows by a line of its text, not as a whole."""
    designed: int = theme.tokens()["size"]["top_bar"]
    line: int = theme.tokens()["type"]["heading"]["line"]
    return designed + scaled(line) - line


def scaled(length_px: int) -> int:
    """A length that grows with the text."""
    return round(length_px * theme.text_scale())
