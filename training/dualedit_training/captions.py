"""Captions as token ids, each token with the objects that it speaks of."""

from __future__ import annotations

import re

import numpy as np
from tokenizers import Tokenizer

from .config import MAX_TOKENS

MAX_OBJECTS = 8
ADJECTIVE_REACH = 3


def owners(caption: str, objects: list[dict]) -> list[int]:
    """For each word of a caption a bit set of objects: bit k is object k.

    A noun speaks of the objects with that noun; where adjectives in front of it name colours or
    materials, of those that match them. The adjectives speak of the same objects.
    """
    words = re.findall(r"[a-z]+", caption.lower())
    nouns = [tuple(re.findall(r"[a-z]+", o["noun"].lower())) for o in objects]
    traits = [set(re.findall(r"[a-z]+", f"{o.get('color') or ''} {o.get('material') or ''}".lower())) for o in objects]
    known = set().union(*traits) if traits else set()
    out = [0] * len(words)
    for i in range(len(words)):
        for noun in set(nouns):
            if tuple(words[i : i + len(noun)]) != noun:
                continue
            span = list(range(i, i + len(noun)))
            adjectives = []
            for j in range(i - 1, max(-1, i - 1 - ADJECTIVE_REACH), -1):
                if words[j] not in known:
                    break
                adjectives.append(j)
            said = {words[j] for j in adjectives}
            bits = sum(1 << k for k in range(len(objects)) if nouns[k] == noun and said <= traits[k])
            for j in span + adjectives:
                out[j] |= bits
    return out


def encode(caption: str, objects: list[dict], tokenizer: Tokenizer) -> tuple[np.ndarray, np.ndarray]:
    """Token ids int32 [MAX_TOKENS] and owner bit sets uint8 [MAX_TOKENS]."""
    encoding = tokenizer.encode(caption)
    spans = [m.span() for m in re.finditer(r"[a-z]+", caption.lower())]
    bits = owners(caption, objects[:MAX_OBJECTS])
    owner = np.zeros(MAX_TOKENS, np.uint8)
    for position, (start, end) in enumerate(encoding.offsets):
        if end > start:
            owner[position] = next((b for b, (s, e) in zip(bits, spans) if s <= start < e), 0)
    return np.array(encoding.ids, np.int32), owner
