import { type Box, type Mask, maskBox, type Picture } from '@dualedit/foundation';
import { type Area, touchedBox } from './area.js';

type Size = Pick<Picture, 'width' | 'height'>;

/** A box of a mask at a smaller size: means, or if nothing of a thin thing is left of those, the largest values. */
export function reduceMask(mask: Mask, box: Box, size: Size): Mask {
  const cells = size.width * size.height;
  const [sums, counts, most] = [new Uint32Array(cells), new Uint32Array(cells), new Uint8Array(cells)];
  const columns = Uint32Array.from({ length: box.width }, (_, x) => Math.floor((x * size.width) / box.width));
  for (let y = 0; y < box.height; y++) {
    const row = Math.floor((y * size.height) / box.height) * size.width;
    const from = (box.top + y) * mask.width + box.left;
    for (let x = 0; x < box.width; x++) {
      const [to, value] = [row + columns[x]!, mask.data[from + x]!];
      sums[to]! += value;
      counts[to]!++;
      if (value > most[to]!) most[to] = value;
    }
  }
  const means = Uint8Array.from(sums, (sum, cell) => Math.round(sum / counts[cell]!));
  const isLost = !means.some((value) => value > 127) && most.some((value) => value > 127);
  return { ...size, data: isLost ? most : means };
}

/** Where a box of a picture lies in the same picture at another size: the smallest box around it. */
export function scaleBox({ left, top, width, height }: Box, from: Size, to: Size): Box {
  const [across, down] = [to.width / from.width, to.height / from.height];
  const [x, y] = [Math.max(0, Math.floor(left * across)), Math.max(0, Math.floor(top * down))];
  return {
    left: x,
    top: y,
    width: Math.min(to.width, Math.ceil((left + width) * across)) - x,
    height: Math.min(to.height, Math.ceil((top + height) * down)) - y,
  };
}

/**
 * The area that a mask marks in a larger picture, with smooth outlines: the mask is interpolated at each pixel. Hard ones
 * stay hard.
 * @param place the part of the picture that the mask is of
 */
export function enlargedArea(mask: Mask, place: Box, isSoft = false): Area {
  const marked = isSoft ? touchedBox(mask) : maskBox(mask);
  const { left, top } = place;
  if (!marked) return { box: undefined, within: ({ width, height }) => empty({ width, height }) };
  // Interpolation reaches half a pixel of the smaller mask beyond what is marked.
  const reached = scaleBox(
    { left: marked.left - 1, top: marked.top - 1, width: marked.width + 2, height: marked.height + 2 },
    mask,
    place,
  );
  const around = { ...reached, left: reached.left + left, top: reached.top + top };
  const columns = neighbors(place.width, mask.width);
  const rows = neighbors(place.height, mask.height);
  const read = (x: number, y: number) => {
    const [column, row] = [x - left, y - top];
    const [above, below] = [rows.first[row]! * mask.width, rows.second[row]! * mask.width];
    const [first, second, share] = [columns.first[column]!, columns.second[column]!, columns.share[column]!];
    const upper = mix(mask.data[above + first]!, mask.data[above + second]!, share);
    const lower = mix(mask.data[below + first]!, mask.data[below + second]!, share);
    return mix(upper, lower, rows.share[row]!);
  };
  const within = (box: Box): Mask => {
    const made = empty(box);
    const [fromX, toX] = shared(box.left, box.width, around.left, around.width);
    const [fromY, toY] = shared(box.top, box.height, around.top, around.height);
    for (let y = fromY; y < toY; y++)
      for (let x = fromX; x < toX; x++) {
        const value = read(x, y);
        made.data[(y - box.top) * box.width + x - box.left] = isSoft ? value : value > 127.5 ? 255 : 0;
      }
    return made;
  };
  return { box: around, within };
}

const empty = ({ width, height }: Size): Mask => ({ width, height, data: new Uint8Array(width * height) });

/** What two stretches have in common: its begin and its end. */
function shared(from: number, length: number, other: number, otherLength: number): [number, number] {
  return [Math.max(from, other), Math.min(from + length, other + otherLength)];
}

/** Along one axis: the two cells of a smaller grid that each pixel lies between, and how near it is to the second. */
function neighbors(full: number, small: number) {
  const place = (at: number) => Math.max(0, Math.min(small - 1, ((at + 0.5) * small) / full - 0.5));
  const length = full;
  return {
    first: Uint32Array.from({ length }, (_, at) => Math.floor(place(at))),
    second: Uint32Array.from({ length }, (_, at) => Math.min(small - 1, Math.floor(place(at)) + 1)),
    share: Float32Array.from({ length }, (_, at) => place(at) % 1),
  };
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;

/** A mask that is made when it is first read: of a large picture, each takes as many bytes as there are pixels. */
export function lazyMask({ width, height }: Size, make: () => Uint8Array): Mask {
  let made: Uint8Array | undefined;
  return {
    width,
    height,
    get data() {
      made ??= make();
      return made;
    },
  };
}
