"""The window: its pages, its commands, and how its parts are put together."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
)

from annotations.case import Case
from annotations.model import Code, Purpose
from export.linked_films import Looked, link_films, look_at_each
from media.film import Film
from ui import settings, theme
from ui.actions import COMMANDS, code_actions, make_actions, put_on_icons, tip
from ui.case_page import CasePage
from ui.choosing import Choosing
from ui.errors import ErrorDesk
from ui.film_page import FilmPage
from ui.focus_ring import FocusRing
from ui.forms.codebook_form import CodebookForm
from ui.forms.consent_form import ConsentForm
from ui.keys_page import KeysPage
from ui.manners import KeyManners
from ui.mark import window_icon
from ui.share_dialog import ShareDialog
from ui.sharing import Sharing
from ui.showing import Showing
from ui.start_page import StartPage
from ui.tagging import Tagging
from ui.task_strip import Job, TaskStrip
from ui.top_bar import TopBar
from ui.workspace import Workspace
from vig_tool.errors import VigError, describe
from vig_tool.progress import Progress

MakeDemo = Callable[[Progress], Path]

_SECOND_US = 1_000_000
_TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
_CASE_FILES = "Cases (*.vig)"
_FILM_FILES = (
    "Films (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.ts *.mts *.m2ts *.mpg *.mpeg *.vob);;"
    "All files (*)"
)


class Workbench(QMainWindow):
    """The main window. Its commands are the methods that ``ui/actions.py`` names.

    ``make_demo`` makes the demo where it is not there yet, and returns its case.
    """

    def __init__(self, make_demo: MakeDemo) -> None:
        super().__init__()
        self._make_demo = make_demo
        self.workspace = Workspace(self)
        self.tagging = Tagging(self.workspace)
        self.choosing = Choosing(self.workspace)
        self.sharing = Sharing(self.workspace)
        self.showing = Showing(self)
        self._showing_job: Job | None = None
        self.commands = make_actions(self)
        self._code_actions: list[QAction] = []
        self._build()
        self._connect()
        self._dress()
        self.show_start()

    # Putting it together

    def _build(self) -> None:
        self.setWindowTitle("VIG Tool")
        self.setWindowIcon(window_icon())
        self.setMinimumSize(*theme.tokens()["size"]["window_min"])
        self.setAcceptDrops(True)
        self.top_bar = TopBar(self.commands, self)
        self.setMenuWidget(self.top_bar)
        self.start_page = StartPage()
        self.case_page = CasePage(self.workspace)
        self.film_page = FilmPage(self.workspace, self.tagging, self.choosing, self.commands)
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("pages")
        for page in (self.start_page, self.case_page, self.film_page):
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)
        self.task_strip = TaskStrip(self)
        self._ring = FocusRing(self)
        self._manners = KeyManners(self, self.film_page.stage.setFocus)
        self.desk = ErrorDesk(self)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().messageChanged.connect(
            lambda text: self.statusBar().setVisible(bool(text))
        )
        self.statusBar().hide()
        self.film_page.restore()

    def _connect(self) -> None:
        work = self.workspace
        work.said.connect(self._say)
        work.changed.connect(self._note_change)
        work.case_changed.connect(self._note_change)
        work.recording_changed.connect(self._take_codes)
        work.projector.film_changed.connect(self._note_change)
        self.desk.said.connect(lambda sentence: self._say(sentence, False))
        start = self.start_page
        start.open_case.connect(self.open_case)
        start.new_case.connect(self._new_case_with)
        start.choose_case.connect(self.choose_case)
        start.open_demo.connect(self.open_demo)
        start.demo_stop_asked.connect(self.task_strip.cancel)
        self.task_strip.told.connect(start.follow_demo)
        self.task_strip.ended.connect(start.note_demo_stopped)
        page = self.case_page
        page.add_films.connect(self.add_films)
        page.choose_films.connect(self.choose_films)
        page.show_recording.connect(self._show_recording)
        page.record_answer.connect(self._record_answer)
        page.edit_codebook.connect(self._edit_codebook)
        self.film_page.tray.show_to_family.connect(self.show_to_family)
        self.film_page.stage.dropped.connect(self._take_dropped)
        sharing, bar = self.sharing, self.top_bar
        sharing.began.connect(lambda: bar.show_sharing(0.0))
        sharing.progressed.connect(lambda fraction, _doing: bar.show_sharing(fraction))
        for ended in (sharing.finished, sharing.failed, sharing.stopped, sharing.left):
            ended.connect(lambda *_: bar.show_sharing(None))
        strip = self.task_strip
        strip.refused.connect(lambda sentence: self._say(sentence, False))
        self.showing.progressed.connect(lambda *far: strip.progress(self._showing_job, *far))
        self.showing.opened.connect(lambda: strip.end(self._showing_job))
        self.showing.ended.connect(lambda: strip.end(self._showing_job))
        work.changed.connect(lambda _tables: self.showing.check())
        for left in (work.leaving, work.case_changed):
            left.connect(self.showing.cancel)
        self.showing.failed.connect(self._refuse_showing)
        theme.state.changed.connect(self._dress)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    # Cases

    def open_case(self, path: Path) -> None:
        """Open a case and show its first film. Where that cannot be, what is open stays open."""
        current = self.workspace.case
        if current is None or not _same_file(current.path, path):
            if not self._may_leave_case():
                return
            try:
                case = Case.open(path)
            except (VigError, OSError) as refusal:
                self._refuse(refusal)
                return
            self._close_case()
            settings.note_case(case.path)
            self.workspace.open_case(case)
            self.setWindowTitle(f"{case.path.stem} – VIG Tool")
        if self.workspace.snapshot.recordings:
            self.show_film_page()
        else:
            self.show_family_page()

    def create_case(self, path: Path) -> bool:
        """Make a new case and open it. Whether that could be done."""
        if path.suffix != ".vig":
            path = path.with_name(f"{path.name}.vig")
        try:
            Case.create(path).close()
        except (VigError, OSError) as refusal:
            self._refuse(refusal)
            return False
        self.open_case(path)
        return True

    def add_films(self, paths: list[Path]) -> None:
        """Look at films off the window's thread, then link as one step those that can be read."""
        case = self.workspace.case
        if case is not None and paths:
            self._look_at(paths, lambda looked: self._link(case, looked))

    def _look_at(self, paths: list[Path], then: Callable[[Looked], None]) -> None:
        self.task_strip.run(
            "Looking at the film" if len(paths) == 1 else f"Looking at {len(paths)} films",
            lambda progress: look_at_each(paths, progress),
            then,
            lambda sentence: self._say(sentence, False),
        )

    def _link(self, case: Case, looked: Looked) -> None:
        if self.workspace.case is not case:
            return
        before = {recording.id for recording in self.workspace.snapshot.recordings}
        try:
            if looked.prints:
                link_films(case, list(looked.prints), list(looked.prints.values()))
        except VigError as refusal:
            self._refuse(refusal)
            return
        new = [each for each in self.workspace.snapshot.recordings if each.id not in before]
        if new:
            self._show_recording(new[0].id)
        self._tell_refused(looked)

    def _tell_refused(self, looked: Looked) -> None:
        if looked.refused:
            some = "Not every film could be added" if looked.prints else "That did not work"
            self._tell(some, "\n".join(looked.refused))

    def new_case(self) -> None:
        """Ask where a new case shall be."""
        self._new_case_with([])

    def _new_case_with(self, films: list[Path]) -> None:
        """Look at the films first, so that no case is made for what is no film."""
        if films:
            self._look_at(films, self._new_case_around)
        elif (path := self._ask_for_place(Path.home() / "Family.vig")) is not None:
            self.create_case(path)

    def _new_case_around(self, looked: Looked) -> None:
        if not looked.prints:
            self._tell_refused(looked)
            return
        path = self._ask_for_place(next(iter(looked.prints)).with_suffix(".vig"))
        if path is not None and self.create_case(path) and self.workspace.case is not None:
            self._link(self.workspace.case, looked)

    def _ask_for_place(self, suggested: Path) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "New case",
            str(suggested),
            _CASE_FILES,
            options=QFileDialog.Option.DontConfirmOverwrite,  # a case is never written over
        )
        return Path(name) if name else None

    def choose_case(self) -> None:
        """Ask which case to open."""
        name, _ = QFileDialog.getOpenFileName(self, "Open a case", str(Path.home()), _CASE_FILES)
        if name:
            self.open_case(Path(name))

    def choose_films(self) -> None:
        """Ask which films to add."""
        names, _ = QFileDialog.getOpenFileNames(
            self, "Add films", str(self.workspace.folder), _FILM_FILES
        )
        self.add_films([Path(name) for name in names])

    def open_demo(self) -> None:
        """Open the demo's case; draw its film first where it is not there yet."""
        self.start_page.show_demo_progress(0.0, "Drawing the demo film")

        def opened(path: Path) -> None:
            self.start_page.show_demo_resting("")
            self.open_case(path)

        def failed(sentence: str) -> None:
            self.start_page.show_demo_resting(sentence)
            self._say(sentence, False)

        if self.task_strip.run("Drawing the demo film", self._make_demo, opened, failed):
            self.task_strip.hide()  # the demo's own card shows how far it is
        else:
            self.start_page.show_demo_resting("")

    def previous_recording(self) -> None:
        """Show the film before this one."""
        self.workspace.show_next_recording(-1)

    def next_recording(self) -> None:
        """Show the film after this one."""
        self.workspace.show_next_recording(1)

    def edit_codebook(self) -> None:
        """Edit the codes of the film on the stage, or of the case's first codebook."""
        codebook = self.workspace.codebook or self.workspace.snapshot.codebooks[0]
        self._edit_codebook(codebook.id)

    def _edit_codebook(self, codebook_id: str) -> None:
        _ask(CodebookForm(self.workspace, codebook_id, self))

    def _record_answer(self, person_id: str, purpose: Purpose) -> None:
        _ask(ConsentForm(self.workspace, person_id, purpose, self))

    def quit(self) -> None:
        """Close the window."""
        self.close()

    # Pages

    def show_start(self) -> None:
        """Let the case go and show the first page."""
        if not self._may_leave_case():
            return
        self._close_case()
        self.setWindowTitle("VIG Tool")
        self.start_page.refresh()
        self._show_page("start")

    def show_family_page(self) -> None:
        """Show the case page."""
        self._show_page("family")

    def show_film_page(self) -> None:
        """Show the film and its tags."""
        self._show_page("film")
        self.film_page.stage.setFocus()

    def _show_recording(self, recording_id: str) -> None:
        self.workspace.show_recording(recording_id)
        self.show_film_page()

    def _show_page(self, name: str) -> None:
        pages = {"start": self.start_page, "family": self.case_page, "film": self.film_page}
        if name != "film":
            self.workspace.projector.pause()
        self._pages.setCurrentWidget(pages[name])
        pages[name].setFocus()  # on no control, or the next key would press it unasked
        self.top_bar.show_page(name)
        self._note_change()

    # Edit

    def undo(self) -> None:
        """Take the last step back."""
        self.workspace.undo()

    def redo(self) -> None:
        """Do the last undone step again."""
        self.workspace.redo()

    def delete(self) -> None:
        """Delete what is selected: a clip, or a tag."""
        if self.workspace.clip is not None:
            self.choosing.delete()
        else:
            self.tagging.delete()

    def find_tag(self) -> None:
        """Go to the field that finds tags."""
        self.show_film_page()
        self.film_page.inspector.show()
        self.film_page.tags.focus_find()

    # Play

    def toggle_playing(self) -> None:
        """Play, or pause."""
        self.workspace.projector.toggle_playing()

    def step_back(self) -> None:
        """One frame back."""
        self.workspace.projector.step(-1)

    def step_on(self) -> None:
        """One frame on."""
        self.workspace.projector.step(1)

    def second_back(self) -> None:
        """One second back."""
        self.workspace.projector.leap(-_SECOND_US)

    def second_on(self) -> None:
        """One second on."""
        self.workspace.projector.leap(_SECOND_US)

    def five_back(self) -> None:
        """Five seconds back."""
        self.workspace.projector.leap(-5 * _SECOND_US)

    def five_on(self) -> None:
        """Five seconds on."""
        self.workspace.projector.leap(5 * _SECOND_US)

    def go_to_start(self) -> None:
        """The first frame."""
        self.workspace.projector.go_to_start()

    def go_to_end(self) -> None:
        """The last frame."""
        self.workspace.projector.go_to_end()

    # Tags

    def press_code(self, code: Code, shifted: bool) -> None:
        """The key of a code."""
        if self._pages.currentWidget() is self.film_page:
            self.tagging.press(code, shifted)

    def star(self) -> None:
        """Star the selected tag."""
        self.tagging.star()

    def edit_note(self) -> None:
        """Write a note for the selected tag."""
        self.film_page.tags.focus_note()

    def start_here(self) -> None:
        """The selected tag begins with the frame on screen."""
        self.tagging.set_edge_here("start")

    def end_here(self) -> None:
        """The selected tag ends with the frame on screen."""
        self.tagging.set_edge_here("end")

    def start_back(self) -> None:
        """The selected tag begins one frame earlier."""
        self.tagging.nudge("start", -1)

    def start_on(self) -> None:
        """The selected tag begins one frame later."""
        self.tagging.nudge("start", 1)

    def end_back(self) -> None:
        """The selected tag ends one frame earlier."""
        self.tagging.nudge("end", -1)

    def end_on(self) -> None:
        """The selected tag ends one frame later."""
        self.tagging.nudge("end", 1)

    def next_tag(self) -> None:
        """Select the next tag and go to it."""
        self._select_beside(1)

    def previous_tag(self) -> None:
        """Select the tag before and go to it."""
        self._select_beside(-1)

    def _select_beside(self, steps: int) -> None:
        work = self.workspace
        ids = [tag.id for tag in work.tags]
        if not ids:
            return
        if work.tag is not None:
            place = min(max(ids.index(work.tag.id) + steps, 0), len(ids) - 1)
        else:
            earlier = sum(tag.start_us <= work.projector.time_us for tag in work.tags)
            place = min(max(earlier if steps > 0 else earlier - 1, 0), len(ids) - 1)
        work.select_tag(ids[place])
        work.go_to_tag()

    def cancel(self) -> None:
        """Cancel what runs: work, an interval, playing, marks, or what is selected."""
        if self.task_strip.cancel() or self.tagging.cancel_running():
            return
        stage = self.film_page.stage
        if self.workspace.projector.playing:
            self.workspace.projector.pause()
        elif stage.isVisible() and not stage.hasFocus():
            stage.setFocus()  # out of a list or a form, which keeps what is selected
        elif not self.choosing.clear_marks():
            self.workspace.select_tag(None)

    # Clips

    def mark_in(self) -> None:
        """Mark in at the frame on screen."""
        self.choosing.mark_in()

    def mark_out(self) -> None:
        """Mark out at the frame on screen, which is included."""
        self.choosing.mark_out()

    def accept(self) -> None:
        """Enter: in the list of tags and in the tray it goes to what is selected, elsewhere it
        makes a clip."""
        page = self.film_page
        focus = QApplication.focusWidget()
        if focus is not None and page.codes.isAncestorOf(focus):
            page.codes.press_current()
        elif focus is not None and page.tags.isAncestorOf(focus) and self.workspace.tag:
            self.workspace.go_to_tag()
        elif focus is not None and page.tray.isAncestorOf(focus) and self.workspace.clip:
            self.workspace.go_to_clip()
        elif self._pages.currentWidget() is page:
            self.choosing.make_clip()

    def play_clip(self) -> None:
        """Play the selected clip."""
        self.choosing.play_clip()

    def set_still(self) -> None:
        """The frame on screen is the selected clip's still."""
        self.choosing.set_still_here()

    def rename_clip(self) -> None:
        """Write the selected clip's title."""
        self.film_page.tray.show()
        self.film_page.tray.focus_title()

    def clip_earlier(self) -> None:
        """Move the selected clip up the tray."""
        self.choosing.move(-1)

    def clip_later(self) -> None:
        """Move the selected clip down the tray."""
        self.choosing.move(1)

    def trim_start_back(self) -> None:
        """The selected clip begins one frame earlier."""
        self.choosing.trim("start", -1)

    def trim_start_on(self) -> None:
        """The selected clip begins one frame later."""
        self.choosing.trim("start", 1)

    def trim_end_back(self) -> None:
        """The selected clip ends one frame earlier."""
        self.choosing.trim("end", -1)

    def trim_end_on(self) -> None:
        """The selected clip ends one frame later."""
        self.choosing.trim("end", 1)

    # Share

    def share(self) -> None:
        """Choose what to share, for what, and where to."""
        if not self.workspace.clips:
            self._say("There are no clips yet. Mark in and out, then Enter makes one.", False)
            return
        self.workspace.projector.pause()
        dialog = ShareDialog(self.workspace, self.sharing, self)
        dialog.record_answer.connect(self._record_answer)
        _ask(dialog)

    def show_to_family(self) -> None:
        """Open the parent's window on the clips of the tray."""
        work = self.workspace
        if not work.clips:
            self._say("There are no clips yet. Mark in and out, then Enter makes one.", False)
        elif not self.showing.busy:
            work.projector.pause()
            job = self.task_strip.begin("Getting the moments ready", self.showing.cancel)
            if job is not None:
                case, self._showing_job = work.case, job
                self.showing.start(
                    lambda: work.snapshot if work.case is case else None, work.folder, self.screen()
                )

    def _refuse_showing(self, sentence: str) -> None:
        self.task_strip.end(self._showing_job)
        self._tell("Not yet", sentence)

    # View

    def zoom_in(self) -> None:
        """Look closer at the timeline."""
        self.film_page.timeline.zoom_in()

    def zoom_out(self) -> None:
        """See more of the timeline."""
        self.film_page.timeline.zoom_out()

    def zoom_fit(self) -> None:
        """See the whole film on the timeline."""
        self.film_page.timeline.zoom_fit()

    def toggle_tray(self) -> None:
        """Show or hide the tray."""
        self.film_page.toggle_tray()

    def toggle_inspector(self) -> None:
        """Show or hide codes and tags."""
        self.film_page.toggle_inspector()

    def toggle_theme(self) -> None:
        """Light instead of dark, or dark instead of light."""
        choice: theme.Scheme = "light" if theme.scheme() == "dark" else "dark"
        settings.choose_theme(choice)
        self._redress(choice)

    def larger_text(self) -> None:
        """Show text one size larger."""
        self._scale_text(1)

    def smaller_text(self) -> None:
        """Show text one size smaller."""
        self._scale_text(-1)

    def full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _scale_text(self, steps: int) -> None:
        place = _TEXT_SCALES.index(min(_TEXT_SCALES, key=lambda s: abs(s - theme.text_scale())))
        scale = _TEXT_SCALES[min(max(place + steps, 0), len(_TEXT_SCALES) - 1)]
        settings.choose_text_scale(scale)
        self._redress(theme.scheme(), text_scale=scale)

    def _follow_system(self) -> None:
        if settings.theme_choice() == "system":
            self._redress(theme.system_scheme())

    def _redress(
        self,
        scheme: theme.Scheme,
        *,
        text_scale: float | None = None,
        compact: bool | None = None,
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.dress(app, scheme, text_scale=text_scale, compact=compact)

    def _dress(self) -> None:
        put_on_icons(self.commands)
        dark = theme.scheme() == "dark"
        self.commands["toggle_theme"].setIcon(theme.icon("sun" if dark else "moon"))
        self.commands["toggle_theme"].setText("Light" if dark else "Dark")
        self._note_change()

    # Help

    def about_film(self) -> None:
        """Say what the film on the stage is."""
        film = self.workspace.projector.film
        recording = self.workspace.recording
        if film is None or recording is None:
            self._say(self.workspace.finding or "No film is open.", False)
        else:
            self._tell(recording.name, about(film))

    def show_keys(self) -> None:
        """The list of keys."""
        _ask(KeysPage(self.workspace.codes, self))

    def show_about(self) -> None:
        """What this program is."""
        self._tell(
            "VIG Tool",
            "For Video Interaction Guidance: find the moments when they were in tune, then watch "
            "them together.\n\nEverything stays on this computer.\n\n"
            "Free software under the GNU General Public License, version 3 or later.",
        )

    # What happens

    def _take_codes(self) -> None:
        for action in self._code_actions:
            self.removeAction(action)
            action.deleteLater()
        self._code_actions = code_actions(self.workspace.codes, self)
        self._note_change()

    def _note_change(self, tables: object = frozenset()) -> None:
        if isinstance(tables, frozenset) and {"code", "codebook", "recording"} & tables:
            self._take_codes()
            return
        case = self.workspace.case
        undo = None if case is None else case.undo_label
        redo = None if case is None else case.redo_label
        self._name_step("undo", "Undo", undo, "Ctrl+Z")
        self._name_step("redo", "Redo", redo, "Ctrl+Shift+Z")

        self._enable()

    def _enable(self) -> None:
        """Let each command work where what it needs is there, and nowhere else."""
        work = self.workspace
        on_page = work.case is not None and self._pages.currentWidget() is self.film_page
        there = {
            "": True,
            "case": work.case is not None,
            "page": on_page,
            "film": on_page and work.projector.film is not None,
        }
        for command in COMMANDS:
            if command.name not in ("undo", "redo"):
                self.commands[command.name].setEnabled(there[command.needs])

    def _name_step(self, name: str, verb: str, label: str | None, key: str) -> None:
        action = self.commands[name]
        action.setEnabled(label is not None and not self.workspace.read_only)
        shown = verb if label is None else f"{verb}: {label.replace('&', '&&')}"
        action.setText(shown)
        action.setToolTip(tip(verb if label is None else f"{verb}: {label}", key))

    def _say(self, sentence: str, undo: bool) -> None:
        if self._pages.currentWidget() is self.film_page:
            self.film_page.stage.say(sentence, undo)
        else:
            bar = self.statusBar()
            bar.showMessage(sentence, theme.duration_ms("toast_stays"))
            bar.show()

    def _tell(self, title: str, text: str) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        for label in box.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
        _ask(box)

    def _refuse(self, reason: VigError | OSError) -> None:
        sentence = describe(reason) if isinstance(reason, OSError) else str(reason)
        if self.workspace.case is None:
            self.show_start()
        self._tell("That did not work", sentence)

    def _close_case(self) -> None:
        try:
            self.workspace.close_case()
        except VigError as reason:
            self._tell("The case is safe", str(reason))

    # What Qt tells

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 (Qt's name)
        self._ring.expect()
        return super().focusNextPrevChild(forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        width, height = theme.tokens()["size"]["compact_below"]
        compact = self.width() < width or self.height() < height
        if compact != theme.state.compact:
            self.film_page.remember()
            self._redress(theme.scheme(), compact=compact)
            self.film_page.restore()
        self.task_strip.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        if _dropped_files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        self._take_dropped(_dropped_files(event.mimeData().urls()))
        event.acceptProposedAction()

    def _take_dropped(self, paths: list[Path]) -> None:
        cases = [path for path in paths if path.suffix.lower() == ".vig"]
        if cases:
            self.open_case(cases[0])
        elif paths and self.workspace.case is not None:
            self.add_films(paths)
        elif paths:
            self._new_case_with(paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._may_leave_case():
            event.ignore()
            return
        self.sharing.shut_down()
        self.showing.shut_down()
        self.task_strip.shut_down()
        self.start_page.shut_down()
        self._close_case()
        self.case_page.shut_down()
        self.workspace.projector.shut_down()
        self.film_page.remember()
        settings.remember_layout("window", self.saveGeometry())
        event.accept()

    def _may_leave_case(self) -> bool:
        """Whether the case may be let go: an export of it that goes on would be stopped by that."""
        if not self.sharing.busy:
            return True
        answer = QMessageBox.question(
            self, "VIG Tool", "Clips are being made just now. Stop that, and leave the case?"
        )
        return answer == QMessageBox.StandardButton.Yes


def _ask(dialog: QDialog) -> None:
    """Show a dialog until it is answered, and let go of it."""
    try:
        dialog.exec()
    finally:
        dialog.deleteLater()


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def about(film: Film) -> str:
    """What a film is, in sentences."""
    seconds = film.index.duration_us / 1e6
    lines = [
        f"{len(film.index):,} frames in {int(seconds // 60)} min {seconds % 60:.1f} s.".replace(
            ",", "\N{NARROW NO-BREAK SPACE}"
        ),
        f"{film.width} × {film.height} pixels, {film.track.codec}, "
        f"{'with' if film.has_sound else 'without'} sound.",
    ]
    if film.track.rotation:
        lines.append("It was filmed turned, and is shown upright.")
    return "\n".join([*lines, *film.warnings, film.decoder_reason])


def _dropped_files(urls: Sequence[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
