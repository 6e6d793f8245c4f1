import { type Box, type Picture, throwIfAborted } from '@dualedit/foundation';
import sharp from 'sharp';
import { type Area, uniteBoxes } from './area.js';
import { SharpDifference } from './difference.js';
import { GrainMeter, grainAt } from './grain.js';
import { stripMatte } from './matte.js';
import { cutClamped, type Square } from './square.js';
import { stripsOf, withNeighbors } from './strips.js';
import { changed, structureKept } from './structure.js';

/**
 * Width of the seam, in pixels of the model's picture: all of it lies outside the mask. A new shape needs
 * room for its outline; a new color on the old shape would show beyond the outline as a fringe.
 */
const SEAM = 2;
const SAME_SHAPE_SEAM = 0.5;
const OLD_SEAM = 1;

const STRIP_PIXELS = 1 << 20;

/** Where one edit is pasted. */
export interface PasteLayer {
  area: Area;
  /** Whether the shape there stays what it was: only its attributes change. */
  isSameShape: boolean;
  /** Whether the values between 0 and 255 of the area say how much is pasted: then it has no other seam. */
  isSoft: boolean;
}

/** As `ComposeRequest`, of a picture of any size. */
export interface PasteRequest {
  original: Picture;
  edited: Picture;
  reconstruction: Picture;
  detailed?: Picture | undefined;
  region: Square;
  layers: readonly PasteLayer[];
  old: Area;
  kept?: Area | undefined;
  feather?: number | undefined;
  signal?: AbortSignal | undefined;
  /** About how many pixels are in memory with all that is known of them. Defaults to a million. */
  stripPixels?: number;
}

/**
 * Pastes into RGBA bytes, which may be those of the original itself, strip by strip.
 * @param onStrip called with each box, and with whether any of each pixel of it was pasted
 * @throws DualeditError `aborted`, with strips that are pasted already
 */
export async function pasteInto(
  data: Uint8Array,
  request: PasteRequest,
  onStrip?: (strip: Box, isReached: (i: number) => boolean) => void,
): Promise<void> {
  const paste = new Paste(request);
  await paste.measure();
  for (const strip of paste.strips) {
    throwIfAborted(request.signal);
    const planes = await paste.planesOf(strip);
    paste.write(data, planes);
    onStrip?.(strip, (i) => planes.adds[i]! > 0 || planes.pastes[i]! > 0);
  }
}

/** All that is known of the pixels of one strip. */
interface Planes {
  strip: Box;
  /** How much of each pixel is added as a difference, and how much of it is pasted: 0…1. */
  adds: Float32Array;
  pastes: Float32Array;
  /** How much of each pixel the old things covered, blurred as in the reconstruction. */
  old: Float32Array;
  /** RGBA bytes: the original, and what the model drew, enlarged. */
  colors: Uint8Array;
  drawn: Uint8Array;
  unedited: Uint8Array;
  structure: Uint8Array;
  change: Uint8Array;
}

class Paste {
  /** All that the paste can reach. */
  readonly box: Box;
  readonly strips: readonly Box[];
  private readonly request: PasteRequest;
  private readonly scale: number;
  private readonly structure: Picture;
  private readonly change: Picture;
  private readonly difference: SharpDifference | undefined;
  private grain = 0;
  private last: Planes | undefined;

  constructor(request: PasteRequest) {
    const { edited, reconstruction, region, layers } = request;
    this.request = request;
    this.scale = region.side / edited.width;
    const marked = uniteBoxes(layers.map(({ area }) => area.box))!;
    this.box = boxAround(marked, region, Math.max(1, this.seam(SEAM)));
    this.structure = structureKept(edited, reconstruction);
    this.change = changed(edited, reconstruction);
    const isRecolored = layers.some(({ isSameShape, area }) => isSameShape && area.box !== undefined);
    this.difference = isRecolored ? new SharpDifference(this.box, this.scale) : undefined;
    this.strips = stripsOf(this.box, this.difference?.step ?? 1, request.stripPixels ?? STRIP_PIXELS);
  }

  /** Reads what can only be known of all strips together: how colors change, and the grain. */
  async measure(): Promise<void> {
    const meter = new GrainMeter();
    for (const strip of this.strips) {
      throwIfAborted(this.request.signal);
      const { strip: wider, halo } = withNeighbors(strip, this.box);
      const planes = await this.planesOf(wider);
      this.meterGrain(meter, planes, halo);
      const rows = (bytes: Uint8Array) =>
        bytes.subarray(halo.above * wider.width * 4, (wider.height - halo.below) * wider.width * 4);
      this.difference?.add({
        row: strip.top - this.box.top,
        edited: rows(planes.drawn),
        unedited: rows(planes.unedited),
      });
    }
    this.difference?.finish();
    this.grain = meter.missing(this.scale);
  }

  private meterGrain(meter: GrainMeter, planes: Planes, halo: { above: number; below: number }): void {
    const { strip, colors, drawn, pastes, adds } = planes;
    const { original } = this.request;
    const isInside = (i: number) => {
      const [x, y] = [strip.left + (i % strip.width), strip.top + Math.floor(i / strip.width)];
      return x >= 0 && y >= 0 && x < original.width && y < original.height;
    };
    meter.add({
      width: strip.width,
      height: strip.height,
      halo,
      original: (i) => colors[i * 4 + 1]!,
      drawn: (i) => drawn[i * 4 + 1]!,
      isInside,
      pasted: (i) => Math.max(pastes[i]!, adds[i]!),
    });
  }

  /** Of a strip that is asked for twice in a row, as the only one is, the same planes. */
  async planesOf(strip: Box): Promise<Planes> {
    const { last } = this;
    if (last && last.strip.top === strip.top && last.strip.height === strip.height) return last;
    const { original, edited, reconstruction, detailed = edited, region, old } = this.request;
    const part = (picture: Picture) => enlargedPart(picture, region, strip);
    this.last = {
      strip,
      adds: this.matte(true, strip),
      pastes: this.matte(false, strip),
      old: stripMatte({ area: old, isSoft: false }, this.pixels(OLD_SEAM), strip, this.box),
      colors: cutClamped(original, strip).data,
      drawn: await part(detailed),
      unedited: await part(reconstruction),
      structure: await part(this.structure),
      change: await part(this.change),
    };
    return this.last;
  }

  /** How much of each pixel is pasted by any layer of a kind, 0…1; nothing of what is kept. */
  private matte(isSameShape: boolean, strip: Box): Float32Array {
    const seam = this.seam(isSameShape ? SAME_SHAPE_SEAM : SEAM);
    const most = new Float32Array(strip.width * strip.height);
    for (const layer of this.request.layers) {
      if (layer.isSameShape !== isSameShape) continue;
      stripMatte(layer, seam, strip, this.box).forEach((value, i) => {
        if (value > most[i]!) most[i] = value;
      });
    }
    const kept = this.request.kept?.within(strip).data;
    return kept ? most.map((value, i) => (kept[i]! > 127 ? 0 : value)) : most;
  }

  private pixels(modelPixels: number): number {
    return Math.max(1, Math.round(modelPixels * this.scale));
  }

  private seam(modelPixels: number): number {
    const { feather } = this.request;
    return feather === undefined ? this.pixels(modelPixels) : Math.round(feather / 2);
  }

  write(data: Uint8Array, planes: Planes): void {
    const { strip, adds, pastes, change } = planes;
    const { width, height } = this.request.original;
    const [firstX, lastX] = [Math.max(0, strip.left), Math.min(width, strip.left + strip.width)];
    for (let y = Math.max(0, strip.top); y < Math.min(height, strip.top + strip.height); y++) {
      for (let x = firstX; x < lastX; x++) {
        const i = (y - strip.top) * strip.width + x - strip.left;
        const paste = (1 - adds[i]!) * pastes[i]! * (change[i * 4]! / 255);
        if (adds[i]! === 0 && paste === 0) continue;
        this.writePixel(data.subarray((y * width + x) * 4), planes, i, paste);
      }
    }
  }

  private writePixel(pixel: Uint8Array, planes: Planes, i: number, paste: number): void {
    const { strip, adds, colors, drawn, unedited, structure } = planes;
    const [column, row] = [i % strip.width, strip.top - this.box.top + Math.floor(i / strip.width)];
    const add = adds[i]!;
    const old = planes.old[i]!;
    const same = structure[i * 4]! / 255;
    // Where the original's own texture is kept, it has its grain.
    const noise = (1 - same * (1 - old)) * this.grain;
    const grain = noise > 0 ? noise * grainAt(row * strip.width + column) : 0;
    for (let channel = 0; channel < 3; channel++) {
      const before = colors[i * 4 + channel]!;
      const [after, plain] = [drawn[i * 4 + channel]!, unedited[i * 4 + channel]!];
      const fresh = after - before + (1 - old) * same * (before - plain) + grain;
      const recolored =
        add > 0
          ? same * this.difference!.at(channel, column, row, colors, i * 4) + (1 - same) * (after - before)
          : 0;
      pixel[channel] = clampByte(before + add * recolored + paste * fresh);
    }
  }
}

/** All that the seam can reach, and the windows it is averaged over: three seams around what is marked. */
function boxAround(marked: Box, region: Square, seam: number): Box {
  const axis = (from: number, length: number, start: number) => {
    const low = Math.max(start, from - 3 * seam);
    return [low, Math.min(start + region.side, from + length + 3 * seam) - low] as const;
  };
  const [left, width] = axis(marked.left, marked.width, region.left);
  const [top, height] = axis(marked.top, marked.height, region.top);
  return { left, top, width, height };
}

/** RGBA bytes of one box of the region, from the region as the model returned it; the rest is not computed. */
async function enlargedPart({ data, ...size }: Picture, region: Square, box: Box): Promise<Uint8Array> {
  return sharp(data, { raw: { ...size, channels: 4 }, limitInputPixels: false })
    .resize(region.side, region.side, { fit: 'fill', kernel: 'lanczos3' })
    .extract({ ...box, left: box.left - region.left, top: box.top - region.top })
    .raw()
    .toBuffer();
}

const clampByte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
