"""What the detector is asked: every noun of the world, alone and in every colour, and words for nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ARTICLES = ("", "", "a ", "the ")
NOTHINGS = 10
# not one of these is in the world's vocabulary; they are never trained on
UNKNOWN = ("zebra", "horse", "tree", "car", "umbrella", "chair", "red zebra", "blue lamp", "green apple", "violin")


@dataclass
class Phrases:
    """`texts[q]` speaks of things with `nouns[q]` and, unless it is empty, of colour `colors[q]`."""

    texts: list[str]
    nouns: list[str]
    colors: list[str]

    def naming(self, thing: dict) -> np.ndarray:
        """Which phrases name a thing: bool [phrases]."""
        return np.array(
            [noun == thing["noun"] and color in ("", thing["color"]) for noun, color in zip(self.nouns, self.colors)]
        )

    @classmethod
    def known(cls, vocabulary: dict) -> Phrases:
        """Every noun alone and in every colour, without articles."""
        pairs = [(noun, color) for noun in vocabulary["nouns"] for color in ("", *vocabulary["colors"])]
        nouns, colors = (list(x) for x in zip(*pairs))
        return cls([f"{c} {n}".strip() for n, c in pairs], nouns, colors)

    @classmethod
    def drawn(cls, vocabulary: dict, random: np.random.Generator) -> Phrases:
        """All that is known, with articles or without, and `NOTHINGS` phrases that name nothing."""
        known = cls.known(vocabulary)
        texts = [random.choice(ARTICLES) + text for text in known.texts]
        nothings = [nothing(vocabulary, random) for _ in range(NOTHINGS)]
        blank = [""] * NOTHINGS
        return cls(texts + nothings, known.nouns + blank, known.colors + blank)


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
