"""What the timeline says when one points at it, and to a screen reader."""

from ui.timeline.lanes import Head
from ui.times import frame_number, seconds, short_clock, spoken
from ui.workspace import Workspace


def tag_words(workspace: Workspace, tag_id: str) -> str:
    """A tag in a line: ``smile, Mia, 1:03.2 for 1.4 s``."""
    tag = next((tag for tag in workspace.tags if tag.id == tag_id), None)
    if tag is None:
        return ""
    snapshot = workspace.snapshot
    who = "both" if tag.person_id is None else snapshot.person(tag.person_id).name
    long = "" if tag.end_us is None else f" for {seconds(tag.end_us - tag.start_us)}"
    starred = ", starred" if tag.star else ""
    noted = f"\n{tag.note}" if tag.note else ""
    label = snapshot.code(tag.code_id).label
    return f"{label}, {who}, {short_clock(tag.start_us)}{long}{starred}{noted}"


def clip_words(workspace: Workspace, clip_id: str) -> str:
    """A clip in a line: ``Clip 2, She looked for you, 3:26.8 for 7.6 s``."""
    for number, clip in enumerate(workspace.clips, start=1):
        if clip.id == clip_id:
            title = f", {clip.title}" if clip.title else ""
            length = seconds(clip.end_us - clip.start_us)
            return f"Clip {number}{title}, {short_clock(clip.start_us)} for {length}"
    return ""


def head_words(head: Head) -> str:
    """A lane in a line: ``Mia, baby``, ``4 Developing attuned interactions``, ``smile (M)``."""
    if head.role:
        return f"{head.name}, {head.role}"
    if head.fill is None or not head.letter:
        return head.name
    return f"{head.letter} {head.name}" if head.letter.isdigit() else f"{head.name} ({head.letter})"


def position_words(workspace: Workspace) -> str:
    """Where the playhead is, for a screen reader."""
    projector = workspace.projector
    if projector.film is None:
        return "No film"
    where = spoken(projector.time_us)
    whole = spoken(workspace.duration_us)
    return f"At {where} of {whole}, frame {frame_number(projector.frame)}"


def state_words(workspace: Workspace) -> str:
    """Where the playhead is and what is selected, for a screen reader."""
    tags, clip = workspace.selected_tags, workspace.clip
    if len(tags) > 1:
        chosen = f"{len(tags)} tags selected"
    elif tags:
        chosen = f"Selected: {tag_words(workspace, tags[0].id)}"
    elif clip is not None:
        chosen = f"Selected: {clip_words(workspace, clip.id)}"
    else:
        chosen = "Nothing selected"
    return f"{position_words(workspace)}. {chosen}" if workspace.projector.film else "No film"
