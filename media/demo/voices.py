"""The sound of the demo film: two synthesised voices in a quiet room.

Source and filter: a glottal source written as its harmonics, whose strengths follow three formants
(the resonances of the vocal tract; Fant, Acoustic Theory of Speech Production, 1960), with vibrato,
a breath of noise, and a soft attack and release for each syllable. The parent's voice is low and
round, the baby's high and small. Everything is seeded: the same sound each time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.demo.cues import rows_of
from media.demo.motion import swell
from media.demo.phrases import Syllable, read_phrase, voice_rows
from media.demo.row import BABY, PARENT, Row

RATE_HZ = 48_000
_STEP_S = 0.005  # between the moments at which pitch and formants are worked out

Sound = NDArray[np.float64]
Stereo = NDArray[np.float32]  # 2 × samples

# Formants in hertz (first, second, third) of a woman's vowels, after Peterson and Barney (1952);
# "m" stands for humming with closed lips.
_FORMANTS = {
    "a": (850.0, 1220.0, 2810.0),
    "e": (610.0, 2330.0, 2990.0),
    "i": (310.0, 2790.0, 3310.0),
    "o": (590.0, 920.0, 2710.0),
    "u": (370.0, 950.0, 2670.0),
    "m": (270.0, 1100.0, 2300.0),
}
# Where the formants begin after a consonant; they glide to the vowel within 60 ms.
_ONSETS = {
    "b": (300.0, 800.0, 2400.0),
    "m": (270.0, 1100.0, 2300.0),
    "d": (300.0, 1800.0, 2800.0),
    "n": (280.0, 1600.0, 2500.0),
    "l": (350.0, 1300.0, 2900.0),
    "j": (300.0, 2500.0, 3200.0),
    "w": (310.0, 700.0, 2400.0),
    "v": (320.0, 1000.0, 2400.0),
    "k": (350.0, 1900.0, 2500.0),
    "t": (320.0, 1900.0, 2900.0),
}


@dataclass(frozen=True)
class Voice:
    """``pitch_hz`` is the speaker's own pitch, ``tract`` how much shorter the vocal tract is than a
    woman's, ``tilt`` how fast harmonics fall off, ``breath`` the share of noise, ``pan`` the place
    from left (-1) to right (1)."""

    pitch_hz: float
    tract: float
    tilt: float
    breath: float
    vibrato_hz: float
    vibrato: float
    level: float
    pan: float


VOICES = {
    PARENT: Voice(175.0, 1.0, 1.0, 0.035, 5.2, 0.011, 0.38, -0.28),
    BABY: Voice(392.0, 1.32, 1.15, 0.06, 6.4, 0.014, 0.32, 0.28),
}


def film_sound(from_s: float, to_s: float) -> Stereo:
    """The sound of the film between two times: 2 × samples at 48 kHz, left and right, -1 to 1."""
    count = round((to_s - from_s) * RATE_HZ)
    dry: Stereo = np.zeros((2, count), np.float32)
    for who, voice in VOICES.items():
        for row in voice_rows(who):
            if row.to_s is not None and row.to_s > from_s and row.from_s < to_s:
                _add(dry, _placed(say(row), voice.pan), row.from_s - from_s)
    _add_rattle(dry, from_s)
    wet = _echo(dry)
    wet += dry
    rng = np.random.default_rng(17)
    for side in wet:
        side += _room_tone(rng, count)
    return np.tanh(wet, wet)  # rounds off what might be too loud


def say(row: Row) -> Sound:
    """One phrase of the script, one channel at 48 kHz."""
    if row.to_s is None:
        raise ValueError("A phrase needs an end.")
    voice = VOICES[row.who]
    syllables = read_phrase(row.detail, row.from_s, row.to_s)
    count = round((row.to_s - row.from_s) * RATE_HZ)
    time = row.from_s + np.arange(count) / RATE_HZ
    coarse = np.arange(row.from_s, row.to_s + 2 * _STEP_S, _STEP_S)
    pitch, formants = _contours(syllables, coarse, voice)
    envelope = np.interp(time, coarse, [_loudness(syllables, t) for t in coarse])
    rng = np.random.default_rng(round(row.from_s * 1000))
    pitch *= 1.0 + voice.vibrato * np.sin(np.pi * 2 * voice.vibrato_hz * (coarse - row.from_s))
    pitch *= 1.0 + 0.004 * np.interp(coarse, coarse[::6], rng.standard_normal(len(coarse[::6])))
    sung = _harmonics(time, coarse, pitch, formants, voice)
    hiss = _breath(rng, count, formants.mean(axis=0)) * voice.breath
    hiss += _aspiration(rng, syllables, time, formants.mean(axis=0))
    loud = voice.level * (0.6 if row.what == "hums" else 1.0)
    fade = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / 480.0)
    return (sung * envelope + hiss * np.maximum(envelope, 0.0)) * loud * fade


def _loudness(syllables: tuple[Syllable, ...], time_s: float) -> float:
    return max(
        (s.loudness(time_s) * (0.6 if s.vowel == "m" else 1.0) for s in syllables), default=0.0
    )


def _contours(
    syllables: tuple[Syllable, ...], times: Sound, voice: Voice
) -> tuple[Sound, NDArray[np.float64]]:
    """Pitch in hertz, and the three formants, at each time."""
    semitones = np.zeros(len(times))
    formants = np.zeros((len(times), 3))
    for number, s in enumerate(syllables):
        here = times >= s.from_s if number else np.ones(len(times), bool)
        share = np.clip((times[here] - s.from_s) / (s.to_s - s.from_s), 0.0, 1.0)
        glide = share * share * (3.0 - 2.0 * share)
        semitones[here] = s.start_pitch + (s.end_pitch - s.start_pitch) * glide
        vowel = np.array(_FORMANTS[s.vowel])
        onset = np.array(_ONSETS.get(s.onset, _FORMANTS[s.vowel]))
        arrived = np.clip((times[here] - s.from_s) / 0.06, 0.0, 1.0)[:, None]
        formants[here] = onset + (vowel - onset) * arrived
    smooth = np.hanning(11)[1:-1] / np.hanning(11)[1:-1].sum()
    semitones = np.convolve(np.pad(semitones, 4, "edge"), smooth, "valid")
    return voice.pitch_hz * 2.0 ** (semitones / 12.0), formants * voice.tract


def _resonance(frequency: NDArray[np.float64], formants: NDArray[np.float64]) -> Sound:
    """How strongly the vocal tract passes a frequency."""
    gain = np.zeros(np.broadcast_shapes(frequency.shape, formants[..., 0].shape))
    for number, strength in enumerate((1.0, 0.55, 0.22)):
        centre = formants[..., number]
        width = 70.0 + 0.06 * centre
        gain = gain + strength / (1.0 + ((frequency - centre) / width) ** 2) ** 0.75
    return gain


def _harmonics(
    time: Sound, coarse: Sound, pitch: Sound, formants: NDArray[np.float64], voice: Voice
) -> Sound:
    fine_pitch = np.interp(time, coarse, pitch)
    phase = 2.0 * np.pi * np.cumsum(fine_pitch) / RATE_HZ
    sung = np.zeros(len(time))
    for number in range(1, int(6000.0 / pitch.min()) + 1):
        strength = _resonance(pitch * number, formants) / number**voice.tilt
        strength = strength * np.clip((7000.0 - pitch * number) / 2000.0, 0.0, 1.0)
        sung += np.interp(time, coarse, strength) * np.sin(phase * number + 0.7 * number)
    return sung / max(float(np.sqrt(np.mean(sung**2))) * 2.6, 1e-9)


def _breath(rng: np.random.Generator, count: int, formants: Sound) -> Sound:
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1.0 / RATE_HZ)
    spectrum *= _resonance(np.asarray(frequency, np.float64), formants) * np.exp(
        -((frequency / 6500.0) ** 2)
    )
    noise = np.fft.irfft(spectrum, count)
    return np.asarray(noise / max(float(np.sqrt(np.mean(noise**2))), 1e-9))


def _aspiration(
    rng: np.random.Generator, syllables: tuple[Syllable, ...], time: Sound, formants: Sound
) -> Sound:
    """The puff of air of an h, and the tiny one of k and t."""
    puffs = np.zeros(len(time))
    for s in syllables:
        if s.onset in ("h", "k", "t"):
            length_s = 0.07 if s.onset == "h" else 0.03
            share = np.clip((time - s.from_s) / length_s, 0.0, 1.0)
            puffs += np.sin(np.pi * share) ** 2
    return _breath(rng, len(time), formants) * puffs * 0.3


def _placed(sound: Sound, pan: float) -> Stereo:
    angle = (pan + 1.0) * np.pi / 4.0
    return np.stack((sound * np.cos(angle), sound * np.sin(angle))).astype(np.float32)


def _add(to: Stereo, sound: Stereo, at_s: float) -> None:
    start = round(at_s * RATE_HZ)
    skip = max(-start, 0)
    stop = min(start + sound.shape[1], to.shape[1])
    if stop > start + skip:
        to[:, start + skip : stop] += sound[:, skip : stop - start]


def _add_rattle(to: Stereo, from_s: float) -> None:
    """Small beads, each time the baby's shaken hand turns back."""
    for number in range(int((from_s + to.shape[1] / RATE_HZ) * 15.0 / np.pi) + 1):
        at_s = number * np.pi / 15.0
        loud = _shaking(at_s)
        if loud < 0.3 or at_s < from_s:
            continue
        rng = np.random.default_rng(number)
        length = int(0.07 * RATE_HZ)
        burst = np.diff(rng.standard_normal(length + 1)) * np.exp(-np.arange(length) / 620.0)
        burst *= np.minimum(np.arange(length) / 90.0, 1.0)
        _add(to, _placed(burst * 0.03 * loud * rng.uniform(0.6, 1.0), 0.25), at_s - from_s)


def _shaking(time_s: float) -> float:
    shakes = (row for row in rows_of(BABY, "near-hand") if row.detail == "shake")
    return max((swell(time_s, r.from_s + 0.4, r.to_s or r.from_s) for r in shakes), default=0.0)


def _echo(dry: Stereo) -> Stereo:
    """The early reflections of a furnished room: a few soft, delayed copies, different by side."""
    wet = np.zeros_like(dry)
    for side, taps in enumerate(((0.011, 0.019, 0.031, 0.047), (0.013, 0.023, 0.037, 0.053))):
        for number, delay_s in enumerate(taps):
            delay = round(delay_s * RATE_HZ)
            if delay < dry.shape[1]:
                wet[side, delay:] += dry[1 - side, :-delay] * np.float32(0.16 * 0.7**number)
    return wet


def _room_tone(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    """The hush of a quiet room, about 60 dB below full scale; one channel."""
    soft = (np.hanning(96) / np.hanning(96).sum()).astype(np.float32)
    noise = rng.standard_normal(count + 95, np.float32) * np.float32(0.006)
    return np.convolve(noise, soft, "valid")
