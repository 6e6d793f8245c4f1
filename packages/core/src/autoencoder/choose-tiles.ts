import { DualeditError } from '@dualedit/foundation';
import { readModel, specialize } from '@dualedit/onnx-autograd';
import { peakActivations } from '../session/activations.js';
import { machineMemory } from '../session/machine-memory.js';
import type { SessionDevice } from '../session/session.js';
import { type Span, spansOf } from './tiles.js';

const MOST_TILES = 8;

/** Pictures of so few pixels are never taken apart. */
const SMALL_PIXELS = 256 * 256;
/** What an autoencoder may take: of this machine's memory a share, of another device's an amount that most have. */
const MEMORY_SHARE = 1 / 4;
const DEVICE_BYTES = 2 * 2 ** 30;

export interface TileRequest {
  /** The decoder, of whose two halves it takes more. */
  decoder: string;
  /** Of a latent as the model takes it. */
  channels: number;
  width: number;
  height: number;
  /** Pixels along a side of each of its cells. */
  downsampling: number;
  device: SessionDevice | undefined;
  /** What was asked for. */
  asked: number | undefined;
}

/**
 * How many tiles along a side an autoencoder takes a picture in: as many as were asked for, else as few as its memory
 * allows. Exports of one fixed size take it whole.
 *
 * @throws DualeditError `tiles-range`, `tiles-fixed`
 */
export async function chooseTiles(o: TileRequest): Promise<number> {
  const { asked, width, height, downsampling } = o;
  if (asked === 1) return 1;
  if (asked !== undefined && !(Number.isInteger(asked) && asked > 0 && asked <= MOST_TILES))
    throw outOfRange(asked);
  if (asked === undefined && width * height * downsampling ** 2 <= SMALL_PIXELS) return 1;
  const model = await readModel(o.decoder);
  const [latent] = model.inputs;
  if (latent!.shape.slice(2).some((dim) => typeof dim === 'number')) {
    if (asked === undefined) return 1;
    throw fixedSize(o.decoder, asked);
  }
  if (asked !== undefined) return asked;
  const graph = await specialize(model, { [latent!.name]: [1, o.channels, height, width] });
  return fewestTiles(peakActivations(graph), budgetOf(o.device), Math.max(width, height));
}

/** The fewest tiles along a side of `length` cells, each of which takes no more than `budget` of the whole's bytes. */
export function fewestTiles(bytes: number, budget: number, length: number): number {
  for (let count = 1; count < MOST_TILES; count++) {
    const [{ from, to }] = spansOf(length, count) as [Span];
    if (bytes * ((to - from) / length) ** 2 <= budget) return count;
  }
  return MOST_TILES;
}

function budgetOf(device: SessionDevice | undefined): number {
  const isHere = (device?.executionProviders ?? ['cpu'])[0] === 'cpu';
  return isHere ? machineMemory() * MEMORY_SHARE : DEVICE_BYTES;
}

function outOfRange(tiles: number): DualeditError {
  return new DualeditError({
    code: 'tiles-range',
    message: `Expected 1 to ${MOST_TILES} tiles along a side but received ${tiles}.`,
    hint: 'Leave it out: as many are taken as memory asks for.',
    received: tiles,
  });
}

function fixedSize(decoder: string, tiles: number): DualeditError {
  return new DualeditError({
    code: 'tiles-fixed',
    message: `Expected to take a picture in ${tiles} × ${tiles} tiles, but ${decoder} is an export of one fixed size.`,
    hint: 'Leave the number of tiles out, or export the autoencoder again with free axes.',
    received: tiles,
  });
}
