"""Writes src/__fixtures__: every supported class of detector and SAM at a tiny size, with random weights.

Each folder has the layout that transformers.js reads, and a golden.json with what PyTorch says for one
picture of the model's own size, so that no resizing stands between the two.

    python packages/segmenter/scripts/tiny_models.py [name ...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn
from transformers import (
    BertConfig,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    Owlv2Config,
    Owlv2ForObjectDetection,
    Sam2Config,
    Sam2HieraDetConfig,
    Sam2Model,
    SamConfig,
    SamModel,
    SwinConfig,
)

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "__fixtures__"
TOKENIZER = HERE.parents[2] / "models" / "diorama" / "tokenizer"

SIZE = 64
PHRASES = ["cat", "red hat", "dog"]
BOXES = [[8.0, 8.0, 40.0, 48.0], [20.0, 4.0, 60.0, 30.0]]
POINTS = [[[20.0, 24.0], [50.0, 10.0]]]
POINT_LABELS = [[1, 0]]
IMAGE_MEAN, IMAGE_STD = [0.5, 0.4, 0.3], [0.25, 0.3, 0.2]


def picture() -> np.ndarray:
    """uint8 [SIZE, SIZE, 3]; the tests draw the same."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    return np.stack([x * 4 % 256, y * 4 % 256, (x ^ y) * 4 % 256], -1).astype(np.uint8)


def pixel_values() -> torch.Tensor:
    scaled = (picture().astype(np.float32) / 255 - np.float32(IMAGE_MEAN)) / np.float32(IMAGE_STD)
    return torch.from_numpy(scaled.transpose(2, 0, 1)[None].copy())


def randomize(model: nn.Module, seed: int) -> nn.Module:
    """Larger weights than at the start of training, so that outputs differ from place to place."""
    torch.manual_seed(seed)
    for parameter in model.parameters():
        parameter.data = torch.randn_like(parameter) * (0.6 / parameter.shape[-1] ** 0.5 if parameter.ndim > 1 else 0.3)
    return model.eval()


def write_json(folder: Path, name: str, content: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":")) if name == "golden.json" else json.dumps(content, indent=2)
    (folder / name).write_text(text + "\n")


def preprocessor(kind: str, processor: str | None = None, **more: object) -> dict:
    return {
        "image_processor_type": kind,
        **({"processor_class": processor} if processor else {}),
        "do_convert_rgb": True,
        "do_resize": True,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": IMAGE_MEAN,
        "image_std": IMAGE_STD,
        "size": {"height": SIZE, "width": SIZE},
        "resample": 2,
        **more,
    }


def export(module: nn.Module, args: tuple, path: Path, inputs: list[str], outputs: list[str], axes: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        module, args, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False
    )
    shrink(path)


def cast_grids(path: Path) -> None:
    """The exporter writes the sampling grids of deformable attention as doubles, which no runtime samples by."""
    model = onnx.load(path)
    for at, node in reversed(list(enumerate(model.graph.node))):
        if node.op_type != "GridSample":
            continue
        grid = f"{node.input[1]}_as_float_{at}"
        model.graph.node.insert(at, onnx.helper.make_node("Cast", [node.input[1]], [grid], to=onnx.TensorProto.FLOAT))
        model.graph.node[at + 1].input[1] = grid
    onnx.save(model, path)


def shrink(path: Path) -> None:
    """Folds constants and drops names: what is left is a third of the size."""
    cast_grids(path)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(path)
    options.log_severity_level = 4
    onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    model = onnx.load(path)
    kept = {"", *(value.name for value in [*model.graph.input, *model.graph.output])}
    short: dict[str, str] = {}
    rename(model.graph, lambda old: old if old in kept else short.setdefault(old, f"v{len(short)}"))
    onnx.save(model, path)


def rename(graph: onnx.GraphProto, name) -> None:
    """Renames every value of a graph and of the graphs in it, and drops all that only people read."""
    for node in graph.node:
        node.name, node.doc_string = "", ""
        del node.metadata_props[:]
        node.input[:], node.output[:] = [name(i) for i in node.input], [name(o) for o in node.output]
        for attribute in node.attribute:
            if attribute.HasField("g"):
                rename(attribute.g, name)
    for value in [*graph.initializer, *graph.output]:
        value.name = name(value.name)
    del graph.value_info[:]


def rounded(tensor: torch.Tensor, digits: int = 6) -> list:
    return np.round(tensor.detach().numpy().astype(np.float64), digits).tolist()


class Wrapped(nn.Module):
    """A forward of our own around a model, as exporters write it."""

    def __init__(self, model: nn.Module, forward):
        super().__init__()
        self.model, self.run = model, forward

    def forward(self, *args):
        return self.run(self.model, *args)


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


def sam_golden(folder: Path, boxes, points) -> None:
    golden = {"boxes": BOXES, "points": POINTS, "pointLabels": POINT_LABELS}
    for name, out in (("byBox", boxes), ("byPoints", points)):
        if out is None:
            continue
        scores, masks = out.iou_scores[0], out.pred_masks[0]
        best = scores.argmax(-1)
        chosen = masks[torch.arange(len(best)), best]
        golden[name] = {"scores": rounded(scores), "logits": rounded(chosen, 3)}
    write_json(folder, "golden.json", golden)


def sam(name: str) -> None:
    folder = OUT / name
    config = SamConfig(
        vision_config={"hidden_size": 16, "output_channels": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "image_size": SIZE,
                       "patch_size": 8, "window_size": 4, "global_attn_indexes": [0], "num_pos_feats": 8, "mlp_ratio": 2.0},
        prompt_encoder_config={"hidden_size": 16, "image_size": SIZE, "patch_size": 8, "mask_input_channels": 4},
        mask_decoder_config={"hidden_size": 16, "mlp_dim": 32, "num_attention_heads": 2, "num_hidden_layers": 1, "iou_head_hidden_dim": 16},
    )  # fmt: skip
    model = randomize(SamModel(config), 3)
    pixels = pixel_values()
    encode = lambda m, p: (m.get_image_embeddings(p), m.get_image_wide_positional_embeddings())  # noqa: E731
    export(Wrapped(model, encode), (pixels,), folder / "onnx" / "vision_encoder.onnx", ["pixel_values"],
           ["image_embeddings", "image_positional_embeddings"], {"pixel_values": {0: "batch"}})  # fmt: skip
    with torch.no_grad():
        embeddings, positions = encode(model, pixels)
    points, labels = torch.tensor([POINTS]), torch.tensor([POINT_LABELS])

    def decode(m, points, labels, embeddings, positions):
        out = m(image_embeddings=embeddings, input_points=points, input_labels=labels)
        # The model makes the positions itself; the graph's input must be used to stay.
        return out.iou_scores, out.pred_masks + 0 * positions.sum()

    names = ["input_points", "input_labels", "image_embeddings", "image_positional_embeddings"]
    axes = {name: {1: "prompts", 2: "points"} for name in names[:2]}
    export(Wrapped(model, decode), (points, labels, embeddings, positions), folder / "onnx" / "prompt_encoder_mask_decoder.onnx", names,
           ["iou_scores", "pred_masks"], axes)  # fmt: skip
    with torch.no_grad():
        by_points = model(image_embeddings=embeddings, input_points=points, input_labels=labels)
    write_json(folder, "config.json", {"model_type": "sam", "architectures": ["SamModel"]})
    # As stock repositories have it: the longer side at the model's size, the rest padded.
    stock = preprocessor("SamImageProcessor", "SamProcessor", do_pad=True, pad_size={"height": SIZE, "width": SIZE}, size={"longest_edge": SIZE})
    write_json(folder, "preprocessor_config.json", stock)
    sam_golden(folder, None, by_points)


def sam2() -> None:
    folder = OUT / "sam2"
    hiera = Sam2HieraDetConfig(
        hidden_size=8, image_size=[SIZE, SIZE], blocks_per_stage=[1, 1, 2, 1], embed_dim_per_stage=[8, 16, 32, 64],
        num_attention_heads_per_stage=[1, 1, 2, 2], window_size_per_stage=[4, 2, 2, 2], global_attention_blocks=[3],
        window_positional_embedding_background_size=[4, 4], mlp_ratio=2.0,
    )  # fmt: skip
    config = Sam2Config(
        vision_config={"backbone_config": hiera.to_dict(), "backbone_channel_list": [64, 32, 16, 8],
                       "backbone_feature_sizes": [[16, 16], [8, 8], [4, 4]], "fpn_hidden_size": 32},
        prompt_encoder_config={"hidden_size": 32, "image_size": SIZE, "patch_size": 16, "mask_input_channels": 4},
        mask_decoder_config={"hidden_size": 32, "mlp_dim": 32, "num_attention_heads": 2, "num_hidden_layers": 1, "iou_head_hidden_dim": 16},
    )  # fmt: skip
    model = randomize(Sam2Model(config), 4)
    pixels = pixel_values()
    levels = [f"image_embeddings.{i}" for i in range(3)]
    encode = lambda m, p: tuple(m.get_image_embeddings.__wrapped__(m, p))  # noqa: E731
    export(Wrapped(model, encode), (pixels,), folder / "onnx" / "vision_encoder.onnx", ["pixel_values"], levels, {"pixel_values": {0: "batch"}})
    with torch.no_grad():
        embeddings = encode(model, pixels)
    boxes = torch.tensor([BOXES])
    no_points, no_labels = torch.zeros(1, 2, 1, 2), -torch.ones(1, 2, 1, dtype=torch.int64)

    def decode(m, points, labels, boxes, *embeddings):
        out = m(image_embeddings=list(embeddings), input_points=points, input_labels=labels, input_boxes=boxes)
        return out.iou_scores, out.pred_masks, out.object_score_logits

    names = ["input_points", "input_labels", "input_boxes", *levels]
    axes = {"input_points": {1: "prompts", 2: "points"}, "input_labels": {1: "prompts", 2: "points"}, "input_boxes": {1: "boxes"}}
    export(Wrapped(model, decode), (no_points, no_labels, boxes, *embeddings), folder / "onnx" / "prompt_encoder_mask_decoder.onnx", names,
           ["iou_scores", "pred_masks", "object_score_logits"], axes)  # fmt: skip
    with torch.no_grad():
        by_box = model(image_embeddings=list(embeddings), input_boxes=boxes)
    write_json(folder, "config.json", {"model_type": "sam2", "architectures": ["Sam2Model"], "vision_config": {"num_feature_levels": 3}})
    write_json(folder, "preprocessor_config.json", preprocessor("Sam2ImageProcessor", "Sam2Processor"))
    sam_golden(folder, by_box, None)


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
