"""The loudspeaker: sound goes in ahead of time, and it tells how much of it has been heard."""

from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QIODevice, QObject, Qt, QTimer, Signal

from media.sound import Samples
from ui.sound_feed import SoundFeed
from ui.sound_server import SoundServer

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink

_BUFFER_S = 0.25
_FILL_EVERY_MS = 25
_LOUD = 0.6
"""From here on lifted sound is pressed together instead of being cut off."""


class Loudspeaker(QObject):
    """The system's loudspeaker of now, if there is one. Used in the window's thread.

    ``gain``    the factor of loudness; 4 is 12 dB more
    ``muted``   silence at once

    ``device_changed``  the system has another loudspeaker now, or none
    """

    device_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gain = 1.0
        self._muted = False
        self._media = _multimedia()
        self._device: QAudioDevice | None = None
        self._format: QAudioFormat | None = None
        self._sink: QAudioSink | None = None
        self._pipe: QIODevice | None = None
        self._feed: SoundFeed | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FILL_EVERY_MS)
        self._timer.timeout.connect(self._fill)
        if self._media is not None:
            self._devices = self._media.QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self._look)
            self._look()
        self._server = SoundServer()

    @property
    def there(self) -> bool:
        """Whether there is one."""
        return self._format is not None and not self._server.lost

    @property
    def rate_hz(self) -> int:
        """How many samples a second it takes. Only where there is one."""
        assert self._format is not None
        return self._format.sampleRate()

    @property
    def muted(self) -> bool:
        """Whether it keeps silent."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        if self._sink is not None:
            self._sink.setVolume(0.0 if muted else 1.0)

    def start(self, feed: SoundFeed) -> None:
        """Play what comes from a feed. Only where there is a loudspeaker."""
        assert self._media is not None and self._format is not None
        self.stop()
        self._feed = feed
        self._sink = sink = self._media.QAudioSink(self._device, self._format)
        sink.setBufferSize(round(_BUFFER_S * self.rate_hz) * self._format.bytesPerFrame())
        sink.setVolume(0.0 if self._muted else 1.0)
        self._pipe = sink.start()
        self._fill()
        self._timer.start()

    def stop(self) -> None:
        """Be silent, at once."""
        self._timer.stop()
        if self._sink is not None:
            self._sink.reset()
            self._sink.deleteLater()
        self._sink = self._pipe = self._feed = None

    @property
    def heard_s(self) -> float:
        """How much has been heard since ``start``, in seconds."""
        return 0.0 if self._sink is None else self._sink.processedUSecs() / 1e6

    def _fill(self) -> None:
        if self._sink is None or self._pipe is None or self._feed is None or self._format is None:
            return
        count = self._sink.bytesFree() // self._format.bytesPerFrame()
        if count > 0:
            samples = self._feed.take(count)
            if samples.shape[1]:
                self._pipe.write(_as_bytes(samples, self.gain))

    def _look(self) -> None:
        """See which loudspeaker there is."""
        assert self._media is not None
        device = self._media.QMediaDevices.defaultAudioOutput()
        before = None if self._device is None else self._device.id()
        if device.isNull():
            self._device = self._format = None
        elif before != device.id():
            self._device, self._format = device, self._stereo(device)
        if before != (None if self._device is None else self._device.id()):
            self.device_changed.emit()

    def _stereo(self, device: "QAudioDevice") -> "QAudioFormat | None":
        """Two channels of 16 bits at the device's own rate, which every system takes."""
        assert self._media is not None
        wanted = self._media.QAudioFormat()
        wanted.setSampleRate(device.preferredFormat().sampleRate() or 48_000)
        wanted.setChannelCount(2)
        wanted.setSampleFormat(self._media.QAudioFormat.SampleFormat.Int16)
        return wanted if device.isFormatSupported(wanted) else None


def _as_bytes(samples: Samples, gain: float) -> bytes:
    """Interleaved 16 bit samples, louder by ``gain``."""
    louder = samples * gain
    if gain > 1:
        louder = _pressed(louder, gain)
    pcm: bytes = (np.clip(louder, -1, 1).T * 32767).astype("<i2").tobytes()
    return pcm


def _pressed(lifted: Samples, most: float) -> Samples:
    """Quiet sound as it is; above that a curve that gets flatter and flatter, so that what was the
    loudest, ``most`` by now, is just as loud as can be, and nothing is cut off below it."""
    over = np.maximum(np.abs(lifted) - _LOUD, 0)
    bend = 1 / (1 - _LOUD) - 1 / (most - _LOUD)
    pressed = np.clip(lifted, -_LOUD, _LOUD) + np.sign(lifted) * (over / (1 + over * bend))
    return pressed.astype(np.float32, copy=False)


def _multimedia() -> ModuleType | None:
    """Qt's sound, where this system has what it needs."""
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return None
    return QtMultimedia
