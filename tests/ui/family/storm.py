"""A storm of random input over the parent's window, in a process of its own.

``python -m tests.ui.family.storm FOLDER SEED COUNT`` prints as JSON what was seen meanwhile.
"""

import json
import os
import random
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import av
import cv2
from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QImage,
    QInputMethodEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.family.moments import CAPTIONS, FRAMES, STILLS, number_on
from ui import theme
from ui.family.moment import Moment
from ui.family.window import FamilyWindow

_KEYS = [key for key in Qt.Key if key not in (Qt.Key.Key_unknown, Qt.Key.Key_Escape)]
_LIKELY = [Qt.Key(code) for code in (0x20, *range(0x41, 0x5B), *range(0x01000010, 0x01000018))]
_LIKELY += [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Menu]
_MODIFIERS = [
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.KeypadModifier,
]
_BUTTONS = [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton]
# What the platform for tests, and Qt's own test keyboard, say of themselves.
_EXPECTED = (
    "This plugin does not support propagateSizeHints",
    "keyToAscii Unhandled key code",
    "Using Qt multimedia with FFmpeg",
    "PulseAudioService: pa_context_connect() failed",  # a machine without a loudspeaker
)
_CALM_EVERY = 320


class Watch:
    """What happened during the storm."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures = 0
        self.stands: set[str] = set()
        self.places: set[int] = set()
        self.strangers: set[str] = set()
        self.windows: set[str] = set()
        self.opened: set[str] = set()
        self.complaints: list[str] = []

    def note_open(self, name: object) -> None:
        """A file was opened, by Python, OpenCV, PyAV or Qt."""
        if isinstance(name, str | bytes | os.PathLike):
            self.opened.add(os.fsdecode(name))

    def look(self, window: FamilyWindow) -> None:
        """Look at the screen and at the process."""
        viewing = window.viewing
        self.stands.add(viewing.stand.name)
        self.places.add(viewing.place)
        if (words := window.caption.text()) and words not in (*CAPTIONS, "That was the last one."):
            self.strangers.add(words)
        for widget in QApplication.topLevelWidgets():
            name = type(widget).__name__
            ours = (
                isinstance(widget, FamilyWindow) or widget.metaObject().className() == "QTipLabel"
            )
            if widget.isVisible() and not ours:
                self.windows.add(name)
        handles = Path("/proc/self/fd")
        for handle in handles.iterdir() if handles.is_dir() else ():
            with suppress(OSError):  # closed since it was listed
                target = handle.readlink()
                if target.is_absolute() and not target.is_relative_to("/dev"):
                    self.opened.add(str(target))

    def note_picture(self, window: FamilyWindow, picture: QImage) -> None:
        """A picture came on screen: it must be one of the moment that is shown."""
        self.pictures += 1
        number, place = number_on(picture), window.viewing.place
        if number not in FRAMES[place] and number != STILLS[place]:
            self.strangers.add(f"{number} in moment {place}")

    def listen(self) -> None:
        """Hear of every file, every exception and every warning of Qt."""
        qInstallMessageHandler(self._hear)
        sys.excepthook = lambda kind, error, trace: self.complaints.append(repr(error))
        sys.unraisablehook = lambda it: self.complaints.append(repr(it.exc_value))
        threading.excepthook = lambda it: self.complaints.append(repr(it.exc_value))
        sys.addaudithook(self._audit)
        for module, name in ((av, "open"), (cv2, "VideoCapture")):
            setattr(module, name, self._heard(getattr(module, name)))

    def _hear(self, kind: QtMsgType, context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(_EXPECTED):
            self.complaints.append(message)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self.note_open(arguments[0])

    def _heard(self, real: Any) -> Any:
        def heard(*arguments: Any, **named: Any) -> Any:
            self.note_open(named.get("file", arguments[0] if arguments else None))
            return real(*arguments, **named)

        return heard


class Storm:
    """Random input; what is closed is opened again."""

    def __init__(self, folder: Path, seed: int, watch: Watch) -> None:
        self.chance = random.Random(seed)
        self.watch = watch
        self.secret = folder / "secret.mp4"
        self.moments = [
            Moment(folder / f"{place}.mp4", folder / f"{place}.png", caption)
            for place, caption in enumerate(CAPTIONS)
        ]
        self.closed = 0
        self.window = self.open()
        self.inputs = [
            *[self.press_a_likely_key] * 8,
            *[self.press_a_key] * 6,
            *[self.click] * 5,
            *[self.click_a_button] * 4,
            self.drag,
            self.wheel,
            self.drop,
            self.resize,
            self.move_the_focus,
            self.ask_for_a_menu,
            self.type_words,
            self.hide_and_show,
        ]

    def open(self) -> FamilyWindow:
        """Another window on the same moments."""
        window = FamilyWindow(self.moments)
        window.viewing.pictured.connect(lambda picture: self.watch.note_picture(window, picture))
        window.stopped.connect(self._count)
        window.resize(960, 640)
        window.show()
        window.activateWindow()
        window.begin()
        return window

    def _count(self) -> None:
        self.closed += 1

    def blow(self, count: int) -> None:
        """So many random inputs."""
        for number in range(count):
            self.chance.choice(self.inputs)()
            QApplication.processEvents()
            if not self.window.isVisible() and self.window._closed:
                self.window.deleteLater()
                self.window = self.open()
            if number % 5 == 0:
                time.sleep(0.004)  # decoding gets its turn
                self.watch.look(self.window)
            if number % _CALM_EVERY == 0:
                self.be_calm()

    def be_calm(self) -> None:
        """Let what plays come to its end."""
        until_s = time.monotonic() + 0.6
        while time.monotonic() < until_s:
            QApplication.processEvents()
            time.sleep(0.004)
        self.watch.look(self.window)

    def _somebody(self) -> QWidget:
        return self.chance.choice([self.window, *self.window.findChildren(QWidget)])

    def _somewhere(self) -> QPoint:
        size = self.window.size()
        return QPoint(
            self.chance.randrange(-5, size.width() + 5), self.chance.randrange(size.height())
        )

    def _modifiers(self) -> Qt.KeyboardModifier:
        held = Qt.KeyboardModifier.NoModifier
        if self.chance.random() < 0.4:
            for modifier in self.chance.sample(_MODIFIERS, self.chance.randint(1, 3)):
                held |= modifier
        return held

    def press_a_likely_key(self) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, self.chance.choice(_LIKELY))

    def press_a_key(self) -> None:
        rare = self.chance.random() < 0.03
        key = Qt.Key.Key_Escape if rare else self.chance.choice(_KEYS)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, self._modifiers())

    def click(self) -> None:
        at = self._somewhere()
        target = self.window.childAt(at) or self.window
        place = target.mapFrom(self.window, at)
        press = self.chance.choice([QTest.mouseClick, QTest.mouseDClick, QTest.mousePress])
        press(target, self.chance.choice(_BUTTONS), self._modifiers(), place)

    def click_a_button(self) -> None:
        controls = self.window.controls
        shown = [button for button in controls.buttons if button.isVisible()]
        rare = self.chance.random() < 0.05
        target = controls.stop if rare else self.chance.choice(shown[1:] or shown)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    def drag(self) -> None:
        target = self._somebody()
        QTest.mousePress(target, Qt.MouseButton.LeftButton)
        for _ in range(3):
            QTest.mouseMove(self.window, self._somewhere())
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton)

    def wheel(self) -> None:
        at = QPointF(self._somewhere())
        turned = QPoint(0, self.chance.choice([-120, 120]))
        event = QWheelEvent(
            at,
            at,
            QPoint(),
            turned,
            Qt.MouseButton.NoButton,
            self._modifiers(),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self._somebody(), event)

    def drop(self) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self.secret))])
        mime.setText(str(self.secret))
        at, target = self._somewhere(), self._somebody()
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(target, QDragEnterEvent(at, copy, mime, left, plain))
        QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, mime, left, plain))

    def resize(self) -> None:
        self.window.resize(self.chance.randint(700, 1300), self.chance.randint(560, 800))

    def move_the_focus(self) -> None:
        self._somebody().setFocus(self.chance.choice(list(Qt.FocusReason)))
        if self.chance.random() < 0.3:
            self._somebody().clearFocus()

    def ask_for_a_menu(self) -> None:
        at = self._somewhere()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(self._somebody(), QContextMenuEvent(reason, at, at))

    def type_words(self) -> None:
        event = QInputMethodEvent()
        event.setCommitString(str(self.secret))
        QApplication.sendEvent(self._somebody(), event)

    def hide_and_show(self) -> None:
        if self.chance.random() < 0.5:
            QApplication.sendEvent(self.window, QHideEvent())
            QApplication.sendEvent(self.window, QEvent(QEvent.Type.WindowDeactivate))
        self.window.activateWindow()


def main(folder: Path, seed: int, count: int) -> dict[str, object]:
    """Blow, and tell."""
    app = QApplication([])
    theme.dress(app, "dark")
    watch = Watch(folder)
    storm = Storm(folder, seed, watch)  # what is loaded on the way in is not what is looked for
    watch.listen()
    storm.blow(count)
    storm.window.close()
    return {
        "pictures": watch.pictures,
        "stands": sorted(watch.stands),
        "places": sorted(watch.places),
        "strangers": sorted(watch.strangers),
        "windows": sorted(watch.windows),
        "opened": sorted(watch.opened),
        "complaints": watch.complaints,
        "closed": storm.closed,
        "threads": [it.name for it in threading.enumerate() if it is not threading.main_thread()],
    }


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(told))
