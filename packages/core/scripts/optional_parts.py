"""Writes src/safety/__fixtures__ and src/caption/__fixtures__: a pack's optional parts, tiny, and what Python makes of them.

- safety_checker, as diffusers' own conversion exports it, with its feature_extractor. Its weights are random; one
  concept is set to what its vision model sees in red pictures, so that it flags those and no others.
- captioner, in the layout of transformers.js: a ViT and a GPT-2 of a few thousand weights, trained for seconds to say
  what colour a picture has.
- golden.json: pixel values of both image processors (Pillow), flags, and captions by greedy search.

    python packages/core/scripts/optional_parts.py
"""

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
from PIL import Image
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    CLIPConfig,
    CLIPImageProcessor,
    GPT2Config,
    GPT2TokenizerFast,
    VisionEncoderDecoderConfig,
    VisionEncoderDecoderModel,
    ViTConfig,
    ViTImageProcessor,
)

ROOT = Path(__file__).parents[1] / "src"
SAFETY = ROOT / "safety/__fixtures__"
CAPTION = ROOT / "caption/__fixtures__"
COLORS = {"red": (208, 40, 30), "green": (40, 160, 60), "blue": (40, 70, 200)}
PLACES = {"left": 0.25, "right": 0.75}
OPSET = 14
# Models this small are slowed down by a second thread.
torch.set_num_threads(1)


def picture(color: str, place: str, width: int = 120, height: int = 90) -> Image.Image:
    """A plain picture with a light square in one half: drawn the same, byte for byte, by the tests."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = COLORS[color]
    x = int(width * PLACES[place])
    pixels[height // 2 - 10 : height // 2 + 10, x - 10 : x + 10] = 240
    return Image.fromarray(pixels)


ALL = [(color, place) for color in COLORS for place in PLACES]


def numbers(tensor: torch.Tensor) -> list[float]:
    return [round(x, 4) for x in tensor.flatten().tolist()]


def write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content) + "\n")


def export(model: torch.nn.Module, inputs: dict, outputs: list[str], axes: dict, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        torch.onnx.export(
            model,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def safety_checker() -> None:
    torch.manual_seed(3)
    config = CLIPConfig(
        projection_dim=8,
        vision_config={
            "hidden_size": 16,
            "intermediate_size": 16,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "image_size": 32,
            "patch_size": 16,
            "projection_dim": 8,
        },
        text_config={"vocab_size": 8, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2},
    )
    checker = StableDiffusionSafetyChecker(config).eval()
    processor = CLIPImageProcessor(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    values = {key: processor(picture(*key), return_tensors="pt").pixel_values for key in ALL}
    with torch.no_grad():
        seen = {key: checker.visual_projection(checker.vision_model(value)[1])[0] for key, value in values.items()}
        unit = {key: torch.nn.functional.normalize(value, dim=0) for key, value in seen.items()}
        red = torch.stack([unit[key] for key in ALL if key[0] == "red"]).mean(0)
        others = torch.stack([unit[key] for key in ALL if key[0] != "red"]).mean(0)
        concept = torch.nn.functional.normalize(red - others, dim=0)
        cosines = {key: float(unit[key] @ concept) for key in ALL}
        least = min(cosines[key] for key in ALL if key[0] == "red")
        most = max(cosines[key] for key in ALL if key[0] != "red")
        assert least - most > 0.2, (least, most)
        # Thresholds above 1 are never reached.
        checker.concept_embeds_weights.fill_(2.0)
        checker.special_care_embeds_weights.fill_(2.0)
        checker.concept_embeds[3] = concept
        checker.concept_embeds_weights[3] = (least + most) / 2
        flags = {f"{color} {place}": bool(checker(value, [np.zeros((4, 4, 3))])[1][0])
                 for (color, place), value in values.items()}
    shutil.rmtree(SAFETY, ignore_errors=True)
    checker.forward = checker.forward_onnx
    export(
        checker,
        {"clip_input": torch.randn(1, 3, 32, 32), "images": torch.randn(1, 16, 16, 3)},
        ["out_images", "has_nsfw_concepts"],
        {
            "clip_input": {0: "batch", 1: "channels", 2: "height", 3: "width"},
            "images": {0: "batch", 1: "height", 2: "width", 3: "channels"},
        },
        SAFETY / "safety_checker/model.onnx",
    )
    processor.save_pretrained(SAFETY / "feature_extractor")
    write(SAFETY / "golden.json", {"flags": flags, "pixels": numbers(values[("blue", "left")])})


def captions() -> dict[tuple[str, str], str]:
    return {(color, place): f"a {color} wall with a light" for color, place in ALL}


class Encoder(torch.nn.Module):
    def __init__(self, model: VisionEncoderDecoderModel):
        super().__init__()
        self.encoder = model.encoder

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.encoder(pixel_values).last_hidden_state


class Decoder(torch.nn.Module):
    def __init__(self, model: VisionEncoderDecoderModel):
        super().__init__()
        self.decoder = model.decoder

    def forward(self, input_ids: torch.Tensor, encoder_hidden_states: torch.Tensor) -> torch.Tensor:
        return self.decoder(
            input_ids,
            attention_mask=torch.ones_like(input_ids),
            encoder_hidden_states=encoder_hidden_states,
            use_cache=False,
        ).logits


def tokenizer_in(folder: Path) -> GPT2TokenizerFast:
    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(list(captions().values()), vocab_size=300, special_tokens=["<|endoftext|>"])
    folder.mkdir(parents=True)
    trained.save_model(str(folder))
    tokenizer = GPT2TokenizerFast.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return tokenizer


def captioner() -> None:
    torch.manual_seed(5)
    shutil.rmtree(CAPTION, ignore_errors=True)
    folder = CAPTION / "captioner"
    tokenizer = tokenizer_in(folder)
    end = tokenizer.eos_token_id
    config = VisionEncoderDecoderConfig.from_encoder_decoder_configs(
        ViTConfig(hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, image_size=32, patch_size=16),
        GPT2Config(
            vocab_size=len(tokenizer), n_positions=24, n_embd=16, n_layer=1, n_head=2,
            bos_token_id=end, eos_token_id=end, add_cross_attention=True,
        ),
    )
    config.decoder_start_token_id = config.eos_token_id = config.pad_token_id = end
    config.encoder._attn_implementation = config.decoder._attn_implementation = "eager"
    model = VisionEncoderDecoderModel(config)
    processor = ViTImageProcessor(size={"height": 32, "width": 32})
    texts = captions()
    values = torch.cat([processor(picture(*key), return_tensors="pt").pixel_values for key in ALL])
    ids = [[*tokenizer(texts[key]).input_ids, end] for key in ALL]
    width = max(map(len, ids))
    labels = torch.tensor([row + [-100] * (width - len(row)) for row in ids])
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(300):
        loss = model(pixel_values=values + 0.05 * torch.randn_like(values), labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    said = {}
    for index, (color, place) in enumerate(ALL):
        made = model.generate(values[index : index + 1], max_length=20, num_beams=1, do_sample=False)
        said[f"{color} {place}"] = tokenizer.decode(made[0], skip_special_tokens=True)
    assert said == {f"{c} {p}": texts[(c, p)] for c, p in ALL}, said

    export(
        Encoder(model).eval(),
        {"pixel_values": values[:1]},
        ["last_hidden_state"],
        {"pixel_values": {0: "batch_size"}, "last_hidden_state": {0: "batch_size"}},
        folder / "onnx/encoder_model.onnx",
    )
    export(
        Decoder(model).eval(),
        {"input_ids": labels[:1, :4].clamp(min=0), "encoder_hidden_states": torch.randn(1, 5, 16)},
        ["logits"],
        {
            "input_ids": {0: "batch_size", 1: "decoder_sequence_length"},
            "encoder_hidden_states": {0: "batch_size", 1: "encoder_sequence_length"},
            "logits": {0: "batch_size", 1: "decoder_sequence_length"},
        },
        folder / "onnx/decoder_model.onnx",
    )
    processor.save_pretrained(folder)
    write(folder / "config.json", {"model_type": "vision-encoder-decoder", "decoder_start_token_id": end, "eos_token_id": end})
    write(folder / "generation_config.json", {"decoder_start_token_id": end, "eos_token_id": end, "max_length": 20})
    write(CAPTION / "golden.json", {"captions": said, "pixels": numbers(values[ALL.index(("blue", "left"))])})


safety_checker()
captioner()
