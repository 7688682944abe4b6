"""Every command of the window: its words, keys, place in the menus and icon, one row each.

What a command does is the method of that ``name`` in ``ui/commands``, or in the window. Menus,
tooltips, shortcuts and the list of keys are made from these rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from annotations.model import BOTH, Code
from ui import theme
from ui.user_words import as_it_is


@dataclass(frozen=True)
class Command:
    """One command.

    ``keys``   portable key names; the first is shown
    ``needs``  what has to be there: nothing, a ``case``, the ``page`` on which films are tagged,
               or a ``film`` on its stage
    ``group``  commands of a menu are divided by a line where it changes
    ``held``   whether holding the key down repeats it
    """

    name: str
    text: str
    keys: tuple[str, ...]
    menu: str
    icon: str = ""
    needs: str = "film"
    group: int = 0
    held: bool = False


Do = Callable[[str], None]

MENUS: Final = ("Case", "Edit", "Play", "Tag", "Clips", "Share", "View", "Picture", "Help")

WITHIN: Final = {"Picture": "View"}
"""Menus that stand in another one, at its end."""

COMMANDS: Final = (
    Command("new_case", "New case…", ("Ctrl+N",), "Case", "file-plus", "", 0),
    Command("choose_case", "Open a case…", ("Ctrl+O",), "Case", "folder-open", "", 0),
    Command("show_start", "Recent cases", ("Ctrl+W",), "Case", "house-line", "case", 0),
    Command("choose_films", "Add films…", ("Ctrl+Shift+A",), "Case", "film-strip", "case", 1),
    Command("previous_recording", "Previous film", ("Ctrl+PgUp",), "Case", "", "case", 1),
    Command("next_recording", "Next film", ("Ctrl+PgDown",), "Case", "", "case", 1),
    Command("edit_codebook", "Codes…", ("Ctrl+K",), "Case", "sliders-horizontal", "case", 2),
    Command("quit", "Quit", ("Ctrl+Q",), "Case", "", "", 3),
    Command("undo", "Undo", ("Ctrl+Z",), "Edit", "arrow-u-up-left", "case", 0),
    Command("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", "arrow-u-up-right", "case", 0),
    Command("delete", "Delete", ("Del", "Backspace"), "Edit", "trash", "page", 1),
    Command("copy_tags", "Copy", ("Ctrl+C",), "Edit", "copy", "page", 2),
    Command("paste_tags", "Paste at this frame", ("Ctrl+V",), "Edit", "clipboard", "film", 2),
    Command("duplicate_tags", "Copy to this frame", ("Ctrl+D",), "Edit", "copy-simple", "film", 2),
    Command("select_all", "Select all tags", ("Ctrl+A",), "Edit", "selection-all", "page", 3),
    Command("show_tag_menu", "Menu of the selection", ("Shift+F10",), "Edit", "list", "film", 3),
    Command("find_tag", "Find a tag", ("Ctrl+F",), "Edit", "magnifying-glass", "case", 4),
    Command("toggle_playing", "Play or pause", ("Space",), "Play", "", "film", 0),
    Command("step_back", "One frame back", ("Left",), "Play", "caret-left", "film", 1, True),
    Command("step_on", "One frame on", ("Right",), "Play", "caret-right", "film", 1, True),
    Command(
        "second_back",
        "One second back",
        ("Shift+Left",),
        "Play",
        "caret-double-left",
        "film",
        1,
        True,
    ),
    Command(
        "second_on",
        "One second on",
        ("Shift+Right",),
        "Play",
        "caret-double-right",
        "film",
        1,
        True,
    ),
    Command("five_back", "Five seconds back", ("Ctrl+Left",), "Play", "", "film", 1, True),
    Command("five_on", "Five seconds on", ("Ctrl+Right",), "Play", "", "film", 1, True),
    Command("go_to_start", "First frame", ("Home",), "Play", "skip-back", "film", 2),
    Command("go_to_end", "Last frame", ("End",), "Play", "skip-forward", "film", 2),
    Command(
        "again",
        "The last three seconds again",
        ("Shift+Space",),
        "Play",
        "arrow-counter-clockwise",
        "film",
        3,
    ),
    Command("toggle_loop", "Round and round", ("F5",), "Play", "repeat", "film", 3),
    Command(
        "loop_selected", "Tag or clip round and round", ("Ctrl+L",), "Play", "repeat", "film", 3
    ),
    Command("slow_motion", "Slow motion", ("F4",), "Play", "person-simple-walk", "film", 3),
    Command("shuttle_back", "Play backwards, faster", ("J",), "Play", "rewind", "film", 4),
    Command("shuttle_stop", "Stop", ("K",), "Play", "pause", "film", 4),
    Command("shuttle_on", "Play on, faster", ("L",), "Play", "fast-forward", "film", 4),
    Command("slower", "Slower", ("Ctrl+Down",), "Play", "", "film", 5),
    Command("faster", "Faster", ("Ctrl+Up",), "Play", "", "film", 5),
    Command("louder", "Louder", ("Ctrl+Shift+Up",), "Play", "speaker-high", "film", 6),
    Command("quieter", "Quieter", ("Ctrl+Shift+Down",), "Play", "speaker-low", "film", 6),
    Command("mute", "Mute", ("Ctrl+M",), "Play", "speaker-slash", "film", 6),
    Command("mark_in", "Mark in", ("I",), "Clips", "arrow-line-left", "film", 0),
    Command("mark_out", "Mark out", ("O",), "Clips", "arrow-line-right", "film", 0),
    Command("accept", "Make a clip", ("Enter", "Return"), "Clips", "plus", "film", 0),
    Command("play_clip", "Play the clip", ("Ctrl+P",), "Clips", "play", "page", 1),
    Command("set_still", "Use this frame as the still", ("Ctrl+I",), "Clips", "image", "film", 1),
    Command("rename_clip", "Title of the clip", ("F2",), "Clips", "pencil-simple", "page", 1),
    Command("clip_earlier", "Earlier in the tray", ("Alt+Up",), "Clips", "", "page", 2),
    Command("clip_later", "Later in the tray", ("Alt+Down",), "Clips", "", "page", 2),
    Command(
        "trim_start_back", "Start one frame earlier", ("Ctrl+,",), "Clips", "", "film", 3, True
    ),
    Command("trim_start_on", "Start one frame later", ("Ctrl+.",), "Clips", "", "film", 3, True),
    Command(
        "trim_end_back",
        "End one frame earlier",
        ("Ctrl+<",),
        "Clips",
        "",
        "film",
        3,
        True,
    ),
    Command(
        "trim_end_on",
        "End one frame later",
        ("Ctrl+>",),
        "Clips",
        "",
        "film",
        3,
        True,
    ),
    Command("star", "Star the tag", ("Q",), "Tag", "star", "page", 0),
    Command("edit_note", "Note", ("Ctrl+Enter", "Ctrl+Return"), "Tag", "note-pencil", "page", 0),
    Command("start_here", "Starts at this frame", ("[",), "Tag", "arrow-line-left", "film", 1),
    Command("end_here", "Ends with this frame", ("]",), "Tag", "arrow-line-right", "film", 1),
    Command("start_back", "Start one frame earlier", (",",), "Tag", "", "film", 2, True),
    Command("start_on", "Start one frame later", (".",), "Tag", "", "film", 2, True),
    Command("end_back", "End one frame earlier", ("<",), "Tag", "", "film", 2, True),
    Command("end_on", "End one frame later", (">",), "Tag", "", "film", 2, True),
    Command(
        "move_tags_back",
        "All of it a frame earlier",
        ("Ctrl+Shift+Left",),
        "Tag",
        "",
        "film",
        5,
        True,
    ),
    Command(
        "move_tags_on", "All of it a frame later", ("Ctrl+Shift+Right",), "Tag", "", "film", 5, True
    ),
    Command(
        "move_tags_second_back",
        "All of it a second earlier",
        ("Ctrl+Shift+PgUp",),
        "Tag",
        "",
        "film",
        5,
        True,
    ),
    Command(
        "move_tags_second_on",
        "All of it a second later",
        ("Ctrl+Shift+PgDown",),
        "Tag",
        "",
        "film",
        5,
        True,
    ),
    Command("hand_over", "For the other person", ("Ctrl+Shift+P",), "Tag", "users", "film", 5),
    Command("next_tag", "Next tag", ("Alt+Right",), "Tag", "", "film", 3, True),
    Command("previous_tag", "Previous tag", ("Alt+Left",), "Tag", "", "film", 3, True),
    Command("select_next_too", "Next tag too", ("Shift+Down",), "Tag", "", "film", 3, True),
    Command("select_previous_too", "Previous tag too", ("Shift+Up",), "Tag", "", "film", 3, True),
    Command(
        "select_next_instead", "Next tag instead", ("Alt+Shift+Right",), "Tag", "", "film", 3, True
    ),
    Command(
        "select_previous_instead",
        "Previous tag instead",
        ("Alt+Shift+Left",),
        "Tag",
        "",
        "film",
        3,
        True,
    ),
    Command("cancel", "Cancel what runs", ("Esc",), "Tag", "", "", 4),
    Command("share", "Share…", ("Ctrl+E",), "Share", "export", "case", 0),
    Command(
        "show_to_family",
        "Show to the family",
        ("Ctrl+Shift+F",),
        "Share",
        "monitor-play",
        "case",
        0,
    ),
    Command("show_family_page", "Family", ("Ctrl+1",), "View", "house-line", "case", 0),
    Command("show_film_page", "Film", ("Ctrl+2",), "View", "film-strip", "case", 0),
    Command(
        "zoom_in",
        "Timeline: closer",
        ("Ctrl+=",),
        "View",
        "magnifying-glass-plus",
        "film",
        1,
    ),
    Command(
        "zoom_out", "Timeline: farther", ("Ctrl+-",), "View", "magnifying-glass-minus", "film", 1
    ),
    Command("zoom_fit", "Timeline: whole film", ("Ctrl+0",), "View", "", "film", 1),
    Command("zoom_to_selection", "Timeline: the selection", ("Ctrl+9",), "View", "", "film", 1),
    Command("zoom_to_frames", "Timeline: single frames", ("Ctrl+8",), "View", "", "film", 1),
    Command(
        "group_lanes",
        "Timeline: lanes by person, level or code",
        ("Ctrl+7",),
        "View",
        "",
        "page",
        1,
    ),
    Command(
        "lanes_above", "Timeline: lanes above", ("Alt+Shift+PgUp",), "View", "", "page", 1, True
    ),
    Command(
        "lanes_below", "Timeline: lanes below", ("Alt+Shift+PgDown",), "View", "", "page", 1, True
    ),
    Command("pan_back", "Timeline: earlier", ("Alt+PgUp",), "View", "", "film", 1, True),
    Command("pan_on", "Timeline: later", ("Alt+PgDown",), "View", "", "film", 1, True),
    Command("toggle_tray", "Clip tray", ("F6",), "View", "columns", "page", 2),
    Command("toggle_inspector", "Codes and tags", ("F7",), "View", "rows", "page", 2),
    Command("toggle_theme", "Light or dark", ("F9",), "View", "moon", "", 3),
    Command("larger_text", "Larger text", ("F8",), "View", "", "", 3),
    Command("smaller_text", "Smaller text", ("Shift+F8",), "View", "", "", 3),
    Command("full_screen", "Full screen", ("F11",), "View", "corners-out", "", 4),
    Command(
        "picture_alone", "The picture alone", ("Shift+F11",), "View", "frame-corners", "film", 4
    ),
    Command(
        "second_screen",
        "Picture on the second screen",
        ("Ctrl+F11",),
        "View",
        "monitor",
        "film",
        4,
    ),
    Command(
        "picture_closer", "Closer", ("+", "="), "Picture", "magnifying-glass-plus", "film", 0, True
    ),
    Command(
        "picture_farther", "Farther", ("-",), "Picture", "magnifying-glass-minus", "film", 0, True
    ),
    Command("picture_fit", "All of it", ("*",), "Picture", "arrows-in", "film", 0),
    Command("picture_pixels", "1:1, the film's own pixels", ("/",), "Picture", "", "film", 0),
    Command("see_left", "More at the left", ("Shift+Home",), "Picture", "", "film", 1, True),
    Command("see_right", "More at the right", ("Shift+End",), "Picture", "", "film", 1, True),
    Command("see_above", "More above", ("Shift+PgUp",), "Picture", "", "film", 1, True),
    Command("see_below", "More below", ("Shift+PgDown",), "Picture", "", "film", 1, True),
    Command("brighter", "Brighter", ("F12",), "Picture", "sun", "film", 2, True),
    Command("darker", "Darker", ("Shift+F12",), "Picture", "", "film", 2, True),
    Command("more_contrast", "More contrast", ("Ctrl+F12",), "Picture", "", "film", 2, True),
    Command("less_contrast", "Less contrast", ("Ctrl+Shift+F12",), "Picture", "", "film", 2, True),
    Command("as_filmed", "As it was filmed", ("Alt+F12",), "Picture", "", "film", 2),
    Command("turn_right", "Turn right", ("Ctrl+R",), "Picture", "arrow-clockwise", "film", 3),
    Command(
        "turn_left",
        "Turn left",
        ("Ctrl+Shift+R",),
        "Picture",
        "arrow-counter-clockwise",
        "film",
        3,
    ),
    Command("about_film", "About this film", ("F3",), "Help", "info", "case", 0),
    Command("show_keys", "Keys", ("F1",), "Help", "keyboard", "", 0),
    Command("show_about", "About VIG Tool", ("Shift+F1",), "Help", "", "", 1),
)

TAKEN: Final = frozenset("IJKLOQ")
"""Letters that commands of the window use: no code may have one."""


def make_actions(window: QWidget, do: Do) -> dict[str, QAction]:
    """An action of the window for each command; it asks ``do`` for the command by its name."""
    return {command.name: _make(command, window, do) for command in COMMANDS}


def _make(command: Command, window: QWidget, do: Do) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.name)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setAutoRepeat(command.held)
    action.setShortcutVisibleInContextMenu(True)
    action.setToolTip(tip(command.text.rstrip("…"), command.keys[0]))
    action.triggered.connect(lambda: do(command.name))
    window.addAction(action)
    return action


def put_on_icons(actions: Mapping[str, QAction]) -> None:
    """Give each action its icon in the colours of the theme."""
    for command in COMMANDS:
        if command.icon:
            actions[command.name].setIcon(theme.icon(command.icon))


def code_actions(codes: tuple[Code, ...], window: QWidget) -> list[QAction]:
    """For each code an action for its key, and one with Shift for the other person. They call the
    window's ``press_code``."""
    made = []
    for code in codes:
        if not code.key:
            continue
        for shifted in (False, True):
            if shifted and code.who == BOTH:
                continue
            action = QAction(code.label, window)
            action.setShortcut(QKeySequence(f"Shift+{code.key}" if shifted else code.key))
            action.setAutoRepeat(False)
            action.triggered.connect(
                lambda _=False, code=code, shifted=shifted: window.press_code(code, shifted)  # type: ignore[attr-defined]
            )
            window.addAction(action)
            made.append(action)
    return made


def tip(text: str, key: str) -> str:
    """A tooltip that names its key. Words of the user's are shown as they are."""
    return as_it_is(f"{text} ({key_name(key)})")


def key_name(key: str) -> str:
    """A key as it is printed on keyboards of this system."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}.get(
        shown, shown.replace("Return", "Enter").replace("Left", "←").replace("Right", "→")
    )
