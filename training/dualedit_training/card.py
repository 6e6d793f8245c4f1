"""Stage 8: the model card, from what the run and the measurement recorded; then the manifest."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from .autoencoder import CROP
from .config import CLIP_GRID, LATENT, LATENT_CHANNELS, PACK, PICTURE, REPOSITORY, SIZES, stage_parser
from .diffusion import latents_facts
from .manifest import write_manifest

# pixels of the widest sheet in the pack
SHEET_WIDTH = 1600
OF_THE_UNET = ("attention_energy", "inversion_psnr_db", "text_to_picture", "generated_color", "clip")

CARD = """---
license: apache-2.0
---

# diorama: a small Stable Diffusion of a small world

A latent diffusion pipeline with the parts, files and graph structure of Stable Diffusion 1.x, small enough to live in the repository. It draws and edits pictures of the *diorama* world at {picture} px: {nouns}; in {colors}; on {backgrounds}. It exists so that the whole program runs on a CPU without a network, and so that every code path is tested on a real model.

| part | class | size |
| --- | --- | --- |
| text encoder | `CLIPTextModel`, 2 layers, {text_width} wide, 32 tokens, a CLIP-format tokenizer of {tokens} tokens with every word of the world as one | {text_encoder:.1f} MB |
| UNet | `UNet2DConditionModel`, channels {unet_channels}, latents {latent}×{latent}×{channels}, cross-attention at 16×16 (three sites) and 8×8 (four) | {unet:.1f} MB |
| autoencoder | `AutoencoderKL`, factor {factor}, {channels} channels, `scaling_factor` {scaling:.4f} | {vae:.1f} MB |
| scheduler | DDIM as Stable Diffusion 1.x ships it, v-prediction | |
| CLIP | `CLIPModel` whose text half is the text encoder; vision tower of 4 layers, 128 wide, {clip_grid}×{clip_grid} patches of {clip_patch} px | {clip:.1f} MB |
| segmenter | `OwlViTForObjectDetection` for words → boxes, `SamModel` for boxes → masks (`segmenter/README.md`) | {segmenter:.1f} MB |

ONNX opset {opset}, TorchScript exporter, weights stored in half precision and cast to fp32 in the graph, plain attention (Softmax visible). `vae_encoder` gives `latent_parameters` (mean and log-variance). Largest error of each graph in ONNX Runtime against PyTorch, relative to the largest output: {errors}. `clip/` has the hub's layout: `onnx/text_model.onnx` gives `text_embeds`, `onnx/vision_model.onnx` `image_embeds`, projected and not normalised.

## Training

{training}

Both the autoencoder and the UNet learned with Muon for matrices and AdamW for the rest, in bfloat16 mixed precision with fp32 weights; the shipped weights are exponential averages. The UNet and its text encoder learned together: v-prediction with min-SNR weights (γ = 5), 10 % of captions dropped. **Cross-attention was supervised**: the maps at 16×16 and 8×8 of words for objects and their colours were pulled towards the objects' true masks (after TokenCompose, Wang et al. 2023; `training/dualedit_training/grounding.py`). A model trained on captions alone grounds its words less sharply, so figures for attention here do not carry over to other models.

CLIP: the text encoder stayed as the UNet needs it; the vision tower and both projections learned by contrast of captions (48 pictures a batch, and with each six captions that are wrong by one change), guided at first by what every patch shows. Fitting it again to another text encoder is one command.

## Figures

On scenes of held-out seeds, `results/embedded-model.json`:

{figures}

## Samples

Drawn from noise, guidance {guidance}, {drawn_steps} DDIM steps, first seeds, none chosen. Captions of held-out scenes:

![samples](samples.jpg)

Every thing in every color:

![colors](colors.jpg)

The model's own maps of nouns at 16×16 beside the pictures, held-out scenes, mean over ten noise levels:

![attention](attention.jpg)

## What it cannot do

{limits}
"""


def percent(figure: dict) -> str:
    return f"{figure['share']:.1%} of {figure['of']}"


def figure_rows(f: dict, settings: dict) -> list[tuple[str, str, str]]:
    """What the figures of results/embedded-model.json say, beside what was wanted."""
    drawn, judge = f["text_to_picture"], f["judge"]["rendered"]
    sampled = f"{drawn['pictures']} pictures, guidance {drawn['guidance']}, {settings['drawn_steps']} DDIM steps"
    return [
        ("autoencoder, PSNR", "≥ 33 dB", f"{f['autoencoder_psnr_db']['mean']} dB"),
        (f"text → picture ({sampled}), as the judge sees it: a named object is there", "≥ 97 %", percent(drawn["named_object_there"])),
        ("… in the named color (a missing one counts as wrong)", "≥ 95 %", percent(drawn["in_the_named_color"])),
        ("… two named objects both there", "≥ 93 %", f"{percent(drawn['two_named_both_there'])}; side by side {percent(drawn['two_apart_both_there'])}"),
        ("… all of three named kinds or more there", "≥ 85 %", percent(drawn["three_or_more_all_there"])),
        ("… nothing there that was not named", "", percent(drawn["no_thing_that_was_not_named"])),
        ("a noun's 16×16 map: energy inside its mask over the mask's share", "≥ 5", f"{f['attention_energy']['ratio']['mean']} (≥ 2.5 for {f['attention_energy']['at_least_2.5']:.0%})"),
        ("detector, recall at IoU 0.5", "≥ 0.99", f"{f['detector']['recall']:.3f} (precision {f['detector']['precision']:.3f})"),
        ("… in crowds of three to six things", "≥ 0.96", f"{f['detector']['crowds']['recall']:.3f} (precision {f['detector']['crowds']['precision']:.3f})"),
        ("… with something of another scene pasted over each", "", f"{f['detector']['crowded']['recall']:.3f} (precision {f['detector']['crowded']['precision']:.3f})"),
        ("SAM from true boxes, mean IoU", "≥ 0.95", f"{f['sam']['true_boxes']['mean']:.3f}"),
        ("CLIP: the right caption among 16, the others of random held-out scenes", "≥ 90 %", percent(f["clip"]["random_scenes"])),
        ("… the others wrong by one word or phrase", "", percent(f["clip"]["one_change"])),
        ("DDIM inversion and back, guidance 1, 50 steps, PSNR against the autoencoder", "≥ 34 dB", f"{f['inversion_psnr_db']['mean']} dB (worst tenth {f['inversion_psnr_db']['worst_tenth']} dB)"),
        ("“a COLOUR NOUN” drawn: the named colour where the noun's map is", "", f"{f['generated_color']['right']} of {f['generated_color']['of']}"),
        ("the judge, on rendered scenes: class, colour inside a box", "≥ 97 %", f"{judge['boxes']['class']['share']:.1%}, {judge['boxes']['color']['share']:.1%}"),
        ("… what is in a whole picture: things there found, things not there not found", "", f"{judge['presence']['pair_present']['share']:.1%}, {judge['presence']['pair_absent']['share']:.2%}"),
    ]


def figure_table(results: dict) -> str:
    """`figure_rows` as Markdown."""
    rows = [("what", "wanted", "measured"), ("---", "---", "---"), *figure_rows(results["figures"], results["settings"])]
    return "\n".join(f"| {a} | {b} | {c} |" for a, b, c in rows)


def write_figures(pack: Path) -> None:
    """The table of a card that is there, anew."""
    card = (pack / "README.md").read_text()
    start = card.index("| what | wanted | measured |")
    end = card.index("\n\n", start)
    results = json.loads((REPOSITORY / "results" / "embedded-model.json").read_text())
    (pack / "README.md").write_text(card[:start] + figure_table(results) + card[end:])
    write_manifest(pack)


def folder_size(folder: Path) -> float:
    """MB."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--limits", type=Path, default=Path(__file__).with_name("limits.md"), help="what the samples show it cannot do")
    parser.add_argument("--machine", help="what it was trained on, in words")
    parser.add_argument("--figures-only", action="store_true", help="write the table of figures alone: only the segmenter has learned further")
    arguments = parser.parse_args()
    pack, run = arguments.pack, arguments.run
    if arguments.figures_only:
        write_figures(pack)
        return
    if arguments.machine is None:
        parser.error("--machine is required unless --figures-only is given")
    words = json.loads((pack / "words.json").read_text())
    export = json.loads((run / "export.json").read_text())
    results = json.loads((REPOSITORY / "results" / "embedded-model.json").read_text())
    facts = latents_facts(run)
    sizes, coder, last = SIZES[arguments.size], facts["autoencoder"], export["trained"]
    diffusion = {key: sum(period[key] for period in [*facts["diffusion"], last]) for key in ("pictures", "seconds")}
    size = {n: (pack / n / "model.onnx").stat().st_size / 1e6 for n in ("text_encoder", "unet", "vae_encoder", "vae_decoder")}
    training = (
        f"Rendered scenes of `packages/diorama`, {PICTURE} px, with 3 to 6 captions each. "
        f"Autoencoder: {coder['pictures']:,} crops of {CROP} px from {results['trained']['autoencoder_scenes']:,} scenes, "
        f"{coder['seconds'] / 60:.0f} minutes. UNet and text encoder: {diffusion['pictures']:,} pictures from "
        f"{results['trained']['diffusion_scenes']:,} scenes, {diffusion['seconds'] / 60:.0f} minutes. "
        f"Machine: {arguments.machine}."
    )
    f = results["figures"]
    stale = {part for part in OF_THE_UNET if results["measured_at_step"].get(part) != last["step"]}
    if stale:
        raise RuntimeError(f"measured with other weights than the pack's: {sorted(stale)}; run dualedit_training.evaluate --only …")
    (pack / "README.md").write_text(
        CARD.format(
            nouns=", ".join(words["nouns"]),
            colors=", ".join(words["colors"]),
            backgrounds=", ".join(words["backgrounds"]),
            picture=PICTURE,
            latent=LATENT,
            channels=LATENT_CHANNELS,
            factor=PICTURE // LATENT,
            clip_grid=CLIP_GRID,
            clip_patch=PICTURE // CLIP_GRID,
            text_width=sizes.text_width,
            tokens=len(json.loads((pack / "tokenizer" / "vocab.json").read_text())),
            unet_channels=sizes.unet,
            scaling=json.loads((pack / "vae_encoder" / "config.json").read_text())["scaling_factor"],
            vae=size["vae_encoder"] + size["vae_decoder"],
            text_encoder=size["text_encoder"],
            unet=size["unet"],
            clip=folder_size(pack / "clip"),
            segmenter=folder_size(pack / "segmenter"),
            opset=export["opset"],
            errors=", ".join(f"{k} {v:.0e}" for k, v in export["max_relative_error"].items()),
            training=training,
            figures=figure_table(results),
            guidance=f["generated_color"]["guidance"],
            drawn_steps=results["settings"]["drawn_steps"],
            limits=arguments.limits.read_text().strip(),
        )
    )
    for name in ("attention", "colors", "samples"):
        sheet = Image.open(run / "evaluation" / f"{name}.png")
        sheet.thumbnail((SHEET_WIDTH, 2 * SHEET_WIDTH), Image.Resampling.LANCZOS)
        sheet.save(pack / f"{name}.jpg", quality=88)
    write_manifest(pack)


if __name__ == "__main__":
    main()
