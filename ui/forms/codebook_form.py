"""The codes of a codebook in a plain table: key, name, level, who, kind, colour."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QColorDialog, QHeaderView, QTableView, QWidget

from annotations.edit import Edit
from annotations.model import Code, Kind, Role
from annotations.words import fold
from ui import theme
from ui.controls import Button, named
from ui.forms.code_cells import CodeCells
from ui.forms.code_keys import short_name
from ui.forms.code_table import COLOUR, LEVEL, NAME, CodeTable
from ui.forms.form import Form
from ui.pieces import row, scaled
from ui.workspace import Workspace

_NEW = "new code"
_ABOUT = (
    "Enter or a double click changes a cell. The keys J K L I O Q are kept for the program. "
    "A code that has tags keeps its kind and cannot be deleted."
)


class CodebookForm(Form):
    """Every change is one step of work, on disk at once, and can be undone."""

    def __init__(
        self, workspace: Workspace, codebook_id: str, parent: QWidget | None = None
    ) -> None:
        book = workspace.snapshot.codebook(codebook_id)
        super().__init__(f"Codes · {book.name}", _ABOUT, parent)
        self._workspace, self._codebook_id = workspace, codebook_id
        self.model = CodeTable(workspace, codebook_id, self.say, self)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(CodeCells(self.table))
        self.add = Button("Add a code", "plus", about="Add a code to the table", key="Ins")
        self.colour = Button("Colour…", "palette", "flat", "Give the code a colour of its own")
        self.plain = Button("Colour of its level", look="flat", about="Forget its own colour")
        self.delete = Button("Delete", "trash", "flat", "Delete the selected code", "Del")
        self.undo = Button("Undo", "arrow-u-up-left", "flat", "Undo the last step", "Ctrl+Z")
        self.close_button = Button("Done", look="main", about="Close", key="Esc")
        self._build()
        self._connect()
        self._follow_case(frozenset({"code"}))
        self.table.selectRow(0)

    @property
    def selected(self) -> Code | None:
        """The code of the selected row."""
        index = self.table.currentIndex()
        return self.model.code(index.row()) if index.isValid() else None

    # What can be done

    def add_code(self) -> None:
        """Add a code, and let its name be written."""
        known = {fold(code.label) for code in self.model.codebook.codes}
        names = (_NEW if number == 1 else f"{_NEW} {number}" for number in range(1, 1000))
        label = next(name for name in names if name not in known)
        added = self._workspace.edit(
            "Add a code",
            lambda edit: edit.add_code(
                self._codebook_id, short_name(label), label, who=Role.PARENT, kind=Kind.POINT
            ),
        )
        if added is not None:
            index = self.model.index(self.model.rowCount() - 1, NAME)
            self.table.setFocus()
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
            self.table.edit(index)

    def delete_code(self) -> None:
        """Delete the selected code, if it has no tags."""
        code = self.selected
        if code is None:
            return

        def delete(edit: Edit) -> None:
            edit.delete_code(code.id)

        place = self.table.currentIndex().row()
        self.say("")
        self._workspace.edit(f"Delete {code.label}", delete)
        self.table.selectRow(min(place, self.model.rowCount() - 1))

    def choose_colour(self) -> None:
        """Ask for a colour of the selected code's own."""
        if (code := self.selected) is None:
            return
        shown = theme.level_colour(code.level, code.colour)
        chosen = QColorDialog.getColor(shown, self, f"Colour of {code.label}")
        if chosen.isValid():
            self.set_colour(chosen)

    def change_cell(self) -> None:
        """Change the current cell, or say why that cannot be."""
        case, index = self._workspace.case, self.table.currentIndex()
        if case is not None and case.read_only_reason is not None:
            self.say(case.read_only_reason)
        elif index.column() == COLOUR:
            self.choose_colour()
        else:
            self.table.edit(index)

    def set_colour(self, colour: QColor | None) -> None:
        """Give the selected code a colour of its own, or that of its level."""
        index = self.table.currentIndex()
        if index.isValid():
            self.model.setData(index.siblingAtColumn(COLOUR), colour)

    def _undo(self) -> None:
        self.say("")
        self._workspace.undo()

    # Following the case

    def _follow_case(self, tables: frozenset[str]) -> None:
        if tables & {"code", "codebook", "tag"}:
            self.model.refresh()
        case = self._workspace.case
        label = None if case is None else case.undo_label
        self.undo.setEnabled(label is not None)
        named(self.undo, "Undo", f"Undo: {label}" if label else "Nothing to undo", "Ctrl+Z")
        for button in (self.add, self.colour, self.plain, self.delete):
            button.setDisabled(self._workspace.read_only)

    def _connect(self) -> None:
        self._workspace.changed.connect(self._follow_case)
        self._workspace.said.connect(self._hear)
        self.add.clicked.connect(self.add_code)
        self.delete.clicked.connect(self.delete_code)
        self.colour.clicked.connect(self.choose_colour)
        self.plain.clicked.connect(lambda: self.set_colour(None))
        self.undo.clicked.connect(self._undo)
        self.close_button.clicked.connect(self.accept)
        for key, do in (
            ("Ins", self.add_code),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._workspace.redo),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)

    def _hear(self, sentence: str, undo: bool) -> None:
        self.say(sentence)

    def _build(self) -> None:
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.add, self.colour, self.plain, self.delete, None, self.undo))
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.resize(
            scaled(3 * theme.tokens()["size"]["tray"]),
            scaled(2 * theme.size("timeline") + theme.space(8)),
        )


class _Table(QTableView):
    """The codes. Enter edits the cell, Delete deletes the code."""

    def __init__(self, form: CodebookForm) -> None:
        super().__init__(form)
        self._form = form
        self.setObjectName("codes")
        self.setAccessibleName("Codes")
        self.setToolTip("Change a cell (Enter)")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size("row_tag"))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def setModel(self, model: CodeTable) -> None:  # type: ignore[override]  # noqa: N802
        super().setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # With large text there is not room for all of both: names and levels give way alike.
        for column in (NAME, LEVEL) if theme.text_scale() > 1 else (NAME,):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self._form.change_cell()
        elif event.key() == Qt.Key.Key_Delete and not editing:
            self._form.delete_code()
        else:
            super().keyPressEvent(event)
