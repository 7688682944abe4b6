"""Commands that open and make cases and add films to them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotations.backups import Backup, last_state, list_backups, restore
from annotations.case import Case
from annotations.errors import CaseDamaged, CaseUnreadable
from export.linked_films import Looked, link, look_at_each, new_to
from ui import settings
from ui.dialogs import ask, confirm, tell
from ui.forms.codebook_form import CodebookForm
from ui.in_words import date_and_time
from ui.start_page import StartPage
from ui.task_strip import TaskStrip
from ui.workspace import Workspace
from vig_tool.errors import VigError, describe
from vig_tool.progress import Progress

MakeDemo = Callable[[Progress], Path]

_CASE_FILES = "Cases (*.vig)"
_FILM_FILES = (
    "Films (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.ts *.mts *.m2ts *.mpg *.mpeg *.vob);;"
    "All files (*)"
)


class CaseCommands(QObject):
    """The way into a case. ``may_leave`` says whether the one that is open may be let go;
    ``make_demo`` makes the demo where it is not there yet, and returns its case.

    ``entered``  a case is open, and wants to be shown
    ``refused``  a case could not be opened
    ``chosen``   a recording wants to be shown (its id)
    """

    entered = Signal()
    refused = Signal()
    chosen = Signal(str)

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        task_strip: TaskStrip,
        start_page: StartPage,
        may_leave: Callable[[], bool],
        make_demo: MakeDemo,
    ) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._task_strip, self._start_page = task_strip, start_page
        self._may_leave, self._make_demo = may_leave, make_demo

    def open_case(self, path: Path) -> None:
        """Open a case and show its first film. Where that cannot be, what is open stays open."""
        current = self._workspace.case
        if current is None or not _same_file(current.path, path):
            if not self._may_leave():
                return
            case = self._opened(path)
            if case is None:
                return
            self.close()
            settings.note_case(case.path)
            self._workspace.open_case(case)
        self.entered.emit()

    def _opened(self, path: Path) -> Case | None:
        try:
            return Case.open(path)
        except (CaseDamaged, CaseUnreadable) as refusal:
            backup = last_state(list_backups(path))
            if backup is not None and self._shall_come_back(refusal, backup):
                return self._brought_back(path, backup)
            if backup is not None:
                self.refused.emit()
            elif isinstance(refusal, CaseDamaged):
                self._refuse(CaseDamaged(f"{_first(refusal)} Look for a copy: no backup is there."))
            else:
                self._refuse(refusal)
        except (VigError, OSError) as refusal:
            self._refuse(refusal)
        return None

    def _shall_come_back(self, refusal: VigError, backup: Backup) -> bool:
        return confirm(
            self._window,
            _first(refusal),
            f"There is a backup of {date_and_time(backup.kept.isoformat())}. "
            "The file as it is now is kept beside it.",
            "Bring the backup back",
            "Leave it",
        )

    def _brought_back(self, path: Path, backup: Backup) -> Case | None:
        try:
            restore(path, backup.path)
            return Case.open(path)
        except (VigError, OSError) as refusal:
            self._refuse(refusal)
            return None

    def create_case(self, path: Path) -> bool:
        """Make a new case and open it. Whether it is open now."""
        if path.suffix != ".vig":
            path = path.with_name(f"{path.name}.vig")
        try:
            Case.create(path).close()
        except (VigError, OSError) as refusal:
            self._refuse(refusal)
            return False
        self.open_case(path)
        current = self._workspace.case
        return current is not None and _same_file(current.path, path)

    def add_films(self, paths: list[Path]) -> None:
        """Look at films off the window's thread, then link as one step those that can be read."""
        case = self._workspace.case
        if case is None or not paths:
            return
        snapshot, folder = self._workspace.snapshot, self._workspace.folder
        self._look_at(
            paths,
            lambda progress: new_to(snapshot, folder, look_at_each(paths, progress)),
            lambda looked: self._link(case, looked),
        )

    def _look_at(
        self,
        paths: list[Path],
        look: Callable[[Progress], Looked],
        then: Callable[[Looked], None],
    ) -> None:
        doing = "Looking at the film" if len(paths) == 1 else f"Looking at {len(paths)} films"
        self._task_strip.run(doing, look, then, self._workspace.say)

    def _link(self, case: Case, looked: Looked) -> None:
        if self._workspace.case is not case:
            return
        before = {recording.id for recording in self._workspace.snapshot.recordings}
        try:
            if looked.prints:
                link(case, looked)
        except VigError as refusal:
            self._refuse(refusal)
            return
        new = [each for each in self._workspace.snapshot.recordings if each.id not in before]
        if new:
            self.chosen.emit(new[0].id)
        self._tell_refused(looked)

    def _tell_refused(self, looked: Looked) -> None:
        if looked.refused:
            some = "Not every film could be added" if looked.prints else "That did not work"
            tell(self._window, some, "\n".join(looked.refused))

    def new_case(self) -> None:
        """Ask where a new case shall be."""
        self.new_case_with([])

    def new_case_with(self, films: list[Path]) -> None:
        """Look at the films first, so that no case is made for what is no film."""
        if films:
            self._look_at(
                films, lambda progress: look_at_each(films, progress), self._new_case_around
            )
        elif (path := self._ask_for_place(Path.home() / "Family.vig")) is not None:
            self.create_case(path)

    def _new_case_around(self, looked: Looked) -> None:
        if not looked.prints:
            self._tell_refused(looked)
            return
        path = self._ask_for_place(next(iter(looked.prints)).with_suffix(".vig"))
        if path is not None and self.create_case(path) and self._workspace.case is not None:
            self._link(self._workspace.case, looked)

    def _ask_for_place(self, suggested: Path) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            "New case",
            str(suggested),
            _CASE_FILES,
            options=QFileDialog.Option.DontConfirmOverwrite,  # a case is never written over
        )
        return Path(name) if name else None

    def choose_case(self) -> None:
        """Ask which case to open."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a case", str(Path.home()), _CASE_FILES
        )
        if name:
            self.open_case(Path(name))

    def choose_films(self) -> None:
        """Ask which films to add."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Add films", str(self._workspace.folder), _FILM_FILES
        )
        self.add_films([Path(name) for name in names])

    def open_demo(self) -> None:
        """Open the demo's case; draw its film first where it is not there yet."""
        self._start_page.show_demo_progress(0.0, "Drawing the demo film")

        def opened(path: Path) -> None:
            self._start_page.show_demo_resting("")
            self.open_case(path)

        def failed(sentence: str) -> None:
            self._start_page.show_demo_resting(sentence)
            self._workspace.say(sentence)

        if self._task_strip.run("Drawing the demo film", self._make_demo, opened, failed):
            self._task_strip.hide()  # the demo's own card shows how far it is
        else:
            self._start_page.show_demo_resting("")

    def previous_recording(self) -> None:
        """Show the film before this one."""
        self._workspace.show_next_recording(-1)

    def next_recording(self) -> None:
        """Show the film after this one."""
        self._workspace.show_next_recording(1)

    def edit_codebook(self) -> None:
        """Edit the codes of the film on the stage, or of the case's first codebook."""
        codebook = self._workspace.codebook or self._workspace.snapshot.codebooks[0]
        self.edit_codebook_of(codebook.id)

    def edit_codebook_of(self, codebook_id: str) -> None:
        """Edit one codebook."""
        ask(CodebookForm(self._workspace, codebook_id, self._window))

    def take_dropped(self, paths: list[Path]) -> None:
        """Open a case, or add films to the one that is open, or make one around them."""
        cases = [path for path in paths if path.suffix.lower() == ".vig"]
        if cases:
            self.open_case(cases[0])
        elif paths and self._workspace.case is not None:
            self.add_films(paths)
        elif paths:
            self.new_case_with(paths)

    def _refuse(self, reason: VigError | OSError) -> None:
        sentence = describe(reason) if isinstance(reason, OSError) else str(reason)
        self.refused.emit()
        tell(self._window, "That did not work", sentence)

    def close(self) -> None:
        """Let the case go."""
        try:
            self._workspace.close_case()
        except VigError as reason:
            tell(self._window, "The case is safe", str(reason))


def _first(sentences: VigError) -> str:
    """The first of some sentences: what happened."""
    return f"{str(sentences).removesuffix('.').partition('. ')[0]}."


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
