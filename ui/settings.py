"""Settings of taste, kept on this computer: recent cases, sizes, theme. Facts live in the case."""

import os
from datetime import datetime
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

from media.shown import AS_FILMED, MOST_LIFT, Lift
from media.tempo import SPEEDS
from ui.theme import Choice
from ui.timeline.grouping import Grouping

_RECENT = "recent/cases"
_MOST_RECENT = 24


def _settings() -> QSettings:
    place = os.environ.get("VIG_TOOL_SETTINGS")
    path = Path(place) if place else user_config_path("VIG Tool", appauthor=False) / "settings.ini"
    return QSettings(str(path), QSettings.Format.IniFormat)


def recent_cases() -> list[tuple[Path, datetime]]:
    """The cases that were opened on this computer, the last one first, and when that was."""
    found = []
    for line in _recent_lines():
        when, _, path = line.partition(" ")
        try:
            found.append((Path(path), datetime.fromisoformat(when)))
        except ValueError:
            continue
    return found


def note_case(path: Path) -> None:
    """Remember that a case was opened now."""
    line = f"{datetime.now().astimezone().isoformat(timespec='seconds')} {path.absolute()}"
    _write_recent([line, *_recent_but(path)])


def forget_case(path: Path) -> None:
    """Take a case off the list. Its file is not touched."""
    _write_recent(_recent_but(path))


def theme_choice() -> Choice:
    """Light, dark, or as the system says."""
    chosen = _settings().value("look/theme", "system")
    return chosen if chosen in ("system", "light", "dark") else "system"


def choose_theme(choice: Choice) -> None:
    """Remember which theme is wanted."""
    _settings().setValue("look/theme", choice)


def text_scale() -> float:
    """How much larger than designed text is shown, 1 to 2."""
    try:
        return min(max(float(str(_settings().value("look/text", 1.0))), 1.0), 2.0)
    except ValueError:
        return 1.0


def choose_text_scale(scale: float) -> None:
    """Remember how large text is wanted."""
    _settings().setValue("look/text", scale)


def speed() -> float:
    """How fast films are played, one of ``media.tempo.SPEEDS``."""
    try:
        kept = float(str(_settings().value("play/speed", 1.0)))
    except ValueError:
        return 1.0
    return kept if kept in SPEEDS else 1.0


def remember_speed(speed: float) -> None:
    """Remember how fast films are played."""
    _settings().setValue("play/speed", speed)


def volume() -> tuple[int, bool]:
    """How much louder than they are films are played, in decibels; and whether not at all."""
    kept = _settings()
    try:
        db = round(float(str(kept.value("play/volume_db", 0))))
    except ValueError:
        db = 0
    return min(max(db, -24), 12), str(kept.value("play/muted", False)).lower() == "true"


def remember_volume(db: int, muted: bool) -> None:
    """Remember how loud films are played."""
    kept = _settings()
    kept.setValue("play/volume_db", db)
    kept.setValue("play/muted", muted)


def gain(db: int) -> float:
    """The factor of loudness that so many decibels are."""
    return float(10 ** (db / 20))


def lift(recording_id: str) -> Lift:
    """How light a recording is shown on this computer."""
    kept = str(_settings().value(f"light/{recording_id}", "0 0")).split()
    try:
        brightness, contrast = (min(max(int(step), -MOST_LIFT), MOST_LIFT) for step in kept)
    except ValueError:
        return AS_FILMED
    return Lift(brightness, contrast)


def remember_lift(recording_id: str, lift: Lift) -> None:
    """Remember how light a recording is shown; as it was filmed needs no remembering."""
    if lift:
        _settings().setValue(f"light/{recording_id}", f"{lift.brightness} {lift.contrast}")
    else:
        _settings().remove(f"light/{recording_id}")


def lanes() -> Grouping:
    """What the tags of one lane of the timeline share."""
    try:
        return Grouping(str(_settings().value("timeline/lanes", Grouping.PERSON.value)))
    except ValueError:
        return Grouping.PERSON


def choose_lanes(grouping: Grouping) -> None:
    """Remember what the tags of one lane of the timeline share."""
    _settings().setValue("timeline/lanes", grouping.value)


def layout(name: str) -> QByteArray | None:
    """How a window or a splitter was left, under the name it was remembered by."""
    found = _settings().value(f"layout/{name}")
    return found if isinstance(found, QByteArray) else None


def remember_layout(name: str, state: QByteArray) -> None:
    """Remember how a window or a splitter was left."""
    _settings().setValue(f"layout/{name}", state)


def _recent_lines() -> list[str]:
    found = _settings().value(_RECENT, [])
    if isinstance(found, str):  # QSettings reads a list of one as a string
        found = [found]
    return [str(line) for line in found] if isinstance(found, list) else []


def _recent_but(path: Path) -> list[str]:
    gone = str(path.absolute())
    return [line for line in _recent_lines() if line.partition(" ")[2] != gone]


def _write_recent(lines: list[str]) -> None:
    settings = _settings()
    settings.setValue(_RECENT, lines[:_MOST_RECENT])
    settings.sync()
