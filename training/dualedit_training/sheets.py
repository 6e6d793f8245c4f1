"""Contact sheets of pictures, for eyes."""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def write_sheet(path: Path, pictures: list[np.ndarray], titles: list[str], columns: int, scale: int = 1) -> None:
    """Pictures (uint8 [h, w, 3], one size) in rows, each with its title under it."""
    height, width = (side * scale for side in pictures[0].shape[:2])
    line, lines = 11, max((len(textwrap.wrap(t, width // 6)) for t in titles), default=0)
    rows = -(-len(pictures) // columns)
    step = height + line * lines + 6
    sheet = Image.new("RGB", (columns * (width + 6), rows * step), "white")
    draw = ImageDraw.Draw(sheet)
    for i, picture in enumerate(pictures):
        x, y = (i % columns) * (width + 6), (i // columns) * step
        sheet.paste(Image.fromarray(picture).resize((width, height), Image.Resampling.NEAREST), (x, y))
        if i < len(titles):
            for j, text in enumerate(textwrap.wrap(titles[i], width // 6)):
                draw.text((x, y + height + j * line), text, fill="black")
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)
