"""SAM and SAM 2 at a tiny size."""

from __future__ import annotations

from pathlib import Path

import torch
from tiny_common import BOXES, OUT, POINT_LABELS, POINTS, SIZE, Wrapped, export, pixel_values, preprocessor, randomize, rounded, write_json
from transformers import Sam2Config, Sam2HieraDetConfig, Sam2Model, SamConfig, SamModel


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
