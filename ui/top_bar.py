"""The bar at the top: menus, pages, undo and redo, find, share."""

from collections.abc import Mapping
from math import floor

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui import theme
from ui.actions import COMMANDS, MENUS, WITHIN, tip
from ui.mark import Mark

_PAGES = ("show_family_page", "show_film_page")
_FITS = (
    (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, True, True),
    (Qt.ToolButtonStyle.ToolButtonTextOnly, True, True),
    (Qt.ToolButtonStyle.ToolButtonIconOnly, True, True),
    (Qt.ToolButtonStyle.ToolButtonIconOnly, False, True),
    (Qt.ToolButtonStyle.ToolButtonIconOnly, False, False),
)
"""From much room to little: how the pages are named, whether the way to the field that finds tags
is there, and whether Share has words."""
_WITH_A_CASE = ("Edit", "Play", "Tag", "Clips", "Share")


class TopBar(QWidget):
    """Made from the window's actions. ``show_page`` says which page is up: ``start``, ``family``
    or ``film``."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(1)  # it makes do with the window's
        self._actions = actions
        self._at_work = False
        self._sharing: int | None = None
        self._share_has_words = True
        self._menus = QMenuBar(self)
        self._menus.setAccessibleName("Menus")
        self._fill_menus()
        self._pages = self._make_pages()
        self._share = self._make_share()
        self._lay_out()
        theme.state.changed.connect(self._dress)
        self._dress()

    def show_page(self, page: str) -> None:
        """Show what belongs to a page, and nothing else."""
        self._at_work = at_work = page != "start"
        for name in _WITH_A_CASE:
            self._menu_actions[name].setVisible(at_work)
        for widget in (self._pages, self._share, *self._tools):
            widget.setVisible(at_work)
        wanted = self._actions["show_family_page" if page == "family" else "show_film_page"]
        wanted.setChecked(at_work)
        self._fit_pages()

    def show_sharing(self, fraction: float | None) -> None:
        """Show how far an export is, from 0 to 1, in the button that began it; None: no more."""
        percent = None if fraction is None else floor(fraction * 100)
        if percent != self._sharing:
            self._sharing = percent
            self._dress_share()
            self._fit_pages()

    def _fill_menus(self) -> None:
        self._menu_actions: dict[str, QAction] = {}
        for title in MENUS:
            menu = self._add_menu(title)
            menu.setToolTipsVisible(True)
            self._menu_actions[title] = menu.menuAction()
            group = None
            for command in COMMANDS:
                if command.menu != title:
                    continue
                if group is not None and command.group != group:
                    menu.addSeparator()
                group = command.group
                menu.addAction(self._actions[command.name])

    def _add_menu(self, title: str) -> QMenu:
        if title not in WITHIN:
            return self._menus.addMenu(title)
        outer = self._menu_actions[WITHIN[title]].menu()
        assert isinstance(outer, QMenu)
        outer.addSeparator()
        return outer.addMenu(title)

    def _make_pages(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("segments")
        frame.setAccessibleName("Pages")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        only_one = QActionGroup(self)
        for name in _PAGES:
            action = self._actions[name]
            action.setCheckable(True)
            only_one.addAction(action)
            button = QToolButton(frame)
            button.setObjectName("segment")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            row.addWidget(button)
        return frame

    def _make_share(self) -> QPushButton:
        button = QPushButton("Share…", self)
        button.setObjectName("main")
        button.setAccessibleName("Share")
        button.setToolTip(tip("Share moments", "Ctrl+E"))
        button.clicked.connect(self._actions["share"].trigger)
        return button

    def _lay_out(self) -> None:
        self._tools = [self._tool(name) for name in ("undo", "redo", "find_tag")]
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(theme.space(2))
        left.addWidget(Mark(20, self))
        left.addWidget(self._menus, 1, Qt.AlignmentFlag.AlignVCenter)
        right.setSpacing(theme.space(1))
        right.addStretch()
        for tool in self._tools:
            right.addWidget(tool)
        right.addSpacing(theme.space(2))
        right.addWidget(self._share)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.space(3), 0, theme.space(2), 0)
        grid.setHorizontalSpacing(theme.space(2))
        grid.addLayout(left, 0, 0)
        grid.addWidget(self._pages, 0, 1)
        grid.addLayout(right, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def _tool(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(self._actions[name].text())
        return button

    def _dress(self) -> None:
        self.setFixedHeight(theme.size("top_bar"))
        self._dress_share()
        self._fit_pages()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit_pages()

    def _fit_pages(self) -> None:
        """Icons and words for the pages and for sharing, or what there is room for beside all
        menus."""
        if not self._at_work:
            return
        *steps, find = self._tools
        menus = self._menus.sizeHint().width()
        least = menus + theme.space(8) + theme.space(3)
        least += sum(tool.sizeHint().width() + theme.space(1) for tool in steps)
        find_px = find.sizeHint().width() + theme.space(1)
        for style, with_find, with_words in _FITS:
            for page in self._pages.findChildren(QToolButton):
                page.setToolButtonStyle(style)
            find.setVisible(with_find)
            self._name_share(with_words)
            others_px = self._pages.sizeHint().width() + self._share.sizeHint().width()
            room = self.width() - least - others_px - find_px * with_find
            if room >= 0:
                break
        self._menus.setMinimumWidth(max(menus + min(room, 0), 1))

    def _dress_share(self) -> None:
        if self._sharing is None:
            self._share.setIcon(theme.icon("export", "on_accent"))
        else:
            self._share.setIcon(_ring(self._sharing / 100))
        self._name_share(self._share_has_words)

    def _name_share(self, with_words: bool) -> None:
        self._share_has_words = with_words
        words = "Share…" if self._sharing is None else f"Sharing {self._sharing}%"
        self._share.setText(words if with_words else "")


def _ring(fraction: float) -> QIcon:
    """A ring that fills, in the colour of the button's words."""
    side, width = 2 * theme.size("icon"), 5
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = pixmap.rect().adjusted(width, width, -width, -width)
    ink = theme.colour("on_accent")
    painter.setPen(QPen(theme.faded(ink, 0.3), width))
    painter.drawEllipse(room)
    painter.setPen(QPen(ink, width))
    painter.drawArc(room, 90 * 16, -round(fraction * 360 * 16))
    painter.end()
    return QIcon(pixmap)
