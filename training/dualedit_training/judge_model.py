"""The judge's two networks: what is inside a box, and what is in a picture at all.

They grade pictures in benchmarks and are no part of the product. Both take pictures in −1…1; the crop of
a box is part of the first one's graph, so that no caller can crop in another way.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from .config import PICTURE

# side of the pictures that the judge looks at
JUDGED = 128
# side of the grid of places of the presence judge
PLACES = 32
CROP = 48
MARGIN = 0.1
NOTHING = "nothing"
NATURAL = "natural"
PLAIN = "plain"


def shrunk(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures [n, 3, PICTURE, PICTURE] as the judge looks at them: [n, 3, JUDGED, JUDGED]."""
    return F.avg_pool2d(pictures, PICTURE // JUDGED)


def crop_boxes(pictures: torch.Tensor, boxes: torch.Tensor) -> torch.Tensor:
    """Boxes, stretched to squares: [n, 3, h, w] and [n, 4] → [n, 3, CROP, CROP].

    A box is left, top, right, bottom in fractions of the picture. It grows by MARGIN of its side on each of
    its four sides, is sampled bilinearly at twice CROP (the border repeats outside the picture) and averaged
    2×2. A picture far larger than JUDGED should be shrunk to it first: the samples would skip pixels.
    """
    near, far = boxes[:, :2], boxes[:, 2:]
    near, side = near - MARGIN * (far - near), (1 + 2 * MARGIN) * (far - near)
    steps = (torch.arange(2 * CROP, device=boxes.device, dtype=boxes.dtype) + 0.5) / (2 * CROP)
    x = near[:, 0, None] + side[:, 0, None] * steps
    y = near[:, 1, None] + side[:, 1, None] * steps
    grid = torch.stack(
        [x[:, None, :].expand(-1, 2 * CROP, -1), y[:, :, None].expand(-1, -1, 2 * CROP)], dim=-1
    )
    crop = F.grid_sample(pictures, 2 * grid - 1, mode="bilinear", padding_mode="border", align_corners=False)
    return F.avg_pool2d(crop, 2)


def layer(inputs: int, outputs: int, stride: int = 1, reach: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, reach, reach, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class BoxJudge(nn.Module):
    """Logits of the object class [n, classes], its colour [n, colours] and its material [n, materials] inside a box."""

    def __init__(self, classes: int, colors: int, materials: int):
        super().__init__()
        self.features = nn.Sequential(
            layer(3, 16), layer(16, 24, 2), layer(24, 32), layer(32, 48, 2), layer(48, 48), layer(48, 64, 2), layer(64, 64)
        )
        self.class_head = nn.Linear(128, classes)
        self.color_head = nn.Linear(128, colors)
        self.material_head = nn.Linear(128, materials)

    def forward(self, pictures: torch.Tensor, boxes: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.judge_crops(crop_boxes(pictures, boxes))

    def judge_crops(self, crops: torch.Tensor) -> tuple[torch.Tensor, ...]:
        x = self.features(crops)
        x = torch.cat([x.mean((2, 3)), x.amax((2, 3))], dim=1)
        return self.class_head(x), self.color_head(x), self.material_head(x)


class PresenceJudge(nn.Module):
    """Which kinds of things are anywhere in a picture, and in which colours.

    Every place, four of JUDGED's pixels wide, says what kind of thing it shows and in which colour.
    A thing is there as far as the surest 3×3 places agree on it: it counts by what is seen of it, not by what
    usually stands beside it, and a speck does not count.
    """

    def __init__(self, classes: int, colors: int):
        super().__init__()
        self.features = nn.Sequential(
            layer(3, 16, 2), layer(16, 24), layer(24, 32, 2), layer(32, 40), layer(40, 48),
            layer(48, 64), layer(64, 64, reach=2), layer(64, 64, reach=3),
        )  # fmt: skip
        self.class_head = nn.Conv2d(64, classes, 1)
        self.color_head = nn.Conv2d(64, colors, 1)

    def places(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of the class, "nothing" last, and of the colour: [n, …, h/4, w/4]."""
        features = self.features(pictures)
        return self.class_head(features), self.color_head(features)

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Probabilities of kinds [n, nouns] and of kinds in colours [n, nouns, colours]."""
        return self.gather(*self.places(pictures))

    @staticmethod
    def gather(kinds: torch.Tensor, tints: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        p = kinds.float().softmax(1)[:, :-1]
        pairs = p[:, :, None] * tints.float().softmax(1)[:, None]
        return F.avg_pool2d(p, 3, 1).amax((2, 3)), F.avg_pool2d(pairs.flatten(1, 2), 3, 1).amax((2, 3)).unflatten(1, pairs.shape[1:3])


def new_judge(part: str, names: dict[str, list[str]]) -> nn.Module:
    """`part` is "boxes" or "presence"."""
    classes, colors = len(names["classes"]), len(names["colors"])
    return BoxJudge(classes, colors, len(names["materials"])) if part == "boxes" else PresenceJudge(classes, colors)


def load_judge(run: Path, part: str, device: torch.device) -> tuple[nn.Module, dict, dict]:
    """The averaged weights in evaluation mode, what the outputs are called, and how long it learned."""
    state = torch.load(run / "judge" / f"{part}.pt", map_location="cpu", weights_only=True)
    judge = new_judge(part, state["names"])
    judge.load_state_dict(state["average"][0])
    return judge.to(device).eval(), state["names"], state["clock"]


def load_judges(run: Path, device: torch.device) -> tuple[BoxJudge, PresenceJudge, dict]:
    box, names, _ = load_judge(run, "boxes", device)
    return box, load_judge(run, "presence", device)[0], names
