"""Stage 2: a CLIP-format byte-pair tokenizer in which every word of the captions is one token."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from .config import MAX_TOKENS, stage_parser
from .data import Scenes

START, END = "<|startoftext|>", "<|endoftext|>"
PIECES = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def dress(model: models.BPE) -> Tokenizer:
    """CLIP's normalisation, splitting and decoding around a byte-pair model."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def train(words: list[str]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Merges until every word is one token; ids in CLIP's order: bytes, bytes with </w>, merges, specials."""
    alphabet = [c for c in _byte_characters()]
    trainer = trainers.BpeTrainer(
        vocab_size=100_000,
        min_frequency=1,
        initial_alphabet=alphabet,
        end_of_word_suffix="</w>",
        show_progress=False,
    )
    raw = dress(models.BPE(end_of_word_suffix="</w>"))
    raw.train_from_iterator(words, trainer)
    merges = [tuple(m) for m in json.loads(raw.to_str())["model"]["merges"]]
    tokens = alphabet + [c + "</w>" for c in alphabet] + [a + b for a, b in merges] + [START, END]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    return vocabulary, merges


def _byte_characters() -> list[str]:
    """The 256 printable stand-ins of bytes, in GPT-2's order: printable ones first."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printable]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(len(others))]


def build(vocabulary: dict[str, int], merges: list[tuple[str, str]]) -> Tokenizer:
    """The finished tokenizer: adds the special tokens around a text."""
    model = models.BPE(
        vocab=vocabulary, merges=merges, unk_token=END, continuing_subword_prefix="", end_of_word_suffix="</w>"
    )
    tokenizer = dress(model)
    tokenizer.add_special_tokens([START, END])
    tokenizer.post_processor = processors.RobertaProcessing(
        sep=(END, vocabulary[END]), cls=(START, vocabulary[START]), trim_offsets=False, add_prefix_space=False
    )
    return tokenizer


def write(folder: Path, vocabulary: dict[str, int], merges: list[tuple[str, str]]) -> None:
    """The five files that the hub's CLIP tokenizers have."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    build(vocabulary, merges).save(str(folder / "tokenizer.json"))
    special = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}
    settings = {
        "tokenizer_class": "CLIPTokenizer",
        "model_max_length": MAX_TOKENS,
        "add_prefix_space": False,
        "do_lower_case": True,
        "errors": "replace",
        **special,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
    (folder / "special_tokens_map.json").write_text(json.dumps(special, indent=2) + "\n")


def load(folder: Path) -> Tokenizer:
    """Pads and cuts to the model's length with the end token, as Stable Diffusion 1.x does."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding(length=MAX_TOKENS, pad_id=tokenizer.token_to_id(END), pad_token=END)
    return tokenizer


def caption_words(scenes: Scenes) -> list[str]:
    """Every word of the captions and of the published vocabulary, once each, sorted."""
    words = set()
    for scene in scenes.scenes:
        for caption in scene["captions"]:
            words.update(re.findall(r"[a-z]+", caption.lower()))
    for group in scenes.vocabulary().values():
        for entry in group if isinstance(group, list) else []:
            if isinstance(entry, str):
                words.update(re.findall(r"[a-z]+", entry.lower()))
    return sorted(words)


def main() -> None:
    arguments = stage_parser(__doc__).parse_args()
    words = caption_words(Scenes(arguments.data))
    vocabulary, merges = train(words)
    folder = arguments.run / "tokenizer"
    write(folder, vocabulary, merges)
    (folder / "known-words.json").write_text(json.dumps(words))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    split = [w for w in words if len(tokenizer.encode(w).ids) != 3]
    if split:
        raise RuntimeError(f"not one token: {split}")
    print(f"{len(words)} words, {len(vocabulary)} tokens, {len(merges)} merges")


if __name__ == "__main__":
    main()
