"""Both prompts as tokens, and which token of the one corresponds to which of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class WordEdit:
    """What one edit does to the words: `removed` leaves the source prompt, `added` comes into the target's.

    `phrase` is the whole phrase in the target prompt. Each is sought as whole words, its first place counts;
    `removed` is empty where a word is only put in.
    """

    removed: str
    added: str
    phrase: str


@dataclass(frozen=True)
class Alignment:
    source_ids: list[int]
    target_ids: list[int]
    # for each target token the source token whose map it takes, or −1
    token_map: list[int]
    # source tokens that both prompts share
    common_tokens: list[int]
    # per edit: all tokens of its phrase in the target prompt, and those that are new
    object_tokens: list[list[int]]
    new_tokens: list[list[int]]
    # per edit: what of the source prompt it takes away
    removed_tokens: list[list[int]]


def align(tokenizer, source: str, target: str, edits: list[WordEdit]) -> Alignment:
    """Outside what is removed and added the prompts must have as many tokens; these correspond in order."""
    source_ids, source_pieces = _encode(tokenizer, source)
    target_ids, target_pieces = _encode(tokenizer, target)
    taken = [_tokens(source, e.removed, source_pieces) if e.removed else [] for e in edits]
    removed = {t for tokens in taken for t in tokens}
    new = [_tokens(target, e.added, target_pieces) for e in edits]
    shared_source = [t for t in range(len(source_pieces)) if t not in removed]
    shared_target = [t for t in range(len(target_pieces)) if t not in {n for tokens in new for n in tokens}]
    if len(shared_source) != len(shared_target):
        raise ValueError(f"expected {len(shared_source)} shared words in {target!r} but received {len(shared_target)}")
    token_map = [-1] * len(target_ids)
    token_map[0] = 0
    for s, t in zip(shared_source, shared_target):
        token_map[t + 1] = s + 1
    for k, t in enumerate(range(len(target_pieces) + 1, len(target_ids))):
        token_map[t] = min(len(source_pieces) + 1 + k, len(source_ids) - 1)
    return Alignment(
        source_ids,
        target_ids,
        token_map,
        common_tokens=sorted({t for t in token_map if t >= 0}),
        object_tokens=[[t + 1 for t in _tokens(target, e.phrase, target_pieces)] for e in edits],
        new_tokens=[[t + 1 for t in tokens] for tokens in new],
        removed_tokens=[[t + 1 for t in tokens] for tokens in taken],
    )


def _encode(tokenizer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Padded ids, and the character range of each piece between the start and the end token."""
    longest = tokenizer.model_max_length
    plain = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    if len(plain.input_ids) + 2 > longest:
        raise ValueError(f"expected at most {longest} tokens but {text!r} has {len(plain.input_ids) + 2}")
    return tokenizer(text, padding="max_length", max_length=longest).input_ids, plain.offset_mapping


def _tokens(text: str, phrase: str, pieces: list[tuple[int, int]]) -> list[int]:
    found = re.search(rf"\b{re.escape(phrase)}\b", text)
    if not found:
        raise ValueError(f"{phrase!r} does not stand in {text!r}")
    start, end = found.span()
    return [i for i, (a, b) in enumerate(pieces) if a >= start and b <= end]
