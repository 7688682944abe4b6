"""The window: its pages, its commands, and how its parts are put together."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
)

from annotations.model import Code, Purpose
from ui import settings, theme
from ui.actions import COMMANDS, code_actions, make_actions, put_on_icons, tip
from ui.case_page import CasePage
from ui.choosing import Choosing
from ui.commands.cases import CaseCommands, MakeDemo
from ui.commands.clips import ClipCommands
from ui.commands.help import HelpCommands
from ui.commands.look import LookCommands
from ui.commands.play import PlayCommands
from ui.commands.tags import TagCommands
from ui.commands.timeline import TimelineCommands
from ui.commands.view import ViewCommands
from ui.dialogs import ask, confirm, tell
from ui.dressing import follow_system, redress
from ui.dropped import files_in
from ui.errors import ErrorDesk
from ui.film_page import FilmPage
from ui.focus_ring import FocusRing
from ui.forms.consent_form import ConsentForm
from ui.garbage import GarbageCollector
from ui.looking import Looking
from ui.manners import KeyManners
from ui.mark import window_icon
from ui.picture_alone import PictureAlone
from ui.second_screen import SecondScreen
from ui.share_dialog import ShareDialog
from ui.share_note import ShareNote
from ui.share_terms import free_clips
from ui.sharing import Sharing
from ui.showing import Showing
from ui.showing_question import ask_what_to_show
from ui.start_page import StartPage
from ui.tagging import Tagging
from ui.task_strip import Job, TaskStrip
from ui.toast import Toast
from ui.top_bar import TopBar
from ui.workspace import Workspace


class Workbench(QMainWindow):
    """The main window. What its commands do stands in ``ui/commands``, and here where they concern
    the whole of it.

    ``make_demo`` makes the demo where it is not there yet, and returns its case.
    """

    def __init__(self, make_demo: MakeDemo) -> None:
        super().__init__()
        self._garbage = GarbageCollector(self)
        self.workspace = Workspace(self)
        self.tagging = Tagging(self.workspace)
        self.choosing = Choosing(self.workspace)
        self.looking = Looking(self.workspace)
        self.sharing = Sharing(self.workspace)
        self.showing = Showing(self)
        self._showing_job: Job | None = None
        self.commands = make_actions(self, self.do)
        self._code_actions: list[QAction] = []
        self._build(make_demo)
        self._connect()
        self._dress()
        self.show_start()

    # Putting it together

    def _build(self, make_demo: MakeDemo) -> None:
        self.setWindowTitle("VIG Tool")
        self.setWindowIcon(window_icon())
        self.setMinimumSize(*theme.tokens()["size"]["window_min"])
        self.setAcceptDrops(True)
        self.top_bar = TopBar(self.commands, self)
        self.setMenuWidget(self.top_bar)
        self.start_page = StartPage()
        self.case_page = CasePage(self.workspace)
        self.film_page = FilmPage(
            self.workspace, self.tagging, self.choosing, self.looking, self.commands
        )
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("pages")
        for page in (self.start_page, self.case_page, self.film_page):
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)
        self.task_strip = TaskStrip(self, self._rest_keys)
        self.share_note = ShareNote(self, self.sharing, self._rest_keys)
        self._ring = FocusRing(self)
        self._manners = KeyManners(self, self._rest_keys)
        self.desk = ErrorDesk(self)
        self.toast = Toast(self._pages)  # beside the film page, which has its own on the picture
        self.film_page.restore()
        self.cases = CaseCommands(
            self, self.workspace, self.task_strip, self.start_page, self._may_leave_case, make_demo
        )
        page = self.film_page
        self.alone = PictureAlone(self, page)
        self.second = SecondScreen(self, self.workspace)
        play = PlayCommands(self.workspace, self.choosing)
        self._manners.pressed.connect(play.note_press)
        self._manners.let_go.connect(play.let_go)
        self._doers = (
            self,
            self.cases,
            play,
            TagCommands(self.workspace, self.tagging, page.tags),
            TimelineCommands(self, self.workspace, page.timeline, page.tags, self.commands),
            ClipCommands(self.choosing, page.tray),
            ViewCommands(self, page, self.alone, self.second),
            LookCommands(self.looking),
            HelpCommands(self, self.workspace),
        )

    def do(self, name: str) -> None:
        """Do a command."""
        self.doing(name)()

    def doing(self, name: str) -> Callable[[], None]:
        """What a command does."""
        doer = next(each for each in self._doers if hasattr(each, name))
        what: Callable[[], None] = getattr(doer, name)
        return what

    def _connect(self) -> None:
        work = self.workspace
        work.said.connect(self._say)
        self.toast.undo_asked.connect(work.undo)
        work.changed.connect(self.toast.withdraw_undo)
        work.case_changed.connect(self.toast.withdraw_undo)
        work.changed.connect(self._note_change)
        work.case_changed.connect(self._note_change)
        work.case_changed.connect(self.share_note.dismiss)
        work.recording_changed.connect(self._take_codes)
        work.recording_changed.connect(self._show_title)
        work.projector.film_changed.connect(self._note_change)
        self.second.changed.connect(self._note_change)
        self.desk.said.connect(lambda sentence: self._say(sentence, False))
        self.cases.entered.connect(self._enter_case)
        self.cases.refused.connect(self._stay_out)
        self.cases.chosen.connect(self._show_recording)
        start = self.start_page
        start.open_case.connect(self.cases.open_case)
        start.new_case.connect(self.cases.new_case_with)
        start.choose_case.connect(self.cases.choose_case)
        start.open_demo.connect(self.cases.open_demo)
        start.demo_stop_asked.connect(self.task_strip.cancel)
        self.task_strip.told.connect(start.follow_demo)
        self.task_strip.ended.connect(start.note_demo_stopped)
        page = self.case_page
        page.add_films.connect(self.cases.add_films)
        page.choose_films.connect(self.cases.choose_films)
        page.show_recording.connect(self._show_recording)
        page.record_answer.connect(self._record_answer)
        page.edit_codebook.connect(self.cases.edit_codebook_of)
        self.film_page.tray.show_to_family.connect(self.show_to_family)
        self.film_page.stage.dropped.connect(self.cases.take_dropped)
        sharing, bar = self.sharing, self.top_bar
        sharing.began.connect(lambda: bar.show_sharing(0.0))
        sharing.progressed.connect(lambda fraction, _doing: bar.show_sharing(fraction))
        for ended in (sharing.finished, sharing.failed, sharing.stopped, sharing.left):
            ended.connect(lambda *_: bar.show_sharing(None))
        strip = self.task_strip
        strip.refused.connect(lambda sentence: self._say(sentence, False))
        self.showing.progressed.connect(lambda *far: strip.progress(self._showing_job, *far))
        self.showing.opened.connect(lambda: strip.end(self._showing_job))
        # Nothing but the chosen moments is seen or heard meanwhile.
        self.showing.opened.connect(work.projector.pause)
        self.showing.opened.connect(self.second.close)
        self.showing.ended.connect(lambda: strip.end(self._showing_job))
        work.changed.connect(lambda _tables: self.showing.check())
        for left in (work.leaving, work.case_changed):
            left.connect(self.showing.cancel)
        self.showing.failed.connect(self._refuse_showing)
        theme.state.changed.connect(self._dress)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.styleHints().colorSchemeChanged.connect(follow_system)

    # Cases

    def _enter_case(self) -> None:
        case = self.workspace.case
        assert case is not None
        self._show_title()
        if self.workspace.snapshot.recordings:
            self.show_film_page()
        else:
            self.show_family_page()

    def _show_title(self) -> None:
        """The family's name, and which of its films is on the stage."""
        case, recording = self.workspace.case, self.workspace.recording
        if case is not None:
            film = f" · {recording.name}" if recording is not None else ""
            look = " (only to look at)" if case.read_only else ""
            self.setWindowTitle(f"{case.path.stem}{film}{look} – VIG Tool")

    def _stay_out(self) -> None:
        if self.workspace.case is None:
            self.show_start()

    def _record_answer(self, person_id: str, purpose: Purpose) -> None:
        ask(ConsentForm(self.workspace, person_id, purpose, self))

    def quit(self) -> None:
        """Close the window."""
        self.close()

    # Pages

    def show_start(self) -> None:
        """Let the case go and show the first page."""
        if not self._may_leave_case():
            return
        self.cases.close()
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
            self.alone.leave()
            self.workspace.projector.pause()
        said = self.toast.sentence
        self.toast.hide()
        self._pages.setCurrentWidget(pages[name])
        if said:  # on the page before, just now
            self._say(said, False)
        pages[name].setFocus()  # on no control, or the next key would press it unasked
        self.top_bar.show_page(name)
        self._note_change()

    def _rest_keys(self) -> None:
        """Let no control have the keys, but the film, or else the page that is shown."""
        if self._pages.currentWidget() is self.film_page:
            self.film_page.stage.setFocus()
        elif (page := self._pages.currentWidget()) is not None:
            page.setFocus()

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

    # Tags

    def press_code(self, code: Code, shifted: bool) -> None:
        """The key of a code."""
        self.tagging.press(code, shifted)

    def cancel(self) -> None:
        """Cancel what runs: an interval, work, playing, marks, or what is selected. Where the
        picture is alone, an interval, or that."""
        if self.alone.on:
            if not self.tagging.cancel_running():
                self.alone.leave()
            return
        on_film = self._pages.currentWidget() is self.film_page
        if on_film and self.tagging.cancel_running():
            return
        if self.task_strip.cancel() or self.share_note.dismiss() or not on_film:
            return  # what is not seen is not cancelled
        stage = self.film_page.stage
        if self.workspace.projector.playing:
            self.workspace.projector.pause()
        elif stage.isVisible() and not stage.hasFocus():
            stage.setFocus()  # out of a list or a form, which keeps what is selected
        elif self.film_page.tags.is_form_alone:
            self.film_page.tags.close_form()
        elif not self.choosing.clear_marks():
            self.workspace.select_tag(None)

    # Clips

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

    # Share

    def share(self) -> None:
        """Choose what to share, for what, and where to."""
        if not self.workspace.clips:
            self._say("There are no clips yet. Mark in and out, then Enter makes one.", False)
            return
        self.workspace.projector.pause()
        dialog = ShareDialog(self.workspace, self.sharing, self)
        dialog.record_answer.connect(self._record_answer)
        with self.share_note.silenced():
            ask(dialog)

    def show_to_family(self) -> None:
        """Open the parent's window on the clips of the tray."""
        work, case = self.workspace, self.workspace.case
        if not work.clips:
            self._say("There are no clips yet. Mark in and out, then Enter makes one.", False)
        elif case is not None and not self.showing.busy:
            work.projector.pause()
            work.settling.emit()
            snapshot = case.snapshot()  # somebody else may have written an answer meanwhile
            clips = free_clips(snapshot, Purpose.REVIEW)
            if len(clips) < len(snapshot.clips):
                answer = ask_what_to_show(self, snapshot, clips, may_record=not work.read_only)
                if isinstance(answer, str):
                    self._record_answer(answer, Purpose.REVIEW)
                    if case.snapshot().consents != snapshot.consents:
                        self.show_to_family()  # go on, or ask the next one
                if answer is not True:
                    return
            job = self.task_strip.begin("Getting the moments ready", self.showing.cancel)
            if job is not None:
                self._showing_job = job
                self.showing.start(
                    lambda: case.snapshot() if work.case is case else None,
                    clips,
                    work.folder,
                    self.screen(),
                )

    def _refuse_showing(self, sentence: str) -> None:
        self.task_strip.end(self._showing_job)
        tell(self, "Not yet", sentence)

    # View

    def _dress(self) -> None:
        put_on_icons(self.commands)
        dark = theme.scheme() == "dark"
        self.commands["toggle_theme"].setIcon(theme.icon("sun" if dark else "moon"))
        self.commands["toggle_theme"].setText("Light" if dark else "Dark")
        self._note_change()

    # Help

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
        for action in self._code_actions:
            action.setEnabled(on_page)
        self.second.dress(self.commands["second_screen"])
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
            self.toast.say(sentence, undo)

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
            redress(theme.scheme(), compact=compact)
            self.film_page.restore()
        self.task_strip.place()
        self.share_note.place()
        self.toast.settle()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        self.cases.take_dropped(files_in(event.mimeData()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._may_leave_case():
            event.ignore()
            return
        self.alone.leave()
        self.second.close()
        self.sharing.shut_down()
        self.showing.shut_down()
        self.task_strip.shut_down()
        self.start_page.shut_down()
        self.cases.close()
        self.case_page.shut_down()
        self.workspace.projector.shut_down()
        self.film_page.remember()
        settings.remember_layout("window", self.saveGeometry())
        event.accept()

    def _may_leave_case(self) -> bool:
        """Whether the case may be let go: an export of it that goes on would be stopped by that."""
        if not self.sharing.busy:
            return True
        return confirm(
            self,
            "Clips are being made just now.",
            "If you leave the case, that stops and nothing of it is kept.",
            "Stop and leave",
            "Go on",
        )
