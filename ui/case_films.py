"""The recordings of a case: their films, who is in them, and what becomes of them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from annotations.edit import Edit
from annotations.model import Recording
from ui import theme
from ui.case_film import FilmRow
from ui.film_looks import FilmLook, look_at_films
from ui.in_words import counted
from ui.pieces import Label, row, wrapped
from ui.reading import Reading
from ui.tasks import Task
from ui.times import lasting
from ui.workspace import Workspace
from vig_tool.fingerprint import head_and_tail_hash


class FilmsSection(QWidget):
    """One row for each recording. ``show_recording``: it (its id) shall come on the stage."""

    show_recording = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setAccessibleName("Films")
        self._workspace = workspace
        self.rows: dict[str, FilmRow] = {}
        self._looks: dict[str, FilmLook] = {}
        self._reading = Reading(self)
        self._reading.read.connect(self._take_look)
        self._searching: set[Task] = set()
        self._sum = Label("", "faint")
        self._empty = wrapped(
            "No film yet. Drop films here, or add them: they stay where they are, unchanged.",
            "soft",
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.space(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(row(Label("Films", kind="title"), self._sum, None, spacing=3))
        column.addWidget(self._empty)
        column.addLayout(self._list)

    @property
    def controls(self) -> list[QWidget]:
        """What can have the focus, from top to bottom."""
        ordered = sorted(self.rows.values(), key=self._list.indexOf)
        return [control for film_row in ordered for control in film_row.controls]

    def refresh(self) -> None:
        """Show the recordings as they are in the case."""
        snapshot = self._workspace.snapshot
        recordings = snapshot.recordings
        self._drop_rows({recording.id for recording in recordings})
        for place, recording in enumerate(recordings):
            film_row = self.rows.get(recording.id) or self._new_row(recording)
            self._list.insertWidget(place, film_row)
            film_row.show_recording(recording, snapshot, read_only=self._workspace.read_only)
        length = lasting(sum(recording.fingerprint.duration_us for recording in recordings))
        films = f"{counted(len(recordings), 'film')}, {length}"
        self._sum.setText(films if recordings else "")
        self._empty.setHidden(bool(recordings))
        self._look_at_new(recordings)

    def flush(self) -> None:
        """Write now what is not written yet."""
        for film_row in tuple(self.rows.values()):
            film_row.name.flush()

    def forget(self) -> None:
        """Another case comes: nothing that was seen holds any more."""
        self._reading.stop()
        self._looks.clear()
        self._drop_rows(set())

    def shut_down(self) -> None:
        """Wait until nothing is read any more."""
        self._reading.shut_down()
        for task in tuple(self._searching):
            task.wait()

    # Where the films are

    def _look_at_new(self, recordings: tuple[Recording, ...]) -> None:
        new = [
            recording
            for recording in recordings
            if recording.id not in self._looks or not self._looks[recording.id].is_of(recording)
        ]
        if new:
            snapshot, folder = self._workspace.snapshot, self._workspace.folder
            self._reading.start(lambda progress: look_at_films(new, snapshot, folder, progress))

    def _take_look(self, look: FilmLook) -> None:
        self._looks[look.recording_id] = look
        if look.recording_id in self.rows:
            self.rows[look.recording_id].show_look(look)

    def _search(self, recording_id: str) -> None:
        recording = self._workspace.snapshot.recording(recording_id)
        folder = str(self._workspace.folder)
        name, _ = QFileDialog.getOpenFileName(self, f"Where is {recording.name} now?", folder)
        if name:
            self.look_for_film(recording_id, Path(name))

    def look_for_film(self, recording_id: str, path: Path) -> None:
        """Take a file for the film of a recording, if it is that very film."""
        recording = self._workspace.snapshot.recording(recording_id)
        task = Task(lambda _progress: head_and_tail_hash(path))
        task.succeeded.connect(lambda found: self._relink(recording, path, str(found)))
        task.failed.connect(lambda sentence: self._workspace.say(sentence))
        task.finished.connect(lambda: self._searching.discard(task))
        self._searching.add(task)
        task.start()

    def _relink(self, recording: Recording, path: Path, found: str) -> None:
        work = self._workspace
        if work.case is None or recording.id not in self.rows:
            return
        if found != recording.fingerprint.sample_hash:
            work.say(
                f"{path.name} is another film than the one that was added as {recording.name}. "
                "Choose that one, or add this film by itself."
            )
            return
        label = f"Find {recording.name} again"
        self._looks.pop(recording.id, None)
        if work.edit(label, lambda edit: edit.relink_recording(recording.id, path)):
            self.refresh()
            if work.recording is not None and work.recording.id == recording.id:
                work.show_recording(recording.id)

    # Rows and their edits

    def _drop_rows(self, but: set[str]) -> None:
        for recording_id in [each for each in self.rows if each not in but]:
            film_row = self.rows.pop(recording_id)
            self._looks.pop(recording_id, None)
            film_row.blockSignals(True)  # no late word of a recording that is gone
            film_row.hide()
            film_row.deleteLater()

    def _new_row(self, recording: Recording) -> FilmRow:
        made = self.rows[recording.id] = FilmRow()
        key = recording.id
        made.opened.connect(lambda: self.show_recording.emit(key))
        made.searched.connect(lambda: self._search(key))
        made.changed.connect(
            lambda changed: self._edit(
                f"Change {self._name(key)}", lambda edit: edit.change_recording(changed)
            )
        )
        made.peopled.connect(lambda person_id, there: self._people(key, person_id, there))
        made.taken_out.connect(lambda: self._take_out(key))
        if key in self._looks:
            made.show_look(self._looks[key])
        return made

    def _people(self, recording_id: str, person_id: str, there: bool) -> None:
        person = self._workspace.snapshot.person(person_id).name
        recording = self._name(recording_id)

        def change(edit: Edit) -> None:
            (edit.link_person if there else edit.unlink_person)(recording_id, person_id)

        self._edit(f"{person} is {'' if there else 'not '}in {recording}", change)

    def _take_out(self, recording_id: str) -> None:
        name = self._name(recording_id)
        self._edit(f"Take {name} out", lambda edit: edit.delete_recording(recording_id))
        if recording_id not in self.rows:
            self._workspace.say(
                f"{name} was taken out. The film itself is where it was.", undo=True
            )

    def _name(self, recording_id: str) -> str:
        return self._workspace.snapshot.recording(recording_id).name

    def _edit(self, label: str, do: Callable[[Edit], object]) -> None:
        self._workspace.edit(label, do)
        # Where it was refused, the controls show again what is in the case.
        self.refresh()
