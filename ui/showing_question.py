"""What is asked where not every moment may be shown to the family."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QWidget

from annotations.model import Clip, Purpose, Snapshot
from ui.controls import Button
from ui.dialogs import ask
from ui.forms.form import Form
from ui.in_words import counted
from ui.share_terms import notices


def ask_what_to_show(
    parent: QWidget, snapshot: Snapshot, free: Sequence[Clip], *, may_record: bool
) -> str | Literal[True] | None:
    """Say whose yes is missing, and ask what to do: True to show the moments that are ``free``,
    somebody's id to write down their answer, None for nothing."""
    told = notices(snapshot, Purpose.REVIEW)
    sentences = "\n".join(f"{notice.heading} {notice.detail}" for notice in told)
    form = Form("Not every moment yet" if free else "Not yet", sentences, parent)
    chosen: list[str | Literal[True]] = []

    def offer(button: Button, choice: str | Literal[True]) -> None:
        def choose() -> None:
            chosen.append(choice)
            form.accept()

        button.clicked.connect(choose)
        form.foot.addWidget(button)
        button.setFocus()  # the last one is what is most likely wanted

    leave = Button("Cancel", about="Show nothing now", key="Esc")
    leave.clicked.connect(form.reject)
    form.foot.addWidget(leave)
    form.foot.addStretch()
    asked = next((each for each in told if each.person_id is not None), None)
    if asked is not None and asked.person_id is not None and may_record:
        about = "Write down what was answered"
        words = f"Record {asked.person_name}’s answer…".replace("&", "&&")
        look = "" if free else "main"
        offer(Button(words, look=look, about=about), asked.person_id)
    if free:
        words = f"Show {counted(len(free), 'moment')}"
        offer(Button(words, look="main", about="Show these now", key="Return"), True)
    ask(form)
    return next(iter(chosen), None)
