import type { Box, Mask } from '@dualedit/foundation';
import { DualeditError } from '@dualedit/foundation';
import sharp from 'sharp';

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/**
 * The mask of all pixels in a box; what of it lies outside the picture is left out.
 * @throws DualeditError `mask-empty` where none of it lies inside
 */
export function boxMask({ left, top, width, height }: Box, size: Size): Mask {
  const [fromX, toX] = [Math.max(0, left), Math.min(size.width, left + width)];
  const [fromY, toY] = [Math.max(0, top), Math.min(size.height, top + height)];
  if (!(fromX < toX && fromY < toY)) throw outside('box', { left, top, width, height }, size);
  const data = new Uint8Array(size.width * size.height);
  for (let y = fromY; y < toY; y++) data.fill(255, y * size.width + fromX, y * size.width + toX);
  return { ...size, data };
}

/**
 * The mask of a polygon, closed from its last point to its first; where it crosses itself, by the even-odd rule.
 * A pixel belongs to it if its centre does.
 * @throws DualeditError `mask-empty` for fewer than three points, or where no pixel is inside
 */
export async function polygonMask(points: readonly Point[], size: Size): Promise<Mask> {
  const corners = points.map(({ x, y }) => `${x},${y}`).join(' ');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">
    <rect width="100%" height="100%"/>
    <polygon points="${corners}" fill="#fff" fill-rule="evenodd" shape-rendering="crispEdges"/>
  </svg>`;
  const data = await sharp(Buffer.from(svg), { limitInputPixels: false }).extractChannel(0).raw().toBuffer();
  if (points.length < 3 || !data.some((value) => value > 127)) throw outside('polygon', points, size);
  return { ...size, data: data.map((value) => (value > 127 ? 255 : 0)) };
}

function outside(shape: string, received: unknown, { width, height }: Size): DualeditError {
  return new DualeditError({
    code: 'mask-empty',
    message: `The ${shape} ${JSON.stringify(received)} holds no pixel of the ${width}×${height} picture.`,
    hint: 'Give it in pixels of the upright picture, from its top left corner.',
    received,
  });
}
