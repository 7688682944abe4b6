"""How a clip looks in the tray: its still with number and length, and its title."""

from enum import Enum, auto

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotations.model import Clip
from ui import theme
from ui.choosing import LONG_US
from ui.pieces import paint_still, scaled
from ui.times import seconds
from ui.tray_model import CLIP_ROLE, STILL_ROLE

Index = QModelIndex | QPersistentModelIndex

_BADGE_ALPHA = 0.85
_NUMBER_HEIGHT = 36


_STILL_SHARE = 0.44


class Shape(Enum):
    """What is shown of a clip."""

    NUMBER = auto()
    """Only its number, for a tray that is folded."""
    ROW = auto()
    """The still with the title beside it, for a tray that is low."""
    CARD = auto()
    """The still with the words below it."""


class TrayCard(QStyledItemDelegate):
    """Paints one clip in a shape."""

    shape = Shape.CARD

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(_width(option.widget), self.height_px(option, self.shape))

    def height_px(self, option: QStyleOptionViewItem, shape: Shape) -> int:
        """How high a clip is in a shape."""
        if shape is Shape.NUMBER:
            return scaled(_NUMBER_HEIGHT)
        still = _still_rect(QRect(0, 0, _width(option.widget), 0), shape)
        below = _words_px() if shape is Shape.CARD else theme.space(2)
        return still.bottom() + 1 + below

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        state, rect = option.state, option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        clip: Clip = index.data(CLIP_ROLE)
        if self.shape is Shape.NUMBER:
            _paint_number_only(painter, rect, index.row() + 1, selected)
        else:
            still = _still_rect(rect, self.shape)
            _paint_picture(painter, still, index.data(STILL_ROLE), selected, hovered)
            inset = theme.space(1)
            _paint_badge(painter, still.adjusted(inset, inset, -inset, -inset), index.row(), clip)
            if self.shape is Shape.CARD:
                below = QRect(still.left(), still.bottom() + 1, still.width(), 0)
                _paint_words(painter, below, clip)
            else:
                left, right = still.right() + theme.space(3), rect.right() - theme.space(2)
                beside = QRect(left, still.top(), right - left, still.height())
                _paint_title_beside(painter, beside, clip)
        painter.restore()


def _width(view: QWidget | None) -> int:
    return view.viewport().width() if isinstance(view, QListView) else theme.size("tray")


def _still_rect(rect: QRect, shape: Shape) -> QRect:
    side = theme.space(3)
    width = rect.width() - 2 * side
    if shape is Shape.ROW:
        width = round(width * _STILL_SHARE)
    return QRect(rect.left() + side, rect.top() + theme.space(1), width, round(width * 9 / 16))


def _words_px() -> int:
    lines = QFontMetrics(theme.font("strong")).height()
    if not theme.state.compact:
        lines += QFontMetrics(theme.font("small")).height()
    return theme.space(1) + lines + theme.space(2)


def _paint_picture(
    painter: QPainter, rect: QRect, picture: QImage | None, selected: bool, hovered: bool
) -> None:
    corner = theme.radius("control")
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(rect), corner, corner)
    painter.save()
    painter.setClipPath(outline)
    paint_still(painter, rect, picture, "image")
    painter.restore()
    if selected or hovered:
        width = theme.line("focus")
        out = theme.line("focus_gap") + width / 2
        painter.setPen(QPen(theme.colour("text" if selected else "line"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            QRectF(rect).adjusted(-out, -out, out, out), corner + out, corner + out
        )


def _paint_badge(painter: QPainter, rect: QRect, row: int, clip: Clip) -> None:
    """The number in one corner, the length in the other."""
    length_us = clip.end_us - clip.start_us
    ink = "attention" if length_us > LONG_US else "text"
    _paint_label(painter, rect, str(row + 1), Qt.AlignmentFlag.AlignLeft, "text")
    _paint_label(painter, rect, seconds(length_us), Qt.AlignmentFlag.AlignRight, ink)


def _paint_label(
    painter: QPainter, within: QRect, words: str, side: Qt.AlignmentFlag, ink: str
) -> None:
    painter.setFont(theme.font("micro"))
    metrics = painter.fontMetrics()
    high = metrics.height() + theme.space(1)
    wide = max(metrics.horizontalAdvance(words) + 2 * theme.space(1) + theme.space(0), high)
    right = side == Qt.AlignmentFlag.AlignRight
    label = QRectF(
        within.right() + 1 - wide if right else within.left(),
        within.bottom() + 1 - high if right else within.top(),
        wide,
        high,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    # Labels on pictures are the same in both themes, like the stage.
    painter.setBrush(theme.faded(theme.colour("stage", "dark"), _BADGE_ALPHA))
    painter.drawRoundedRect(label, theme.radius("tag"), theme.radius("tag"))
    painter.setPen(theme.colour(ink, "dark"))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)


def _paint_words(painter: QPainter, rect: QRect, clip: Clip) -> None:
    title_font = theme.font("strong")
    grip = scaled(theme.size("icon_small"))
    metrics = QFontMetrics(title_font)
    top = rect.top() + theme.space(1)
    line = QRect(rect.left(), top, rect.width() - grip - theme.space(1), metrics.height())
    _take_title_pen(painter, clip)
    title = metrics.elidedText(_title(clip), Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
    dots = QRect(rect.right() + 1 - grip, top + (metrics.height() - grip) // 2, grip, grip)
    theme.icon("dots-six-vertical", "text_3").paint(painter, dots)
    if theme.state.compact:
        return
    small = QFontMetrics(theme.font("small"))
    below = QRect(rect.left(), line.bottom() + 1, rect.width(), small.height())
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text_3"))
    words = (clip.reason or clip.caption).partition("\n")[0] or "Why this moment?"
    words = small.elidedText(words, Qt.TextElideMode.ElideRight, below.width())
    painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)


def _paint_title_beside(painter: QPainter, rect: QRect, clip: Clip) -> None:
    """The title in as many lines as there is room for; the last is shortened."""
    metrics = QFontMetrics(theme.font("strong"))
    lines = _broken(_title(clip), metrics, rect.width(), rect.height() // metrics.height())
    _take_title_pen(painter, clip)
    words = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, words, "\n".join(lines))


def _broken(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Words in lines of a width, at most so many."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < most and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


def _title(clip: Clip) -> str:
    return clip.title or "No title yet"


def _take_title_pen(painter: QPainter, clip: Clip) -> None:
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text" if clip.title else "text_3"))


def _paint_number_only(painter: QPainter, rect: QRect, number: int, selected: bool) -> None:
    side = theme.size("key_cap") + theme.space(1)
    cap = QRectF(0, 0, side, side)
    cap.moveCenter(QRectF(rect).center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent" if selected else "raised"))
    painter.drawRoundedRect(cap, theme.radius("tag"), theme.radius("tag"))
    painter.setPen(theme.colour("on_accent" if selected else "text"))
    painter.setFont(theme.font("strong"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(number))


def paint_hint(painter: QPainter, top: int, width: int, words: str) -> int:
    """Paint the dashed card after the last clip, and return how high it is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side, inner = theme.space(3), theme.space(3)
    painter.setFont(theme.font("small"))
    room = QRect(side + inner, 0, width - 2 * (side + inner), 10_000)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    high = painter.fontMetrics().boundingRect(room, int(flags), words).height()
    pen = QPen(theme.colour("line"), theme.line("hair"))
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    card = QRectF(QPointF(side, top), QPointF(width - side, top + high + 2 * theme.space(4)))
    painter.drawRoundedRect(card, theme.radius("control"), theme.radius("control"))
    painter.setPen(theme.colour("text_3"))
    place = QRectF(room.left(), top + theme.space(4), room.width(), high)
    painter.drawText(place, int(flags), words)
    return round(card.height())
