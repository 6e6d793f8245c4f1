"""Writes src/__fixtures__: every supported class of detector and SAM at a tiny size, with random weights.

Each folder has the layout that transformers.js reads, and a golden.json with what PyTorch says for one
picture of the model's own size, so that no resizing stands between the two.

    python packages/segmenter/scripts/tiny_models.py [name ...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import onnxruntime
import torch
from tiny_common import OUT, PHRASES, SIZE, TOKENIZER, Wrapped, export, pixel_values, preprocessor, randomize, rounded, write_json
from tiny_sam import sam, sam2
from transformers import (
    BertConfig,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    Owlv2Config,
    Owlv2ForObjectDetection,
    SwinConfig,
)


def owl(name: str, config_class, model_class, processor: str, model_type: str) -> None:
    folder = OUT / name
    text = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "vocab_size": 512}
    text |= {"max_position_embeddings": 16, "bos_token_id": 510, "eos_token_id": 511, "pad_token_id": 0}
    vision = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    vision |= {"image_size": SIZE, "patch_size": 16}
    config = config_class(text_config=text, vision_config=vision, projection_dim=16)
    vocabulary = owl_tokenizer(folder)
    config.text_config.vocab_size = vocabulary
    model = randomize(model_class(config), 1)
    ids, mask = owl_ids(folder)
    pixels = pixel_values()
    export(
        Wrapped(model, lambda m, i, p, a: (lambda o: (o.logits, o.pred_boxes))(m(input_ids=i, pixel_values=p, attention_mask=a))),
        (ids, pixels, mask),
        folder / "onnx" / "model.onnx",
        ["input_ids", "pixel_values", "attention_mask"],
        ["logits", "pred_boxes"],
        {"input_ids": {0: "queries", 1: "tokens"}, "attention_mask": {0: "queries", 1: "tokens"}, "logits": {2: "queries"}},
    )
    with torch.no_grad():
        out = model(input_ids=ids, pixel_values=pixels, attention_mask=mask)
    write_json(folder, "config.json", {"model_type": model_type, "architectures": [model_class.__name__]})
    write_json(folder, "preprocessor_config.json", preprocessor(processor, "OwlViTProcessor"))
    write_json(folder, "golden.json", {"phrases": PHRASES, "scores": rounded(out.logits[0].sigmoid().T), "boxes": rounded(out.pred_boxes[0])})


def owl_tokenizer(folder: Path) -> int:
    """The CLIP tokenizer of the embedded model, cut to texts of 16 tokens."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = json.loads((TOKENIZER / "tokenizer.json").read_text())
    tokenizer["truncation"], tokenizer["padding"] = None, None
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    config = json.loads((TOKENIZER / "tokenizer_config.json").read_text())
    write_json(folder, "tokenizer_config.json", {**config, "model_max_length": 16})
    return max(tokenizer["model"]["vocab"].values()) + 1


def owl_ids(folder: Path) -> tuple[torch.Tensor, torch.Tensor]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    config = json.loads((folder / "tokenizer_config.json").read_text())
    pad = tokenizer.token_to_id(config["pad_token"] if isinstance(config["pad_token"], str) else config["pad_token"]["content"])
    rows = [tokenizer.encode(phrase).ids for phrase in PHRASES]
    longest = 16
    ids = torch.tensor([row + [pad] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return ids, mask


def running(row: torch.Tensor, other: int) -> torch.Tensor:
    """[batch, n] to [batch, n, n]: in row i what stands up to i, and `other` behind it."""
    at = torch.arange(row.shape[1])
    return torch.where(at[None, :, None] >= at[None, None, :], row[:, None, :], torch.tensor(other))


BERT_WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", "cat", "dog", "hat", "ball", "red", "black", "rab", "##bit"]


def grounding_dino() -> None:
    from transformers import BertTokenizerFast

    # ONNX has no operators for these.
    torch.isin = lambda elements, tests: (elements[..., None] == tests).any(-1)
    torch.eye = lambda n, device=None, dtype=None: torch.arange(n)[:, None] == torch.arange(n)
    torch.cummax = lambda row, dim: (running(row, -1).amax(-1),)
    torch.cummin = lambda row, dim: (running(row, 1 << 20).amin(-1),)

    folder = OUT / "grounding-dino"
    folder.mkdir(parents=True, exist_ok=True)
    # The ids of its separators are written into the class: 101, 102, 1012 and 1029.
    words = BERT_WORDS[:2] + [f"[unused{i}]" for i in range(1100)]
    words[101], words[102], words[103], words[1012], words[1029] = "[CLS]", "[SEP]", "[MASK]", ".", "?"
    words[1030:1039] = BERT_WORDS[7:]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    tokenizer = BertTokenizerFast(vocab={word: i for i, word in enumerate(words)}, do_lower_case=True)
    tokenizer.save_pretrained(folder)
    (folder / "vocab.txt").unlink(missing_ok=True)
    config = GroundingDinoConfig(
        backbone_config=SwinConfig(
            image_size=SIZE, patch_size=4, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2], window_size=4, out_indices=[2, 3, 4]
        ),
        text_config=BertConfig(
            vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, max_position_embeddings=64
        ).to_dict(),
        num_queries=12, d_model=32, num_feature_levels=3, encoder_layers=1, decoder_layers=2, encoder_ffn_dim=32, decoder_ffn_dim=32,
        encoder_attention_heads=2, decoder_attention_heads=2, max_text_len=32,
    )  # fmt: skip
    config._attn_implementation = "eager"
    model = randomize(GroundingDinoForObjectDetection(config), 2)
    text = "".join(f"{phrase}. " for phrase in PHRASES).strip()
    encoded = tokenizer(text, return_tensors="pt")
    pixels, mask = pixel_values(), torch.ones(1, SIZE, SIZE, dtype=torch.int64)
    names = ["pixel_values", "input_ids", "token_type_ids", "attention_mask", "pixel_mask"]
    inputs = (pixels, encoded.input_ids, encoded.token_type_ids, encoded.attention_mask, mask)
    tokens = {1: "tokens"}
    export(
        Wrapped(model, lambda m, *a: (lambda o: (o.logits, o.pred_boxes))(m(**dict(zip(names, a))))),
        inputs, folder / "onnx" / "model.onnx", names, ["logits", "pred_boxes"],
        {"input_ids": tokens, "token_type_ids": tokens, "attention_mask": tokens},
    )  # fmt: skip
    # What the graph says rather than PyTorch: with random weights the scores that choose its queries are
    # nearly equal, and rounding decides.
    session = onnxruntime.InferenceSession(str(folder / "onnx" / "model.onnx"), providers=["CPUExecutionProvider"])
    logits, boxes = session.run(None, {name: value.numpy() for name, value in zip(names, inputs)})
    write_json(folder, "config.json", {"model_type": "grounding-dino", "architectures": ["GroundingDinoForObjectDetection"]})
    write_json(folder, "preprocessor_config.json", preprocessor("GroundingDinoImageProcessor", "GroundingDinoProcessor"))
    golden = {"phrases": PHRASES, "text": text, "ids": encoded.input_ids[0].tolist()}
    probabilities = torch.from_numpy(logits)[0, :, : encoded.input_ids.shape[1]].sigmoid()
    write_json(folder, "golden.json", {**golden, "tokenScores": rounded(probabilities), "boxes": rounded(torch.from_numpy(boxes)[0])})


MAKERS = {
    "owlv2": lambda: owl("owlv2", Owlv2Config, Owlv2ForObjectDetection, "Owlv2ImageProcessor", "owlv2"),
    "grounding-dino": grounding_dino,
    "sam": lambda: sam("sam"),
    "sam2": sam2,
}

if __name__ == "__main__":
    for made in sys.argv[1:] or MAKERS:
        MAKERS[made]()
    for path in sorted(OUT.rglob("*.onnx")):
        print(path.relative_to(OUT), path.stat().st_size)
