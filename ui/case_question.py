"""The helping question of a family, edited where it stands."""

from annotations.model import Role
from ui.in_place import TextInPlace
from ui.pieces import Card, Label, noted
from ui.workspace import Workspace


class QuestionCard(Card):
    """The question with which a family came."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(name="The helping question")
        self._workspace = workspace
        self._whose = Label("", "faint", "micro")
        self.text = TextInPlace(
            "The helping question",
            "What the family would like help with, in their own words",
            "What would the family like to find out together?",
        )
        self.text.changed_to.connect(self._write)
        self.body.addWidget(self._whose)
        self.body.addWidget(self.text)
        hint = Label("In their own words. It can change on the way.", "faint", "small")
        self.body.addLayout(noted("pencil-simple", hint))

    def refresh(self) -> None:
        """Show what is in the case."""
        snapshot = self._workspace.snapshot
        parents = [person.name for person in snapshot.people if person.role is Role.PARENT]
        self._whose.setText(
            f"{parents[0]}’s question" if len(parents) == 1 else "The helping question"
        )
        self.text.show_text(snapshot.question)
        self.text.setReadOnly(self._workspace.read_only)

    def flush(self) -> None:
        """Write now what is not written yet."""
        self.text.flush()

    def forget(self) -> None:
        """Another case comes."""
        self.text.show_text("")

    def _write(self, question: str) -> None:
        self._workspace.edit("Change the question", lambda edit: edit.set_question(question))
