"""What the detector is asked: every noun of the world, alone and with every look, and words for nothing.

A look is a color or a material.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ARTICLES = ("", "", "a ", "the ")
NOTHINGS = 10
# not one of these is in the world's vocabulary; they are never trained on
UNKNOWN = ("zebra", "horse", "boat", "bicycle", "umbrella", "chair", "red zebra", "blue lamp", "green pear", "violin")


@dataclass
class Phrases:
    """`texts[q]` speaks of things with `nouns[q]` and, unless it is empty, with the look `looks[q]`."""

    texts: list[str]
    nouns: list[str]
    looks: list[str]

    def naming(self, thing: dict) -> np.ndarray:
        """Which phrases name a thing: bool [phrases]."""
        return np.array(
            [noun == thing["noun"] and look in ("", thing["color"], thing["material"]) for noun, look in zip(self.nouns, self.looks)]
        )

    @classmethod
    def known(cls, vocabulary: dict) -> Phrases:
        """Every noun alone and with every look, without articles."""
        looks = ("", *vocabulary["colors"], *vocabulary["materials"])
        pairs = [(noun, look) for noun in vocabulary["nouns"] for look in looks]
        nouns, looks = (list(x) for x in zip(*pairs))
        return cls([f"{look} {noun}".strip() for noun, look in pairs], nouns, looks)

    @classmethod
    def drawn(cls, vocabulary: dict, random: np.random.Generator) -> Phrases:
        """All that is known, with articles or without, and `NOTHINGS` phrases that name nothing."""
        known = cls.known(vocabulary)
        texts = [random.choice(ARTICLES) + text for text in known.texts]
        nothings = [nothing(vocabulary, random) for _ in range(NOTHINGS)]
        blank = [""] * NOTHINGS
        return cls(texts + nothings, known.nouns + blank, known.looks + blank)


def nothing(vocabulary: dict, random: np.random.Generator) -> str:
    """A background, a made-up word, or a made-up word in a colour."""
    if random.random() < 0.2:
        return random.choice(ARTICLES) + random.choice(vocabulary["backgrounds"])
    syllables = "".join(
        random.choice(list("bcdfghjklmnprstvwz")) + random.choice(list("aeiou")) for _ in range(random.integers(1, 4))
    )
    word = random.choice(["", *"aeiou"]) + syllables + random.choice(["", *"bcdglmnprstxy"])
    if word in vocabulary["words"]:
        word += "q"
    color = random.choice(vocabulary["colors"]) + " " if random.random() < 0.4 else ""
    return random.choice(ARTICLES) + color + word
