"""A label whose digits run: it keeps its size, so that nothing around it is laid out again."""

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel

_DIGIT = re.compile(r"\d")
_SPARE_PX = 1
"""Fractions of a pixel, rounded up."""


class SteadyLabel(QLabel):
    """As wide as its words would be with other digits; wider or narrower only with other words,
    and never narrower than the longest it will say (``keep_room``)."""

    _pattern = ""
    _longest = ""

    def keep_room(self, longest: str) -> None:
        """Have room for this plain text, whatever is shown."""
        longest = _DIGIT.sub("0", longest)
        if longest != self._longest:
            self._longest = longest
            self._fit(self._pattern)

    def write(self, text: str) -> None:
        """Show this from now on. At each frame of a film that must not cost a window's layout."""
        pattern = _DIGIT.sub("0", text)
        if pattern != self._pattern:
            self._pattern = pattern
            self._fit(pattern)
        self.setText(text)

    def _fit(self, pattern: str) -> None:
        plain = pattern
        if self.textFormat() == Qt.TextFormat.RichText:
            plain = QTextDocumentFragment.fromHtml(pattern).toPlainText()
        metrics = self.fontMetrics()
        margins = self.contentsMargins()
        self.setFixedSize(
            max(map(metrics.horizontalAdvance, (plain, self._longest)))
            + _SPARE_PX
            + margins.left()
            + margins.right(),
            metrics.height() + margins.top() + margins.bottom(),
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit again with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._pattern:
            self._fit(self._pattern)
