"""The keys of a player under the picture."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.workbench import Workbench


def test_tab_goes_from_left_to_right(window: Workbench) -> None:
    transport = window.film_page.transport
    transport._tools["again"].setFocus()
    came: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and transport.isAncestorOf(focused):
        assert focused not in came
        came.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert len(came) > 3
    places = [each.mapTo(transport, QPoint(0, 0)).x() for each in came]
    assert places == sorted(places), [each.accessibleName() for each in came]
