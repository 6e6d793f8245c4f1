"""Stage: measure a run on held-out scenes and write results/embedded-model.json, all of it or part by part."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from .autoencoder import psnr, reconstruct
from .clip import clip_figures
from .clip_model import load_clip
from .config import GUIDANCE_SCALE, REPOSITORY, SIZES, prepare, stage_parser
from .data import Scenes, to_bytes, to_unit
from .detector import load_detector
from .detector_figures import ask, figures, operating_path, recall, rendered
from .evaluate_drawn import color_captions, draw, drawn_figures, judged, verdict_sheet, wanted_captions
from .evaluate_unet import STEPS, attention_figure, best_caption, color_figure, inversion_figure, reference_colors, summary
from .grounding import AttentionRecorder
from .judge import box_figures, presence_figures
from .judge_data import noisy_reconstruction
from .judge_model import load_judges
from .pipeline import Pipeline, load_pipeline
from .sam import load_sam
from .sam_figures import mean_iou
from .sheets import write_sheet

# held-out scenes of so many objects whose captions are drawn besides the color captions
DRAWN = {1: 40, 2: 70, 3: 60, 4: 20}
DRAWN_STEPS = 25


class Evaluation:
    """One method a figure; what several of them need is loaded once."""

    def __init__(self, arguments: argparse.Namespace, device: torch.device):
        self.arguments, self.device = arguments, device
        self.run: Path = arguments.run
        self.scenes = Scenes(arguments.data)
        self.held = self.scenes.filled(self.scenes.split()[1])
        self.few = self.held[: arguments.scenes]
        self.sheets = self.run / "evaluation"
        self.pipeline: Pipeline = load_pipeline(self.run, device)

    @cached_property
    def recorder(self) -> AttentionRecorder:
        return AttentionRecorder(self.pipeline.unet)

    def drawing(self, result: dict, part: str) -> dict:
        """What the networks that draw have learned, and how much of it when this part was measured."""
        return {
            "trained": {
                "autoencoder_scenes": len(self.scenes) - len(self.held),
                "diffusion_scenes": len(np.load(self.run / "latents" / "latents.npy", mmap_mode="r")),
                "diffusion": self.pipeline.clock,
            },
            "measured_at_step": {**result.get("measured_at_step", {}), part: self.pipeline.clock["step"]},
        }

    def pictures(self, indices: np.ndarray) -> np.ndarray:
        return np.stack([self.scenes.picture(i) for i in indices])

    def autoencoder_psnr_db(self) -> dict:
        pictures = self.pictures(self.held[:128])
        return summary(psnr(reconstruct(self.pipeline.vae, pictures, self.device), to_unit(pictures)))

    def attention_energy(self) -> dict:
        return attention_figure(self.pipeline, self.recorder, self.scenes, self.few, self.sheets / "attention.png")

    def inversion_psnr_db(self) -> dict:
        captions = [best_caption(self.scenes.scenes[i]) for i in self.few]
        return inversion_figure(self.pipeline, self.pictures(self.few), captions, self.sheets / "inversion.png")

    def generated_color(self) -> dict:
        references = reference_colors(self.scenes, self.held, list(self.scenes.vocabulary()["colors"]))
        latents = self.drawn()[1]
        figure = color_figure(self.pipeline, self.recorder, references, self.scenes, latents, self.sheets / "colors.png")
        return {**figure, "guidance": self.arguments.guidance}

    def drawn(self):
        """The captions, and the latents drawn from them; a run's further training draws anew."""
        wanted = wanted_captions(self.scenes, DRAWN)
        guidance = self.arguments.guidance
        folder = self.sheets / f"drawn-{self.pipeline.clock['step']}-g{guidance:g}"
        return wanted, draw(self.pipeline, [w.caption for w in wanted], guidance, DRAWN_STEPS, folder)

    def text_to_picture(self) -> dict:
        wanted, latents = self.drawn()
        presence, names = load_judges(self.run, self.device)[1:]
        with torch.no_grad():
            parts = torch.from_numpy(latents).to(self.device).split(16)
            pictures = torch.cat([self.pipeline.decode(z) for z in parts])
        seen, colored = judged(presence, pictures)
        verdict_sheet(self.sheets / "drawn.png", wanted, pictures.cpu().numpy(), seen, colored, names)
        first = len(color_captions(self.scenes))
        shown = to_bytes(pictures[first : first + 24].cpu().numpy())
        write_sheet(self.sheets / "samples.png", list(shown), [w.caption for w in wanted[first : first + 24]], columns=6)
        return {**drawn_figures(wanted, seen, colored, names), "pictures": len(wanted), "guidance": self.arguments.guidance}

    def clip(self) -> dict:
        sizes = SIZES[self.arguments.size]
        model, clock = load_clip(self.run, sizes, self.pipeline.text)
        return {**clip_figures(model.to(self.device), self.pipeline.words, self.scenes, self.held), "trained": clock}

    def detector(self) -> dict:
        words, model, clock = load_detector(self.run)
        threshold = json.loads(operating_path(self.run).read_text())["scoreThreshold"]
        model = model.to(self.device)
        figure = recall(model, words, self.scenes, self.held, threshold)
        crowds = self.arguments.crowds and Scenes(self.arguments.crowds)
        if crowds:
            held = crowds.filled(crowds.split()[1])
            figure["crowds"] = figures(ask(model, words, crowds.vocabulary(), rendered(crowds, held)), threshold)
        return {**figure, "trained": clock}

    def sam(self) -> dict:
        model, clock = load_sam(self.run)
        return {**mean_iou(model.to(self.device), self.scenes, self.held), "trained": clock}

    def judge(self) -> dict:
        box, presence, names = load_judges(self.run, self.device)
        pictures = self.pictures(self.held)
        again = noisy_reconstruction(self.run, SIZES[self.arguments.size], pictures, self.device, noise=0.0)
        return {
            name: {
                "boxes": box_figures(box, self.scenes, self.held, names, shown, self.device),
                "presence": presence_figures(presence, self.scenes, self.held, names, shown, self.device),
            }
            for name, shown in (("rendered", pictures), ("after_the_autoencoder", again))
        }


PARTS = (
    "autoencoder_psnr_db",
    "attention_energy",
    "inversion_psnr_db",
    "judge",
    "text_to_picture",
    "generated_color",
    "clip",
    "detector",
    "sam",
)
# these have clocks of their own, and need nothing of the others
OF_THE_SEGMENTER = ("detector", "sam")


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--scenes", type=int, default=24, help="held-out scenes for inversion and attention")
    parser.add_argument("--guidance", type=float, default=GUIDANCE_SCALE)
    parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; may be repeated; the others stay as they are")
    parser.add_argument("--crowds", type=Path, help="scenes of level 4 alone, for the detector's recall there")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "results" / "embedded-model.json")
    arguments = parser.parse_args()
    device = prepare(arguments)
    evaluation = Evaluation(arguments, device)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    result = json.loads(arguments.out.read_text()) if arguments.out.exists() else {}
    for part in arguments.only or PARTS:
        figure = getattr(evaluation, part)()
        print(part, json.dumps(figure), flush=True)
        # written after every part: a broken-off evaluation keeps what it has
        result = {
            **result,
            "date": date.today().isoformat(),
            "commit": commit.stdout.strip(),
            "machine": {"processor": platform.machine(), "device": str(device), "torch": torch.__version__},
            "settings": {"steps": STEPS, "drawn_steps": DRAWN_STEPS, "held_out_scenes": arguments.scenes, "inversion_guidance": 1, "seed": arguments.seed},
            **({} if part in OF_THE_SEGMENTER else evaluation.drawing(result, part)),
            "figures": {**result.get("figures", {}), part: figure},
        }
        arguments.out.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
