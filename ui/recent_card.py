"""A recent case on the start page: its still, its name, when it was open, and how far it is."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ui import theme
from ui.in_words import day
from ui.pieces import paint_still, scaled
from ui.recent_families import Family
from ui.user_words import as_it_is, literal


class RecentCard(QAbstractButton):
    """One card. It is a button: Enter, Space or a click opens the case.

    ``forgotten``  it shall leave the list; the case's file is not touched
    """

    forgotten = Signal(object)

    def __init__(self, path: Path, opened: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self._opened = opened
        self._family = Family(path, "", "")
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(literal(path.stem))
        self._say()

    def show_family(self, family: Family) -> None:
        """Show what was read from the case."""
        self._family = family
        self._picture = None if family.picture is None else QPixmap.fromImage(family.picture)
        self._say()
        self.update()

    @property
    def family(self) -> Family:
        """What is shown."""
        return self._family

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(theme.size("tray"), self.heightForWidth(theme.size("tray")))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        return self._still_height(width) + self._words_height()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        menu = QMenu(self)
        menu.addAction(literal(f"Open {self.path.stem}"), self.click)
        menu.addAction("Take off this list\tDel", lambda: self.forgotten.emit(self.path))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit(self.path)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        outline = QPainterPath()
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline.addRoundedRect(edge, theme.radius("card"), theme.radius("card"))
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), theme.colour(self._surface()))
        still = QRect(0, 0, self.width(), self._still_height(self.width()))
        paint_still(painter, still, self._picture, "film-strip")
        painter.restore()
        painter.setPen(QPen(theme.colour("line"), theme.line("hair")))
        painter.drawPath(outline)
        self._paint_words(painter, still.bottom() + 1)
        painter.end()

    def _paint_words(self, painter: QPainter, top: int) -> None:
        edge, gap = theme.space(4), theme.space(1)
        area = QRect(edge, top + theme.space(3), self.width() - 2 * edge, 0)
        when = day(self._opened, datetime.now().astimezone())
        small = QFontMetrics(theme.font("small"))
        taken = small.horizontalAdvance(when) + theme.space(2)
        area = self._line(painter, area, self.path.stem, "heading", "text", less_px=taken)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text_3"))
        first = QRect(edge, top + theme.space(3), self.width() - 2 * edge, area.top() - top)
        first.setBottom(area.top())
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when)
        area = self._line(painter, area.translated(0, gap), self._family.line, "body", "text_2")
        area.translate(0, gap + theme.space(0))
        colour = "attention" if self._family.trouble else "text_3"
        side = scaled(theme.size("icon_small"))
        if self._family.detail:
            box = QRect(area.left(), area.top() + (small.height() - side) // 2, side, side)
            theme.icon(self._family.icon, colour).paint(painter, box)
        area.setLeft(area.left() + side + theme.space(2))
        self._line(painter, area, self._family.detail, "small", colour)

    def _line(
        self, painter: QPainter, area: QRect, text: str, kind: str, colour: str, less_px: int = 0
    ) -> QRect:
        """One line of text at the top of ``area``; where the next one begins."""
        font = theme.font(kind)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        box = QRect(area.left(), area.top(), area.width() - less_px, metrics.height())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return QRect(area.left(), box.bottom() + 1, area.width(), 0)

    def _surface(self) -> str:
        if self.isDown():
            return "hover"  # on "pressed" its quiet words could not be read well
        return "raised" if self.underMouse() else "panel"

    def _still_height(self, width: int) -> int:
        return round(width * 9 / 16)

    def _words_height(self) -> int:
        lines = sum(QFontMetrics(theme.font(n)).height() for n in ("heading", "body", "small"))
        return lines + 2 * theme.space(3) + 2 * theme.space(1) + 2 * theme.space(0)

    def _say(self) -> None:
        when = day(self._opened, datetime.now().astimezone())
        words = [self.path.stem, f"opened {when}", self._family.line, self._family.detail]
        self.setAccessibleName(", ".join(word for word in words if word))
        tip = [self._family.detail] if self._family.trouble else []
        keys = "Open (Enter) · take off the list (Del)"
        self.setToolTip(as_it_is("\n".join([str(self.path), *tip, keys])))
