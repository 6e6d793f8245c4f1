"""Exports a small CLIP text encoder or autoencoder with random weights, with a gradient by PyTorch as golden value.

    python export_parts.py OUT --part text|encoder|decoder [--opset 17] [--exporter script|dynamo]

Writes OUT/model.onnx, OUT/golden.json and OUT/golden.bin (float32, little-endian): the input, and the loss
mean(y^3) of the output y with its gradient with respect to the input, or to the token embeddings of the text
encoder (`embeddings`, which are no input of the model).
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import AutoencoderKL
from transformers import CLIPTextConfig, CLIPTextModel


class Text(torch.nn.Module):
    def __init__(self):
        super().__init__()
        config = CLIPTextConfig(
            vocab_size=50,
            hidden_size=12,
            intermediate_size=24,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=7,
            bos_token_id=48,
            eos_token_id=49,
        )
        self.clip = CLIPTextModel(config)

    def forward(self, input_ids):
        return self.clip(input_ids, return_dict=False)[0]


class Autoencoder(torch.nn.Module):
    def __init__(self, part):
        super().__init__()
        self.part = part
        self.vae = AutoencoderKL(
            block_out_channels=(8, 8),
            down_block_types=("DownEncoderBlock2D",) * 2,
            up_block_types=("UpDecoderBlock2D",) * 2,
            layers_per_block=1,
            norm_num_groups=4,
        )

    def forward(self, sample):
        if self.part == "encoder":
            return self.vae.encode(sample, return_dict=False)[0].parameters
        return self.vae.decode(sample, return_dict=False)[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("text", "encoder", "decoder"), required=True)
    parser.add_argument("--opset", type=int, default=17)
    parser.add_argument("--exporter", choices=("script", "dynamo"), default="script")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    torch.manual_seed(7)
    if options.part == "text":
        model, name, value = Text().eval(), "input_ids", torch.tensor([[48, 3, 4, 5, 49, 49, 49]])
        embedding = model.clip.get_input_embeddings()
        differentiated = embedding(value).detach().requires_grad_()
        handle = embedding.register_forward_hook(lambda *_: differentiated)
        loss = (model(value) ** 3).mean()
        handle.remove()
        golden = {"input_ids": value, "embeddings": differentiated}
    else:
        model, name = Autoencoder(options.part).eval(), "sample"
        value = torch.randn(1, 3, 16, 16) if options.part == "encoder" else torch.randn(1, 4, 8, 8)
        differentiated = value.clone().requires_grad_()
        loss = (model(differentiated) ** 3).mean()
        golden = {"sample": value}
    golden |= {"loss": loss.reshape(1), "gradient": torch.autograd.grad(loss, differentiated)[0]}

    path = options.out / "model.onnx"
    axes = {0: "batch"} if options.part == "text" else {0: "batch", 2: "height", 3: "width"}
    torch.onnx.export(
        model,
        (value,),
        str(path),
        input_names=[name],
        output_names=["y"],
        opset_version=options.opset,
        dynamo=options.exporter == "dynamo",
        **({"dynamic_axes": {name: axes}} if options.exporter == "script" else {}),
    )
    exported = onnx.load(path)
    for node in exported.graph.node:
        node.ClearField("doc_string")
        node.ClearField("metadata_props")
    for stale in options.out.glob("*.data"):
        stale.unlink()
    onnx.save_model(exported, path)

    layout, blobs, offset = {}, [], 0
    for key, tensor in golden.items():
        data = np.ascontiguousarray(tensor.detach().numpy(), dtype="<f4")
        layout[key] = {"shape": list(data.shape), "offset": offset}
        offset += data.nbytes
        blobs.append(data.tobytes())
    (options.out / "golden.bin").write_bytes(b"".join(blobs))
    (options.out / "golden.json").write_text(json.dumps({"values": layout}, indent=1) + "\n")


main()
