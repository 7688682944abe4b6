"""The script of the demo film: who does what, from when to when, in seconds.

This is the one source of the picture, the sound and the demo tags. Rows whose second word is a
code of the film codebook are events; the other rows ("looks-at", "near-hand", "leans" …) only
direct the figures. A voice carries its phrase in the notation of ``media.demo.phrases``.
"""

from dataclasses import dataclass

LENGTH_S = 180.0

BABY = "Baby"
PARENT = "Parent"
BOTH = "both"
BALL = "Ball"
RATTLE = "Rattle"
PHONE = "Phone"

INTERVAL_CODES = frozenset(
    {
        "looks-at-parent",
        "voice",
        "smile",
        "takes-a-break",
        "turned-towards",
        "looks-at-baby",
        "enjoys",
        "waits",
        "warm-voice",
        "back-and-forth",
        "doing-together",
        "shared-focus",
        "coming-back",
    }
)
POINT_CODES = frozenset(
    {"initiative", "names", "receives-with-body", "receives-with-words", "responds"}
)


@dataclass(frozen=True)
class Row:
    """One line of the script.

    ``to_s`` is ``None`` for a point. ``detail`` is what a direction needs: the place that is looked
    at or reached for, the phrase that is said, the degrees of a lean. ``note`` and ``star`` go into
    the demo tags.
    """

    who: str
    what: str
    from_s: float
    to_s: float | None = None
    detail: str = ""
    note: str = ""
    star: bool = False

    @property
    def is_event(self) -> bool:
        """Whether this row is a tag of the film codebook."""
        return self.what in INTERVAL_CODES or self.what in POINT_CODES


_ALONE = (
    Row(PARENT, "folds", 0.8, 7.4),
    Row(PARENT, "folds", 7.6, 14.2),
    Row(PARENT, "folds", 14.4, 21.0),
    Row(BABY, "near-hand", 1.6, 5.6, "shake"),
    Row(BABY, "voice", 4.0, 5.3, "ba0 ba0>2 ba:1>-2"),
    Row(BABY, "looks-at-parent", 9.2, 11.0),
    Row(BABY, "initiative", 9.2, note="A quick look, while the washing is folded."),
    Row(PARENT, "hums", 11.6, 14.0, "m:0 m4 m:2 m0>-3"),
    Row(BABY, "near-hand", 12.0, 15.2, "shake"),
    Row(BABY, "looks-at", 16.0, 18.2, "ball"),
    Row(BABY, "voice", 16.9, 17.9, "e:0>4"),
    Row(PARENT, "looks-at-baby", 18.4, 20.0),
)

_WAITING = (
    Row(BABY, "looks-at-parent", 22.0, 34.4),
    Row(BABY, "initiative", 22.0, note="She looks up and calls.", star=True),
    Row(BABY, "voice", 22.5, 23.5, "a::0>5"),
    Row(PARENT, "looks-at-baby", 23.4, 63.2),
    Row(PARENT, "turned-towards", 23.7, 63.0),
    Row(PARENT, "receives-with-body", 24.0, note="Puts the washing down and turns."),
    Row(PARENT, "waits", 24.4, 28.2, note="Hands still, face open."),
    Row(BABY, "initiative", 26.6, note="She reaches out."),
    Row(BABY, "far-hand", 26.6, 31.2, "parent"),
    Row(BABY, "leans", 26.6, 31.2, "-5"),
    Row(PARENT, "enjoys", 27.4, 34.6),
    Row(PARENT, "receives-with-words", 28.4),
    Row(PARENT, "warm-voice", 28.4, 30.2, "o:0>5 wa2>4 ja::7>0"),
    Row(PARENT, "responds", 29.6, note="Offers her hand."),
    Row(PARENT, "leans", 29.4, 34.2, "4"),
    Row(PARENT, "near-hand", 29.6, 34.2, "offer"),
    Row(BABY, "smile", 29.9, 34.4, star=True),
    Row(BABY, "voice", 31.4, 33.2, "ha5>3 ha6>3 ha5>2 ha3>0"),
)

_TALKING = (
    Row(BABY, "looks-at", 34.6, 36.2, "hands"),
    Row(BABY, "looks-at-parent", 36.4, 55.2),
    Row(PARENT, "waits", 35.2, 38.5),
    Row(BOTH, "back-and-forth", 37.0, 55.6, star=True),
    Row(BABY, "initiative", 37.0),
    Row(BABY, "voice", 37.0, 38.2, "da0 da::3>0"),
    Row(PARENT, "receives-with-words", 39.0, note="Says it back."),
    Row(PARENT, "warm-voice", 39.0, 40.2, "da0 da::5>1"),
    Row(BABY, "voice", 41.2, 42.4, "ba0 ba::5>1"),
    Row(PARENT, "enjoys", 42.6, 50.6),
    Row(PARENT, "receives-with-words", 43.2),
    Row(PARENT, "warm-voice", 43.2, 44.6, "ba0 ba:4 ba:7>3"),
    Row(BABY, "smile", 44.0, 48.9),
    Row(BABY, "voice", 45.8, 47.5, "a0 ba3 a:5>6 ba::4>0"),
    Row(BABY, "far-hand", 45.8, 48.0, "wave"),
    Row(PARENT, "receives-with-body", 47.4, note="Nods."),
    Row(PARENT, "names", 48.4, note="“You have a lot to tell!”"),
    Row(PARENT, "warm-voice", 48.4, 50.4, "ju:0 ha2 va:5>7 lo:4 te:2>-1"),
    Row(BABY, "voice", 51.4, 52.7, "ja0 da::4>1"),
    Row(PARENT, "responds", 53.7),
    Row(PARENT, "warm-voice", 53.7, 55.4, "ja:4>2 ja0>2 di::4>0"),
    Row(BABY, "looks-at", 55.4, 61.0, "rattle"),
    Row(PARENT, "waits", 56.0, 61.6),
)

_BUSY = (
    Row(BABY, "near-hand", 58.0, 63.0, "shake"),
    Row(PHONE, "goes-to", 64.0, 64.5, "hand"),
    Row(PHONE, "goes-to", 80.9, 81.4, "floor"),
    Row(PARENT, "near-hand", 63.0, 64.3, "phone-floor"),
    Row(PARENT, "near-hand", 64.3, 80.1, "phone"),
    Row(PARENT, "near-hand", 80.1, 81.2, "phone-floor"),
    Row(PARENT, "looks-at", 63.4, 80.1, "phone"),
    Row(BABY, "looks-at-parent", 68.2, 70.4),
    Row(BABY, "initiative", 68.2, note="She looks over to the phone and back."),
    Row(BABY, "voice", 68.8, 69.7, "e:0>3"),
    Row(BABY, "looks-at", 71.6, 74.6, "ball"),
    Row(BABY, "voice", 73.2, 74.1, "m:0 m:-2>-4"),
    Row(BABY, "looks-at-parent", 77.0, 86.2),
    Row(BABY, "initiative", 77.8, note="She calls again, louder."),
    Row(BABY, "voice", 77.8, 79.3, "a::2>7 a::7>2"),
    Row(BABY, "far-hand", 77.8, 81.6, "wave"),
)

_AGAIN = (
    Row(BABY, "near-hand", 86.0, 87.0, "rattle-floor"),
    Row(RATTLE, "goes-to", 86.6, 87.2, "floor"),
    Row(PARENT, "looks-at-baby", 80.3, 88.2),
    Row(PARENT, "turned-towards", 80.5, 180.0),
    Row(BOTH, "coming-back", 80.3, 86.2),
    Row(PARENT, "receives-with-body", 80.7, note="The phone goes away."),
    Row(PARENT, "enjoys", 81.6, 86.0),
    Row(PARENT, "names", 82.0, note="“You called me!”"),
    Row(PARENT, "warm-voice", 82.0, 83.8, "ju::0>5 ka:7 mi::5>0"),
    Row(BABY, "smile", 82.8, 86.0),
    Row(BABY, "voice", 84.4, 85.5, "a:5>2 ha:4>0"),
)

_BALL = (
    Row(BABY, "looks-at", 86.6, 94.2, "ball"),
    Row(BABY, "initiative", 88.0, note="She looks at the ball and reaches.", star=True),
    Row(BABY, "far-hand", 88.0, 94.0, "ball-reach"),
    Row(BABY, "leans", 88.0, 94.0, "-9"),
    Row(PARENT, "looks-at", 88.5, 93.8, "ball"),
    Row(PARENT, "receives-with-body", 88.9, note="Follows her eyes."),
    Row(BOTH, "shared-focus", 88.9, 93.9),
    Row(PARENT, "waits", 89.0, 92.4, note="Lets her try."),
    Row(BABY, "voice", 90.6, 91.5, "u:0>4"),
    Row(PARENT, "names", 92.6, note="“The ball!”"),
    Row(PARENT, "warm-voice", 92.6, 94.2, "da0>2 bo::7>0"),
    Row(BABY, "looks-at-parent", 94.4, 96.4),
    Row(PARENT, "looks-at-baby", 94.0, 96.2),
    Row(PARENT, "looks-at", 96.3, 98.9, "ball"),
    Row(PARENT, "responds", 96.6, note="Rolls it over."),
    Row(BOTH, "doing-together", 96.6, 111.4),
    Row(BABY, "looks-at", 96.6, 100.2, "ball"),
    Row(PARENT, "leans", 95.6, 98.6, "6"),
    Row(PARENT, "near-hand", 95.8, 97.6, "ball-push"),
    Row(BALL, "goes-to", 96.8, 98.3, "baby"),
    Row(BABY, "near-hand", 97.4, 103.2, "ball-hold"),
    Row(BABY, "far-hand", 97.4, 103.2, "ball-hold"),
    Row(PARENT, "looks-at-baby", 99.0, 103.0),
    Row(BABY, "smile", 98.8, 103.8),
    Row(PARENT, "enjoys", 98.9, 105.9),
    Row(BABY, "voice", 99.6, 101.4, "ha4>2 ha6>4 ha7>4 ha4>0"),
    Row(BABY, "looks-at-parent", 100.4, 102.4),
    Row(BABY, "initiative", 102.5, note="She sends it back."),
    Row(BABY, "looks-at", 102.5, 105.0, "ball"),
    Row(PARENT, "looks-at", 103.1, 104.8, "ball"),
    Row(PARENT, "leans", 103.0, 107.8, "5"),
    Row(PARENT, "near-hand", 103.0, 107.6, "ball-push"),
    Row(BALL, "goes-to", 102.7, 104.1, "parent"),
    Row(BALL, "goes-to", 106.8, 108.3, "baby"),
    Row(BALL, "goes-to", 112.5, 113.4, "floor"),
    Row(PARENT, "looks-at-baby", 105.0, 132.0),
    Row(PARENT, "receives-with-words", 104.2),
    Row(PARENT, "warm-voice", 104.2, 105.8, "da0 ka:5 da::7>2"),
    Row(BABY, "looks-at-parent", 105.2, 106.6),
    Row(PARENT, "responds", 106.8),
    Row(BABY, "looks-at", 106.8, 112.4, "ball"),
    Row(BABY, "near-hand", 107.4, 112.4, "ball-hold"),
    Row(BABY, "far-hand", 107.4, 112.4, "ball-hold"),
    Row(BABY, "smile", 108.2, 111.0),
    Row(BABY, "voice", 109.2, 110.2, "da:4>0"),
)

_BREAK = (
    Row(BABY, "takes-a-break", 112.8, 121.2, note="She looks away and rests."),
    Row(BABY, "near-hand", 114.0, 121.0, "foot"),
    Row(PARENT, "waits", 113.4, 122.2, note="Gives her the time she needs.", star=True),
    Row(BABY, "looks-at-parent", 121.6, 129.4),
    Row(BABY, "initiative", 121.6, note="She comes back by herself."),
    Row(BOTH, "coming-back", 121.6, 127.6, star=True),
    Row(PARENT, "receives-with-body", 122.3, note="Nods and smiles."),
    Row(PARENT, "enjoys", 122.5, 128.2),
    Row(BABY, "smile", 123.4, 127.8),
    Row(PARENT, "responds", 123.8),
    Row(PARENT, "warm-voice", 123.8, 125.5, "ha:0>3 lo::7>2"),
    Row(BABY, "voice", 126.2, 127.3, "a:3 o::5>1"),
)

_SONG = (
    Row(BOTH, "doing-together", 131.0, 158.8),
    Row(PARENT, "warm-voice", 131.0, 134.4, "la:0 la:0 la:7 la:7 la:9 la:9 la:::7"),
    Row(BABY, "looks-at-parent", 130.6, 146.8),
    Row(PARENT, "looks-at-baby", 132.1, 161.0),
    Row(PARENT, "near-hand", 131.0, 134.4, "clap"),
    Row(PARENT, "far-hand", 131.0, 134.4, "clap"),
    Row(PARENT, "enjoys", 132.0, 160.4),
    Row(PARENT, "waits", 134.6, 137.6, note="Stops in the song and waits for her."),
    Row(BABY, "initiative", 136.0, note="She sings her part."),
    Row(BABY, "voice", 136.0, 137.4, "a:5 a:5 a::0"),
    Row(BABY, "smile", 137.0, 144.4),
    Row(BOTH, "back-and-forth", 136.0, 158.6, star=True),
    Row(PARENT, "receives-with-words", 138.2, note="Goes on from her note."),
    Row(PARENT, "warm-voice", 138.2, 141.6, "la:5 la:5 la:4 la:4 la:2 la:2 la:::0"),
    Row(PARENT, "near-hand", 138.2, 141.6, "clap"),
    Row(PARENT, "far-hand", 138.2, 141.6, "clap"),
    Row(BABY, "bounces", 138.8, 141.8),
    Row(PARENT, "waits", 141.8, 144.2),
    Row(BABY, "voice", 142.6, 144.0, "da:4 da:4 da::0"),
    Row(PARENT, "warm-voice", 144.8, 147.6, "la:7 la:7 la:5 la:5 la:4 la:4 la:::2"),
    Row(PARENT, "responds", 144.8),
    Row(BABY, "looks-at", 147.0, 149.0, "hands"),
    Row(BABY, "near-hand", 145.0, 150.4, "clap"),
    Row(BABY, "far-hand", 145.0, 150.4, "clap"),
    Row(PARENT, "near-hand", 144.8, 150.4, "clap"),
    Row(PARENT, "far-hand", 144.8, 150.4, "clap"),
    Row(BABY, "looks-at-parent", 149.2, 161.4),
    Row(BABY, "voice", 149.0, 150.4, "ha3>1 ha5>3 ha:6>1"),
    Row(BABY, "smile", 148.6, 160.2),
    Row(PARENT, "warm-voice", 151.2, 154.8, "la:0 la:0 la:7 la:7 la:9 la:9 la:::7"),
    Row(BABY, "bounces", 151.2, 154.8),
    Row(BABY, "voice", 155.4, 156.6, "a:5 a:4 a::0"),
    Row(PARENT, "receives-with-body", 156.6, note="A big nod: that was it!"),
    Row(PARENT, "warm-voice", 157.0, 158.6, "ju::7>9 hu::9>0"),
)

_TOGETHER = (
    Row(BABY, "looks-at", 161.8, 166.0, "rattle"),
    Row(BABY, "near-hand", 161.8, 162.8, "rattle-floor"),
    Row(RATTLE, "goes-to", 162.6, 163.0, "hand"),
    Row(BABY, "near-hand", 163.4, 165.6, "shake"),
    Row(PARENT, "waits", 161.4, 168.0),
    Row(BABY, "voice", 163.8, 165.0, "m:0>2 a:0>-3"),
    Row(PARENT, "looks-at-baby", 161.2, 180.0),
    Row(BABY, "initiative", 166.4, note="She looks, and puts out her hand."),
    Row(BABY, "looks-at-parent", 166.4, 180.0),
    Row(BABY, "far-hand", 167.2, 180.0, "hold"),
    Row(BABY, "leans", 167.2, 180.0, "-6"),
    Row(PARENT, "responds", 168.0, note="Takes her hand."),
    Row(PARENT, "leans", 167.6, 180.0, "5"),
    Row(PARENT, "leans", 112.0, 122.4, "-3"),
    Row(PARENT, "near-hand", 168.0, 180.0, "hold"),
    Row(PARENT, "enjoys", 169.0, 180.0),
    Row(PARENT, "names", 170.6, note="“We are here.”"),
    Row(PARENT, "warm-voice", 170.6, 173.0, "vi:4>2 a0 hi:::2>-3"),
    Row(BABY, "smile", 171.6, 178.0),
    Row(BABY, "voice", 174.4, 175.5, "a:2>-2"),
)

SCRIPT: tuple[Row, ...] = tuple(
    sorted(
        (
            *_ALONE,
            *_WAITING,
            *_TALKING,
            *_BUSY,
            *_AGAIN,
            *_BALL,
            *_BREAK,
            *_SONG,
            *_TOGETHER,
        ),
        key=lambda row: row.from_s,
    )
)
