"""Opening a film so that it is on screen at once, however long it is."""

from pathlib import Path

from media.film import Film
from media.index_cache import Findings, load_findings
from media.preview import begin_index
from media.probe import compose, look, probe


def open_quickly(path: Path) -> tuple[Film, bool]:
    """A film that can be shown now, and whether all is known about it.

    Where it is not, the film begins with the same frames under the same numbers, and PyAV decodes
    it; ``media.probe.probe`` then finds out the rest. Raises ``FilmUnreadable``.
    """
    opening, _, has_sound = look(path)
    known = load_findings(path, opening.track.stream_index)
    if known is not None:
        return compose(path, opening, has_sound, known), True
    index = begin_index(path, opening)
    if index is None:
        return probe(path), True
    begun = Findings(index, whole=True, obstacle="it is still being looked through")
    return compose(path, opening, has_sound, begun), False
