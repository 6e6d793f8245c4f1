import { useEffect, useRef } from 'preact/hooks';
import { picture } from '../state/picture.js';
import { shown } from '../state/run.js';
import type { Slot } from '../state/slot.js';
import { slots } from '../state/slots.js';

/** Previews are coarse: more pixels than this along a side would show nothing more. */
const MOST_SIDE = 1024;

/** What the model means by now, inside the masks only. */
export function Preview() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { id, preview = 0 } = shown.value ?? {};
  const open = picture.value;
  useEffect(() => {
    if (preview === 0 || !canvas.current) return;
    const image = new Image();
    image.src = `/v1/edits/${id}/preview?n=${preview}`;
    image
      .decode()
      .then(() => canvas.current && draw(canvas.current, image, slots.peek()))
      // the edit is over, and its preview gone
      .catch(() => {});
  }, [id, preview]);
  if (!open) return null;
  const scale = Math.min(1, MOST_SIDE / Math.max(open.width, open.height));
  return (
    <canvas
      ref={canvas}
      class="preview"
      width={Math.round(open.width * scale)}
      height={Math.round(open.height * scale)}
    />
  );
}

function draw(canvas: HTMLCanvasElement, image: HTMLImageElement, masks: readonly Slot[]): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.clearRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  const pixels = context.getImageData(0, 0, width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels.data[4 * (y * width + x) + 3] = insideAt(masks, (x + 0.5) / width, (y + 0.5) / height);
  context.putImageData(pixels, 0, 0);
}

/** How much of a place is inside of any mask, 0…255. */
function insideAt(masks: readonly Slot[], x: number, y: number): number {
  return masks.reduce((most, { raster: { width, height, data } }) => {
    return Math.max(most, data[Math.floor(y * height) * width + Math.floor(x * width)]!);
  }, 0);
}
