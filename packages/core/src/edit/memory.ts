import { dirname } from 'node:path';
import { DualeditError, type Picture } from '@dualedit/foundation';
import { readModel, specialize } from '@dualedit/onnx-autograd';
import type { Model } from '../family/model.js';
import { openModel } from '../family/open-model.js';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import { type PartMemory, type ProgramUse, useName } from '../programs/programs.js';
import { peakActivations } from '../session/activations.js';
import { chooseDevice } from '../session/device.js';
import { machineMemory } from '../session/machine-memory.js';
import { bytesIn, REPACKED_BYTES } from '../session/session.js';
import { modelFor } from './choose-model.js';
import type { EditorOptions } from './editor.js';
import { mayTakeMany } from './few-first.js';
import { MOST_PIXELS } from './large/large-pictures.js';
import { type OptionalMemory, optionalMemory } from './optional-parts.js';
import { editStages } from './plan.js';
import type { EditRequest } from './request.js';
import { resolveSettings } from './resolve.js';
import { programsOf } from './stages/stage.js';
import type { Work } from './work.js';

/** What an edit is expected to take of this machine's memory, in bytes, all models loaded. */
export interface MemoryEstimate {
  total: number;
  /** Each model, each program compiled from the UNet, and what of the pack's optional parts is in use. */
  parts: PartMemory[];
}

/** Node.js, ONNX Runtime and the graphs in the making. */
const BASE_BYTES = 150 * 2 ** 20;
/** A repacked copy of weights is larger than they are by what its blocks leave unused; so are activations. */
const SLACK = 1.25;

/**
 * Copies of the picture as models see it, its masks, and planes of the square that is pasted; and of a large picture,
 * itself and the edited one: `tools/pictures/measure-memory.ts`.
 */
const [PIXEL_BYTES, LARGE_PIXEL_BYTES] = [50, 10];

export interface EstimateOptions
  extends Pick<EditorOptions, 'pack' | 'safetyCheck' | 'captions'>,
    Pick<EditRequest, 'method' | 'inversion' | 'settings' | 'fast' | 'saveInversion' | 'retry'> {
  /** The picture that is to be edited. If absent, a small one. */
  picture?: Pick<Picture, 'width' | 'height'>;
}

/**
 * What an edit with a pack takes, from the sizes and shapes of its models: the denoiser's programs are compiled, as
 * the first edit would, and kept in the cache; no weight is loaded. On another device than the CPU the same
 * goes for that device's memory.
 * @throws DualeditError as loading an editor with these options does
 */
export async function estimateMemory(options: EstimateOptions = {}): Promise<MemoryEstimate> {
  const pack = await openPack(options.pack ?? defaultPackFolder());
  const opened = await openModel(pack, await chooseDevice('cpu'));
  const first = await modelFor(opened, options, true);
  const models = first === opened.fewSteps && mayTakeMany(options) ? [opened, first] : [first];
  const uses = models.map((model) => {
    const resolved = resolveSettings(options, model.pack);
    const stages = editStages(resolved, { hasMaskSource: true, isInverted: false, needsMasks: true });
    return { model, programs: programsOf(stages) };
  });
  const estimate = await memoryOf(uses, options);
  return options.picture ? withPicture(estimate, options.picture) : estimate;
}

/** With what a picture takes, in the process that edits it and in the one that reads and writes it. */
function withPicture({ total, parts }: MemoryEstimate, { width, height }: Pick<Picture, 'width' | 'height'>) {
  const pixels = width * height;
  const bytes =
    PIXEL_BYTES * Math.min(pixels, MOST_PIXELS) + LARGE_PIXEL_BYTES * Math.max(0, pixels - MOST_PIXELS);
  return { total: total + bytes, parts: [...parts, { name: 'picture', weights: 0, activations: bytes }] };
}

/**
 * A check of each set of programs, made once, that refuses edits with a large model that would clearly not fit this
 * machine's memory, before a weight is loaded. A small model fits any; another device than the CPU has memory of its
 * own, of which ONNX Runtime for Node says nothing.
 */
export function memoryCheck(model: Model, options: EditorOptions): Work['requireMemory'] {
  const fitting = new Set<string>();
  /** @throws DualeditError `out-of-memory` */
  return async (programs) => {
    const key = programs.map(useName).join();
    if (model.device.name !== 'cpu' || fitting.has(key)) return;
    const weights = await bytesIn(dirname(model.pack.files.unet));
    if (weights > REPACKED_BYTES) checkMemory(await memoryOf([{ model, programs }], options));
    fitting.add(key);
  };
}

/** What one denoiser of a pack runs. */
interface DenoiserUse {
  model: Model;
  programs: readonly ProgramUse[];
}

/** Of denoisers of one pack, which share all other models. */
async function memoryOf(uses: readonly DenoiserUse[], options: EditorOptions): Promise<MemoryEstimate> {
  const { model } = uses[0]!;
  const optional = await optionalMemory(model.pack.folder, options);
  const compiled: PartMemory[] = [];
  for (const use of uses) {
    const parts = await use.model.programs.memory(use.programs);
    const { isFewSteps } = use.model.pack;
    compiled.push(
      ...parts.map((part) => (isFewSteps ? { ...part, name: `${part.name} of few steps` } : part)),
    );
  }
  return estimateOf([...(await plainMemory(model)), ...compiled], optional);
}

/** Text encoder and autoencoder, which run as they stand. */
async function plainMemory({ plainModels }: Model): Promise<PartMemory[]> {
  const parts: PartMemory[] = [];
  for (const { name, path, shape } of plainModels) {
    const read = await readModel(path);
    const graph = await specialize(read, { [read.inputs[0]!.name]: [...shape] });
    parts.push({ name, weights: await bytesIn(dirname(path)), activations: peakActivations(graph) });
  }
  return parts;
}

/** What parts take together, loaded at once. */
export function estimateOf(parts: PartMemory[], optional: OptionalMemory[] = []): MemoryEstimate {
  const repacked = parts.filter(({ weights }) => weights <= REPACKED_BYTES);
  const mapped = parts.filter(({ weights }) => weights > REPACKED_BYTES);
  const staying = optional.filter(({ stays }) => stays);
  const passing = optional.filter(({ stays }) => !stays);
  const total =
    BASE_BYTES +
    SLACK * sum([...repacked, ...staying].map(({ weights }) => weights)) +
    // Mapped from one file, whatever the number of sessions on it.
    Math.max(0, ...mapped.map(({ weights }) => weights)) +
    // Small models keep what a run took for the next; beside a large one each gives it back.
    SLACK *
      (mapped.length > 0 ? Math.max : plus)(
        ...parts.map(({ activations }) => activations),
        ...passing.map(({ weights }) => weights),
      );
  return { total: Math.round(total), parts: [...parts, ...optional] };
}

/**
 * Refuses what would clearly not fit, before it is loaded.
 * @throws DualeditError `out-of-memory`
 */
export function checkMemory({ total }: MemoryEstimate, available: number = machineMemory()): void {
  // The estimate may be off by a fifth, and the system can put some of what others hold aside.
  if (total <= 1.25 * available) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new DualeditError({
    code: 'out-of-memory',
    message: `An edit by this model takes about ${gigabytes(total)} of memory; this machine has ${gigabytes(available)}.`,
    hint: 'Use a float16 export or a smaller model, or a machine with more memory.',
    received: { needed: total, available },
  });
}

const plus = (...values: number[]) => sum(values);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
