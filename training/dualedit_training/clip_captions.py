"""Captions for CLIP: which of them say the same, and wrong ones that differ by a word."""

from __future__ import annotations

import numpy as np

PLACES = {
    "grass": ("on the grass", "in a meadow"),
    "beach": ("on the beach", "at the beach"),
    "snow": ("in the snow", "on the snow"),
    "room": ("in a room", "on the floor"),
    "night": ("at night", "under the night sky"),
    "desert": ("in the desert", "in a desert"),
}

# between two nouns: what makes their order matter
TELLING_APART = ("wearing", "with", "in", "on", "left", "right", "behind")


def place_of(caption: str) -> str | None:
    return next((name for name, phrases in PLACES.items() if any(p in caption for p in phrases)), None)


def meaning(scene: dict) -> tuple:
    """What a caption of a scene can say of it, but for its place and for left, right and in front."""
    things = {o["id"]: (o["noun"], o["color"], o["material"]) for o in scene["objects"]}
    return tuple(sorted((o["noun"], o["color"] or "", o["material"] or "", *map(str, things.get(o["wornBy"], ()))) for o in scene["objects"]))


def is_true(caption: str, of: dict, scene: dict) -> bool:
    """Whether a caption of the scene `of` describes `scene` too: the same things, and no other place."""
    return meaning(of) == meaning(scene) and place_of(caption) in (None, scene["background"])


def wrong_words(caption: str, scene: dict, vocabulary: dict) -> list[str]:
    """Every caption that one change makes wrong: another noun, another look or a color too many, another place,
    and two objects' nouns or colours exchanged."""
    out = []
    words = caption.split()
    for sort in ("nouns", "colors", "materials"):
        for i, word in enumerate(words):
            if word in vocabulary[sort]:
                out += [" ".join([*words[:i], other, *words[i + 1 :]]) for other in vocabulary[sort] if other != word]
        said = [i for i, word in enumerate(words) if word in vocabulary[sort]]
        if len(said) == 2 and words[said[0]] != words[said[1]]:
            a, b = said
            swapped = [*words]
            swapped[a], swapped[b] = words[b], words[a]
            # nouns exchanged say something else only where something else tells the two apart
            if sort != "nouns" or any(w in (*TELLING_APART, *vocabulary["colors"], *vocabulary["materials"]) for w in words[a - 1 : b]):
                out.append(" ".join(swapped))
    plain = {o["noun"] for o in scene["objects"] if o["color"] is None and o["material"] is None}
    for i, word in enumerate(words):
        if word in plain and words[i - 1] in ("a", "an", "the"):
            out += [" ".join([*words[:i], color, *words[i:]]) for color in vocabulary["colors"]]
    here = place_of(caption)
    if here:
        phrase = next(p for p in PLACES[here] if p in caption)
        out += [caption.replace(phrase, p) for name, phrases in PLACES.items() if name != here for p in phrases]
    return out


def sixteen_random(index: int, scenes: list[dict], indices: np.ndarray, random: np.random.Generator) -> list[str]:
    """The longest caption of a scene, then 15 captions of other scenes among `indices` that are not true of it."""
    scene = scenes[index]
    out = [max(scene["captions"], key=len)]
    while len(out) < 16:
        other = scenes[random.choice(indices)]
        caption = other["captions"][random.integers(len(other["captions"]))]
        if caption not in out and not is_true(caption, other, scene):
            out.append(caption)
    return out


def sixteen_hard(index: int, scenes: list[dict], vocabulary: dict, random: np.random.Generator) -> list[str]:
    """The longest caption of a scene, then 15 that one change makes wrong."""
    caption = max(scenes[index]["captions"], key=len)
    wrong = sorted(set(wrong_words(caption, scenes[index], vocabulary)) - {caption})
    return [caption, *random.choice(wrong, 15, replace=False)]
