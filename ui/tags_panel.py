"""The list of tags: found, filtered, sorted, selected, and edited below."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Tag
from ui import theme
from ui.controls import named
from ui.pieces import Label, head_px, scaled, wrapped
from ui.tag_editor import TagEditor
from ui.tag_menus import FilterMenu, SortMenu
from ui.tag_model import TagModel
from ui.tag_order import Query
from ui.tag_table import TagTable
from ui.tagging import Tagging
from ui.workspace import Workspace

_NONE_YET = "No tags yet. Press a letter when you see something."
_NONE_FOUND = "No tag is like that. Look for less, or show all."
_ROWS_BESIDE_EDITOR = 4
_TYPING_MS = 120


class TagsPanel(QWidget):
    """The tags of the recording on the stage, and the selected one in a form below.
    ``form_alone``: the form has taken the place of the rows, or no more. ``menu_asked``: where a
    menu for what is selected is wanted, on the screen.
    """

    form_alone = Signal(bool)
    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, tagging: Tagging) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Tags")
        self._workspace = workspace
        self._following = False
        self._asked = False
        self.model = TagModel(workspace, self)
        self.table = TagTable(self.model)
        self.editor = TagEditor(workspace, tagging)
        self.field = QLineEdit()
        self.field.setAcceptDrops(False)  # films that are dropped on it are for the window
        self._count = Label("", "faint", "small")
        self._empty = wrapped(_NONE_YET, "faint")
        self._edit, self._funnel, self._sort, self._find = (QToolButton() for _ in range(4))
        self._filter_menu = FilterMenu(workspace, self._funnel)
        self._sort_menu = SortMenu(self._sort)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._name()
        self._connect()
        self._dress()
        self._reread()

    def focus_find(self) -> None:
        """Go to the field that finds tags; the rows are in sight again."""
        self._ask_for_editor(False)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def focus_note(self) -> None:
        """Write the selected tag's note."""
        if self._workspace.tag is None:
            self._workspace.say("Select a tag first, then write its note.")
            return
        self._ask_for_editor(True)
        self.editor.focus_note()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        rows = 3 * theme.size("row_tag_compact")
        below = self.editor.minimumSizeHint().height() if self.is_form_alone else rows
        return QSize(theme.space(8) * 4, head_px() + below)

    @property
    def is_form_alone(self) -> bool:
        """Whether the form has taken the place of the rows."""
        return not self._stack.isVisibleTo(self)

    # Building

    def _lay_out(self) -> None:
        edge, half = theme.space(3), theme.space(2)
        head = QHBoxLayout()
        head.setContentsMargins(edge, 0, half, 0)
        head.setSpacing(theme.space(1))
        head.addWidget(Label("Tags", kind="heading"))
        head.addSpacing(theme.space(1))
        head.addWidget(self._count, 1)
        for button in (self._edit, self._sort, self._funnel, self._find):
            head.addWidget(button)
        self._head = QWidget()
        self._head.setLayout(head)
        find = QHBoxLayout()
        find.setContentsMargins(edge, 0, edge, 0)
        find.addWidget(self.field)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(edge, theme.space(5), edge, theme.space(5))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addLayout(find)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.editor)

    def _name(self) -> None:
        named(self.table, "Tags", "Go to the selected tag", "Return")
        named(self.field, "Find a tag", "Find by label, note or person", "Ctrl+F")
        self.field.setPlaceholderText("Find a tag or a word")
        self.field.setClearButtonEnabled(True)
        self.field.hide()
        named(self._find, "Find a tag", "Find a tag", "Ctrl+F")
        named(self._funnel, "Filter", "Only some tags", "Space")
        named(self._sort, "Sort", "In another order", "Space")
        named(self._edit, "Edit the tag", "Show the selected tag's form", "Ctrl+Return")
        for button in (self._edit, self._funnel, self._sort, self._find):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in (self._edit, self._funnel):
            button.setCheckable(True)
        for button, menu in ((self._funnel, self._filter_menu), (self._sort, self._sort_menu)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        work = self._workspace
        work.case_changed.connect(self._forget)
        work.recording_changed.connect(self._reread)
        work.changed.connect(self._note)
        work.selected.connect(self._follow_selection)
        self.table.chosen.connect(self._select)
        self.table.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(self.table.viewport().mapToGlobal(at))
        )
        self.table.going.connect(work.go_to_tag)
        self.field.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._look)
        self.field.installEventFilter(self)
        self._find.clicked.connect(self.focus_find)
        self._edit.clicked.connect(self._ask_for_editor)
        self._filter_menu.chosen.connect(self._look)
        self._sort_menu.chosen.connect(self._look)
        theme.state.changed.connect(self._dress)

    def _dress(self) -> None:
        side = scaled(theme.size("icon_small"))
        icons = {self._edit: "pencil-simple", self._sort: "sort-ascending",
                 self._find: "magnifying-glass"}  # fmt: skip
        for button, icon in icons.items():
            button.setIcon(theme.icon(icon))
        narrow = self.model.query.narrow
        self._funnel.setIcon(theme.icon("funnel", "accent" if narrow else "text_2"))
        for button in (*icons, self._funnel):
            button.setIconSize(QSize(side, side))
        self._head.setFixedHeight(head_px())
        self.table.fit_rows()
        self._show_editor()

    # Keeping up

    def _note(self, tables: frozenset[str]) -> None:
        if tables & {"code", "codebook", "person", "absence", "recording"}:
            self._reread()
        elif "tag" in tables:
            self._keep_up(self.model.follow)

    def _reread(self) -> None:
        self._keep_up(self.model.reread)

    def _forget(self) -> None:
        """Another case: nothing is looked for any more."""
        self.field.clear()
        self._typing.stop()
        self._filter_menu.clear_choices()
        self._keep_up(lambda: self.model.look_for(Query()))
        self._reread()

    def _look(self) -> None:
        query = replace(
            self._filter_menu.query,
            text=self.field.text(),
            order=self._sort_menu.order,
            falling=self._sort_menu.falling,
        )
        self._keep_up(lambda: self.model.look_for(query))
        self._dress()

    def _keep_up(self, read: Callable[[], None]) -> None:
        self._following = True
        read()
        self._following = False
        self._follow_selection()

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        counted = f"{shown:,} of {total:,}" if shown != total else f"{total:,}"
        chosen = len(self._workspace.selected_ids)
        self._count.setText(f"{chosen:,} selected" if chosen > 1 else counted)
        self._fit_head()
        self._empty.setText(_NONE_FOUND if total else _NONE_YET)
        self._stack.setCurrentWidget(self.table if shown else self._empty)
        narrow = self.model.query.narrow
        self._funnel.setChecked(narrow)

    # Selection

    def _follow_selection(self) -> None:
        tag: Tag | None = self._workspace.tag
        current = QModelIndex() if tag is None else self.model.index_of(tag)
        rows = [self.model.index_of(each).row() for each in self._workspace.selected_tags]
        self._following = True
        self.table.take_selection([row for row in rows if row >= 0], current)
        self._following = False
        self._show_count()
        self._show_editor()

    def _select(self) -> None:
        """The list was clicked, or walked with keys. What is not listed is not selected then."""
        if not self._following:
            rows = self.table.selectionModel().selectedRows()
            current = self.table.currentIndex()
            ids = [self.model.tag_at(index).id for index in rows]
            self._workspace.select_tags(
                ids, self.model.tag_at(current).id if current.isValid() else None
            )

    # The form below

    def close_form(self) -> None:
        """Let the rows come back where the form has taken their place."""
        self._ask_for_editor(False)

    def _ask_for_editor(self, wanted: bool) -> None:
        self._asked = wanted
        self._show_editor()

    def _show_editor(self) -> None:
        """The form is there where it leaves room for rows; where it was asked for and there is
        none, it takes their place."""
        selected = self._workspace.tag is not None
        self._asked = self._asked and selected
        rows = _ROWS_BESIDE_EDITOR * theme.size("row_tag_compact")
        roomy = self.height() >= head_px() + rows + self.editor.sizeHint().height()
        self._edit.setVisible(selected and not roomy)
        self._edit.setChecked(self._asked)
        shown = selected and (roomy or self._asked)
        focus = QApplication.focusWidget()
        leaves = not shown and focus is not None and self.editor.isAncestorOf(focus)
        alone = shown and not roomy
        if self.is_form_alone != alone:
            self._stack.setHidden(alone)
            self.updateGeometry()
            self.form_alone.emit(alone)
        if leaves:
            self._focus_list()
        self.editor.setVisible(shown)
        self._fit_head()

    def _focus_list(self) -> None:
        """Give the keys to the list, and select nothing by that. Else Qt gives them to whatever
        comes after the form that goes."""
        self._following = True
        self.table.setFocus()
        self._following = False

    def _fit_head(self) -> None:
        """Where the head is narrow the count goes, then the way to the field, which has a key."""
        total = self.model.total
        wide = {widget: widget.sizeHint().width() for widget in (self._count, self._find)}
        others = self._head.sizeHint().width() - sum(
            wide[widget] for widget in wide if not widget.isHidden()
        )
        room = self.width() - others
        self._find.setVisible(room >= wide[self._find])
        self._count.setVisible(total > 0 and room >= sum(wide.values()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._show_editor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """From the find field ↓ and Enter go into the list; an empty field goes when it is left."""
        if event.type() == QEvent.Type.FocusOut and not self.field.text():
            self.field.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        into = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if into:
            self._go_into_list()
        return into

    def _go_into_list(self) -> None:
        self._typing.stop()
        self._look()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.selectionModel().hasSelection() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
