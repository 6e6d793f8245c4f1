import type { Layer } from '../mask/overlay.js';
import { maskColor } from '../state/colors.js';
import { hovered } from '../state/hover.js';
import { comparison } from '../state/look.js';
import { hoveredCandidate, openChip } from '../state/panels.js';
import { isRunning, result } from '../state/run.js';
import { type DrawnMask, drawnOf, seenDecoded } from '../state/seen.js';
import type { Slot } from '../state/slot.js';
import { hoveredId, kept, selectedId, slots } from '../state/slots.js';

const FILL = 0.25;
const STRONG_FILL = 0.4;
const WHITE = [255, 255, 255] as const;
/** Hatches of what is no edit: none of those that edits have. */
const PLAIN = 3;

/** What is drawn over the picture now: the masks, or of one chip its mask, its other candidates and what is kept. */
export function layersNow(): Layer[] {
  const alone = hoveredId.value;
  const isResult = result.value !== undefined && comparison.value !== 'masks';
  if (alone === undefined && isResult) return [];
  const shown = alone === undefined ? slots.value : slots.value.filter(({ id }) => id === alone);
  const fill = isRunning.value ? 0 : FILL;
  return [
    ...(alone === undefined || seenDecoded.value < 0 ? [] : keptLayers()),
    ...shown.map((slot) => maskLayer(slot, slot.id === selectedId.value && fill > 0 ? STRONG_FILL : fill)),
    ...shown.filter(({ id }) => id === alone || id === openChip.value).flatMap(candidateLayers),
    ...hoverLayer(),
  ];
}

const maskLayer = ({ raster, bounds, color }: Slot, fill: number): Layer => ({
  raster,
  bounds,
  color: maskColor(color),
  hatch: color,
  fill,
  line: 'solid',
});

function keptLayers(): Layer[] {
  return kept.value.flatMap((seen) => outline(drawnOf(seen), WHITE));
}

function candidateLayers({ candidates, color }: Slot): Layer[] {
  return candidates.flatMap((candidate, i) =>
    outline(drawnOf(candidate), maskColor(color)).map((layer) =>
      i === hoveredCandidate.value ? { ...layer, fill: FILL, line: 'solid' as const } : layer,
    ),
  );
}

function outline(drawn: DrawnMask | undefined, color: Layer['color']): Layer[] {
  return drawn ? [{ ...drawn, color, hatch: PLAIN, fill: 0, line: 'dashed' }] : [];
}

function hoverLayer(): Layer[] {
  const { drawn } = hovered.value ?? {};
  return drawn ? [{ ...drawn, color: WHITE, hatch: PLAIN, fill: 0.2, line: 'solid' }] : [];
}
