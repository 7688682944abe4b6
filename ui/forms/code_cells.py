"""How the cells of the table of codes are edited: words are written, the rest is chosen."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.forms.code_table import HEADINGS, KEY, KIND, KIND_WORDS, LEVEL, WHO, level_words
from ui.roles import WHO_WORDS

Index = QModelIndex | QPersistentModelIndex


class CodeCells(QStyledItemDelegate):
    """Gives each column its editor."""

    def createEditor(  # noqa: N802 (Qt's name)
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        choices = _choices(index.column())
        made: QWidget
        if choices is None:
            made = line = QLineEdit(parent)
            line.setMaxLength(1 if index.column() == KEY else 80)
        else:
            made = box = QComboBox(parent)
            for value, words in choices.items():
                box.addItem(words, value)
            box.activated.connect(lambda _place: self._finish(box))
        made.setAccessibleName(HEADINGS[index.column()])
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 (Qt's name)
        value = index.data(2)  # Qt's EditRole
        if isinstance(editor, QComboBox):
            places = [editor.itemData(place) for place in range(editor.count())]
            editor.setCurrentIndex(places.index(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(  # noqa: N802 (Qt's name)
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(  # noqa: N802 (Qt's name)
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def _choices(column: int) -> dict[Any, str] | None:
    match column:
        case _ if column == LEVEL:
            return dict(level_words())
        case _ if column == WHO:
            return dict(WHO_WORDS)
        case _ if column == KIND:
            return dict(KIND_WORDS)
    return None
