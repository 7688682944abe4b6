"""Which moments: the clips with who is in them, and what keeps some of them here."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotations.model import Answer, Clip, Person, Purpose, Snapshot
from ui import theme
from ui.actions import tip
from ui.controls import Button, Tick
from ui.flow import Flow
from ui.pieces import Label, Still, Symbol, clear_layout, letter, wrapped
from ui.purposes import ANSWERS
from ui.share_terms import Notice, free_clips, notices
from ui.stills import Stills
from ui.times import seconds

_STILL_PX = 112
_LARGE = 1.4


class MomentList(QWidget):
    """The clips of a case, those that may leave with a box to tick.

    ``ticked``         other clips are ticked
    ``record_answer``  somebody wants to record what a person (an id) answered
    """

    ticked = Signal()
    record_answer = Signal(str)

    def __init__(self, stills: Stills) -> None:
        super().__init__()
        self._stills = stills
        self._left_out: set[str] = set()
        self.rows: dict[str, MomentRow] = {}
        self.notices: list[NoticeRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.space(1), 0)
        self._column.setSpacing(0)
        stills.changed.connect(self._show_still)

    def show_case(self, snapshot: Snapshot, purpose: Purpose) -> None:
        """Show the clips and who is in them, as things stand for a purpose."""
        clear_layout(self._column)
        free = {clip.id for clip in free_clips(snapshot, purpose)}
        self.rows = {}
        for clip in snapshot.clips:
            row = MomentRow(clip, snapshot, purpose, clip.id in free)
            row.box.setChecked(clip.id in free and clip.id not in self._left_out)
            row.box.toggled.connect(lambda on, clip=clip: self._note(clip.id, on))
            row.still.show_picture(self._stills.picture(clip))
            self.rows[clip.id] = row
            self._column.addWidget(row)
            self._column.addWidget(_rule())
        self._column.addSpacing(theme.space(3))
        self.notices = [NoticeRow(notice) for notice in notices(snapshot, purpose)]
        for notice in self.notices:
            notice.record_answer.connect(self.record_answer)
            self._column.addWidget(notice)
            self._column.addSpacing(theme.space(2))
        self._column.addStretch(1)

    @property
    def controls(self) -> list[QWidget]:
        """What can have the focus, from top to bottom."""
        boxes = [row.box for row in self.rows.values() if row.box.isEnabled()]
        buttons = [notice.button for notice in self.notices if notice.button is not None]
        return [*boxes, *buttons]

    def chosen(self) -> tuple[str, ...]:
        """The ids of the ticked clips, in their order."""
        return tuple(clip_id for clip_id, row in self.rows.items() if row.box.isChecked())

    def _note(self, clip_id: str, on: bool) -> None:
        """What somebody took out stays out, whatever the purpose."""
        (self._left_out.discard if on else self._left_out.add)(clip_id)
        self.ticked.emit()

    def _show_still(self, clip_id: str) -> None:
        for shown, row in self.rows.items():
            if shown == clip_id:
                row.still.show_picture(self._stills.picture(row.clip))


class MomentRow(QWidget):
    """One clip: a box to tick, its still, its words, and who is in it."""

    def __init__(self, clip: Clip, snapshot: Snapshot, purpose: Purpose, free: bool) -> None:
        super().__init__()
        self.clip = clip
        title = clip.title or f"Clip {snapshot.clips.index(clip) + 1}"
        self.box = Tick()
        self.box.setEnabled(free)
        self.box.setAccessibleName(title)
        self.box.setToolTip(
            tip("Share this moment", "Space") if free else "It stays here, see below"
        )
        self.still = Still(_STILL_PX, "image")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(_elastic(Label(title, kind="strong")))
        length = seconds(clip.end_us - clip.start_us)
        words.addWidget(_elastic(Label(f"{length}, with a still", "small", "small")))
        self.chips = [
            PersonChip(person, snapshot.answer(person.id, purpose))
            for person in snapshot.people_in(clip.recording_id)
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space(2), 0, theme.space(2))
        row.setSpacing(theme.space(2))
        row.addWidget(self.box)
        row.addWidget(self.still)
        row.addSpacing(theme.space(1))
        row.addLayout(words, 1)
        # With large text, who is in it stands below, and goes on in a new line where it must.
        beside = theme.text_scale() <= _LARGE
        people = row if beside else Flow(theme.space(1), theme.space(1))
        for chip in self.chips:
            people.addWidget(chip)
        if not beside:
            words.addLayout(people)
        words.addStretch(1)


class PersonChip(QWidget):
    """A person and their answer."""

    def __init__(self, person: Person, answer: Answer) -> None:
        super().__init__()
        self._name, self._answer = person.name, answer
        words, self._icon, self._ink = ANSWERS[answer]
        self.setAccessibleName(f"{person.name}: {words}")
        self.setToolTip(words.capitalize())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def answer(self) -> Answer:
        """What they said."""
        return self._answer

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        name = QFontMetrics(theme.font("small")).horizontalAdvance(self._name)
        high = _chip_px()
        icon = theme.size("icon_small")
        return QSize(high + theme.space(1) + name + theme.space(1) + icon + theme.space(2), high)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, asked = self.height(), self._answer is not Answer.UNASKED
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover" if asked else "attention_soft"))
        painter.drawRoundedRect(self.rect(), high / 2, high / 2)
        disc = QRectF(0, 0, high, high).adjusted(3, 3, -3, -3)
        painter.setBrush(theme.colour("pressed"))
        painter.drawEllipse(disc)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("micro"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter(self._name))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text" if asked else "attention"))
        words = self.rect().adjusted(high + theme.space(1), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._name)
        side = theme.size("icon_small")
        icon = QRect(self.width() - theme.space(2) - side, (high - side) // 2, side, side)
        theme.icon(self._icon, self._ink).paint(painter, icon)
        painter.end()


class NoticeRow(QFrame):
    """What keeps clips here, and a way to change that."""

    record_answer = Signal(str)

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.heading = wrapped(notice.heading, kind="strong")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(wrapped(notice.detail, "small", "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(3), theme.space(2), theme.space(2), theme.space(2))
        row.setSpacing(theme.space(3))
        row.addWidget(Symbol("warning-circle", "attention", "icon"))
        row.addLayout(words, 1)
        self.button: Button | None = None
        if notice.person_id is not None:
            person_id, name = notice.person_id, notice.person_name
            self.button = Button(
                f"Record {name}’s answer…".replace("&", "&&"), about="Say what they answered"
            )
            self.button.clicked.connect(lambda: self.record_answer.emit(person_id))
            row.addWidget(self.button)


def _chip_px() -> int:
    return QFontMetrics(theme.font("small")).height() + 2 * theme.space(1)


def _elastic(label: Label) -> Label:
    """A label that is cut where there is no room, and does not make any."""
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(theme.line("hair"))
    return rule
