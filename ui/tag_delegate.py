"""How a row of the list of tags is painted."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.caps import paint_cap, paint_person
from ui.pieces import scaled
from ui.tag_model import AnyIndex, TagModel
from ui.times import seconds, short_clock

_MARK_PX = 3
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LONGEST = "88.8 s"
_LEAST_LABEL = "looks at"
_SHORTEST = "loo…"


class TagDelegate(QStyledItemDelegate):
    """Time, key cap, label, star, person, length; a bar at the left of the selected row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, theme.size("row_tag"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        assert isinstance(model, TagModel)
        tag, rect = model.tag_at(index), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = _paint_ground(painter, option, rect)
        edge, gap, middle = theme.space(3), theme.space(2), rect.top() + rect.height() / 2
        body = theme.font("body")
        metrics = QFontMetrics(body)
        wide = metrics.horizontalAdvance
        start = short_clock(tag.start_us)
        width = max(wide("88:88.8"), wide(start))
        _write(painter, rect.adjusted(edge, 0, 0, 0), start, body, "text_2")
        left = paint_cap(painter, rect.left() + edge + width + gap, middle, model.code_of(tag))
        right = rect.right() - edge + 1
        side = theme.size("key_cap")
        lasting = "" if tag.end_us is None else seconds(tag.end_us - tag.start_us)
        room = max(wide(_LONGEST), wide(lasting))
        # Where it is narrow the length goes, then the signs, then the person; never the name.
        least = left + gap + wide(_LEAST_LABEL) + side + gap
        if right - room - gap >= least:
            end = QRect(right - room, rect.top(), room, rect.height())
            _write(painter, end, lasting, body, "text_3", Qt.AlignmentFlag.AlignRight)
            right -= room + gap
        if right - side - gap - left - gap >= wide(_SHORTEST):
            centre = QPointF(right - side / 2, middle)
            ground = "pressed" if hovered else "hover"
            paint_person(painter, centre, model.letter_of(tag), ground, side)
            right -= side + gap
        for shown, icon, colour in (
            (tag.star, "star-fill", "accent"),
            (tag.note, "note", "text_3"),
        ):
            if shown and right - scaled(theme.size("icon_small")) - gap >= least - side:
                right -= _paint_icon(painter, icon, colour, right, middle) + theme.space(1)
        words = QRect(round(left) + gap, rect.top(), right - round(left) - gap, rect.height())
        label = metrics.elidedText(
            model.code_of(tag).label, Qt.TextElideMode.ElideRight, words.width()
        )
        _write(painter, words, label, body, "text")
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> bool:
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    if selected:
        painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(rect.adjusted(0, 0, _MARK_PX - rect.width(), 0), theme.colour("accent"))
    elif hovered:
        painter.fillRect(rect, theme.colour("hover"))
    return selected or hovered


def _paint_icon(painter: QPainter, icon: str, colour: str, right: int, middle: float) -> int:
    side = scaled(theme.size("icon_small"))
    place = QRect(right - side, round(middle - side / 2), side, side)
    theme.icon(icon, colour).paint(painter, place)
    return side


def _write(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    along: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    painter.drawText(rect, int(along | _VCENTER | Qt.TextFlag.TextSingleLine), text)
