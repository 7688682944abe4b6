"""The codes as painted rows in columns: click, or arrow keys and Enter."""

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui import theme
from ui.caps import code_colour, paint_cap, paint_person
from ui.code_layout import Layout, Measure, grouped, lay_out, shortened
from ui.code_model import AnyIndex, CodeModel, Entry
from ui.controls import named

_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BACK = (
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MoveLeft,
    QAbstractItemView.CursorAction.MovePrevious,
)
_WORDS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = Qt.TextElideMode.ElideRight
_USUAL_ROWS, _USUAL_HEADINGS = 11, 3
_LEAST_ROWS = 5


class CodeView(QListView):
    """Paints the codes of a ``CodeModel``: columns to the eye, one list to screen readers. Where
    the height is short, headings and discs go.

    ``pressed_code``  a code was clicked or chosen by its row: its entry, and whether with Shift
    """

    pressed_code = Signal(object, bool)

    def __init__(self, model: CodeModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._codes = model
        self._layout = Layout({}, (), 0)
        self.full = True
        self._hover = self._down = -1
        self.setUniformItemSizes(True)
        self.setModel(model)
        named(self, "Codes", "Tag with a code", "Return")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setMouseTracking(True)
        model.modelReset.connect(self.arrange)
        self.arrange()

    # Layout

    def arrange(self) -> None:
        """Lay the rows out for the room there is."""
        room = self.contentsRect().size()
        self.full = not theme.state.compact and self._fit(room, full_measure())
        measure = full_measure() if self.full else compact_measure()
        # Decided by the room alone: a bar that comes and goes with the viewport's width would
        # have the view laid out without end.
        fits = self._fit(room, measure)
        policy = Qt.ScrollBarPolicy
        wanted = policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        if self.verticalScrollBarPolicy() != wanted:
            self.setVerticalScrollBarPolicy(wanted)
        bar = self.verticalScrollBar()
        width = room.width() if fits else room.width() - bar.sizeHint().width()
        self._layout = self._laid_out(width, measure)
        bar.setRange(0, max(self._layout.height - room.height(), 0))
        bar.setPageStep(room.height())
        bar.setSingleStep(theme.size("row_code_compact"))
        self.updateGeometry()
        self.viewport().update()

    def _fit(self, room: QSize, measure: Measure) -> bool:
        return self._laid_out(room.width(), measure).height <= room.height()

    def _laid_out(self, width: int, measure: Measure) -> Layout:
        groups = grouped([entry.code for entry in self._codes.entries])
        return lay_out(groups, width, _columns(width), measure)

    def updateGeometries(self) -> None:  # noqa: N802 (Qt's name)
        QAbstractItemView.updateGeometries(self)  # a list's own would set the bar's range anew
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.arrange()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        measure = compact_measure() if theme.state.compact else full_measure()
        height = self._laid_out(self.width(), measure).height
        usual = _USUAL_ROWS * measure.row + _USUAL_HEADINGS * (measure.heading + measure.gap)
        return QSize(theme.size("inspector"), height or usual)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, _LEAST_ROWS * compact_measure().row)

    # What an item view must know

    def visualRect(self, index: AnyIndex) -> QRect:  # noqa: N802 (Qt's name)
        rect = self._layout.rows.get(index.row(), QRect())
        return rect.translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 (Qt's name)
        place = point + QPoint(0, self.verticalOffset())
        rows = (row for row, rect in self._layout.rows.items() if rect.contains(place))
        return self._codes.index(next(rows, -1))

    def scrollTo(  # noqa: N802 (Qt's name)
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 1)

    def moveCursor(  # noqa: N802 (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last, row = len(self._codes.entries) - 1, self.currentIndex().row()
        if action is QAbstractItemView.CursorAction.MoveHome:
            row = 0
        elif action is QAbstractItemView.CursorAction.MoveEnd:
            row = last
        else:
            row += -1 if action in _BACK else 1
        return self._codes.index(min(max(row, 0), last))

    def horizontalOffset(self) -> int:  # noqa: N802 (Qt's name)
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 (Qt's name)
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:  # noqa: N802 (Qt's name)
        return False

    def setSelection(self, rect: QRect, command: object) -> None:  # noqa: N802 (Qt's name)
        """Nothing is selected here: a code is pressed."""

    def visualRegionForSelection(self, selection: object) -> QRegion:  # noqa: N802 (Qt's name)
        return QRegion()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """Letters tag; they do not look for rows."""

    # Pressing

    def press_current(self, shifted: bool = False) -> None:
        """Press the code on which the arrow keys stand."""
        index = self.currentIndex()
        if index.isValid():
            self.pressed_code.emit(self._codes.entries[index.row()], shifted)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _PRESS:
            self.press_current(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if event.button() is Qt.MouseButton.LeftButton:
            self._point(self.indexAt(event.position().toPoint()).row(), down=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        row, down = self.indexAt(event.position().toPoint()).row(), self._down
        self._point(row)
        if event.button() is Qt.MouseButton.LeftButton and row == down != -1:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pressed_code.emit(self._codes.entries[row], shifted)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self._point(self.indexAt(event.position().toPoint()).row(), down=self._down != -1)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        self._point(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        self._point(-1)

    def _point(self, row: int, *, down: bool = False) -> None:
        pressed = -1 if not down else row if self._down == -1 else self._down
        if (row, pressed) != (self._hover, self._down):
            self._hover, self._down = row, pressed
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.colour("panel"))
        painter.translate(0, -self.verticalOffset())
        if self.full:
            self._paint_headings(painter)
        for row, rect in self._layout.rows.items():
            self._paint_row(painter, row, rect)
        painter.end()

    def _paint_headings(self, painter: QPainter) -> None:
        font, dot = theme.font("micro"), theme.space(2)
        for group, rect in self._layout.headings:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(code_colour(self._codes.entries[group.places[0]].code))
            middle = rect.center().y() + 1
            painter.drawRoundedRect(rect.left() + theme.space(1), middle - dot // 2, dot, dot, 3, 3)
            words = rect.adjusted(dot + theme.space(2) + 2, 0, 0, 0)
            painter.setFont(font)
            painter.setPen(theme.colour("text_3"))
            heading = QFontMetrics(font).elidedText(group.heading, _RIGHT, words.width())
            painter.drawText(words, _WORDS, heading)

    def _paint_row(self, painter: QPainter, row: int, rect: QRect) -> None:
        entry = self._codes.entries[row]
        self._paint_ground(painter, row, rect, entry)
        middle = rect.top() + rect.height() / 2
        left = paint_cap(painter, rect.left() + theme.space(1), middle, entry.code)
        right = self._paint_end(painter, rect, middle, entry)
        words = QRect(rect)
        words.setLeft(round(left) + theme.space(2))
        words.setRight(right - theme.space(1))
        font = theme.font("body")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(words, _WORDS, self.shown_name(row, words.width()))

    def shown_name(self, row: int, width: int) -> str:
        """The name of a code, shortened where it must be, and not like another one."""
        names = [entry.code.label for entry in self._codes.entries]
        return shortened(names[row], names, QFontMetrics(theme.font("body")), width)

    def _paint_ground(self, painter: QPainter, row: int, rect: QRect, entry: Entry) -> None:
        ground = "accent_soft" if entry.lasting else "hover" if row == self._hover else ""
        if row == self._down == self._hover:
            ground = "selection"  # on "pressed" quiet letters could not be read well
        current = self.hasFocus() and row == self.currentIndex().row()
        ring = QPen(theme.colour("focus"), theme.line("focus"))
        painter.setPen(ring if current else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        if ground or current:
            corner = theme.radius("control")
            painter.drawRoundedRect(rect.adjusted(0, 1, -1, -1), corner, corner)

    def _paint_end(self, painter: QPainter, rect: QRect, middle: float, entry: Entry) -> int:
        """Seconds that count, or whom it is about; returns where they begin."""
        if self.full and not entry.lasting:
            side = theme.size("key_cap") - theme.space(0)
            centre = QPointF(rect.right() - theme.space(1) - side / 2, middle)
            if entry.letter:
                paint_person(painter, centre, entry.letter, "hover", side)
            return round(centre.x() - side / 2)
        font = theme.font("micro")
        text = entry.lasting or entry.letter
        width = QFontMetrics(font).horizontalAdvance(text)
        words = rect.adjusted(0, 0, -theme.space(1), 0)
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if entry.lasting else "text_3"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return words.right() - width


def full_measure() -> Measure:
    """With headings."""
    gap = theme.space(1)
    return Measure(theme.size("row_code"), theme.size("row_code") - theme.space(1) - 2, gap)


def compact_measure() -> Measure:
    """Without headings; groups are told apart by a gap."""
    return Measure(theme.size("row_code_compact"), 0, theme.space(1))


def _columns(width: int) -> int:
    return 2 if width >= 11 * theme.size("row_code_compact") else 1
