import { DualeditError } from '@dualedit/foundation';
import { type Conditioning, constantConditioning } from '../family/conditioning.js';
import type { Inversion } from './inversion.js';
import type { Trajectory } from './trajectory.js';

/** What a saved inversion says about itself. */
export interface InversionFacts {
  /** Name and digest of the models that it was made with. */
  pack: string;
  models: string;
  /** Digest of the picture. */
  picture: string;
  /** The source prompt. */
  prompt: string;
  /** Name of the inversion. */
  inversion: string;
  steps: number;
  guidanceScale: number;
  /** Of what it drew at random, if anything. */
  seed?: number;
  /** The square of the picture that was inverted, in its pixels. */
  region: { left: number; top: number; side: number };
}

/** An inversion as it is saved. */
export interface InversionFile {
  facts: InversionFacts;
  /** The picture's trajectory to noise. */
  toNoise: Trajectory;
  inversion: Inversion;
}

const FORMAT = 'dualedit-inversion';
const VERSION = '3';
const LENGTH_BYTES = 8;

/** What the file says of the inversion beside its tensors. */
interface Description extends InversionFacts, Pick<Inversion, 'sampling' | 'begin'> {
  positions?: number[];
}

interface TensorEntry {
  dtype: string;
  shape: [rows: number, columns: number];
  data_offsets: [start: number, end: number];
}

/**
 * One file in the safetensors format: little-endian float32 rows, with the facts as its metadata. What is the same
 * at every step, or the same as the trajectory to noise, is written once.
 * @param textInput name of the conditioning input that holds text embeddings: its rows have no name of their own
 */
export function encodeInversion({ facts, toNoise, inversion }: InversionFile, textInput: string): Uint8Array {
  const { trajectory, unconditional, source, means, sampling, begin, learned } = inversion;
  const tensors: Record<string, Trajectory> = {
    to_noise: toNoise,
    ...(trajectory === toNoise ? {} : { trajectory }),
    ...conditioningRows('unconditional', unconditional, textInput),
    ...(source && conditioningRows('source', source, textInput)),
    ...(means && { means }),
    ...(learned && { learned: learned.rows }),
  };
  const entries: Record<string, unknown> = {
    __metadata__: {
      format: FORMAT,
      version: VERSION,
      facts: JSON.stringify({ ...facts, sampling, begin, positions: learned?.positions }),
    },
  };
  const rows: Float32Array[] = [];
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const columns = tensor[0]!.length;
    const end = offset + 4 * columns * tensor.length;
    entries[name] = { dtype: 'F32', shape: [tensor.length, columns], data_offsets: [offset, end] };
    rows.push(...tensor);
    offset = end;
  }
  const json = JSON.stringify(entries);
  const header = Buffer.from(json.padEnd(json.length + (-Buffer.byteLength(json) & 7)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([
    length,
    header,
    ...rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength)),
  ]);
}

/** One tensor per input, with one row per step, or a single row that holds for all steps. */
function conditioningRows(
  name: string,
  steps: readonly Conditioning[],
  textInput: string,
): Record<string, Trajectory> {
  const isConstant = steps.every((step) => step === steps[0]);
  const kept = isConstant ? steps.slice(0, 1) : steps;
  return Object.fromEntries(
    Object.keys(steps[0]!).map((input) => [
      input === textInput ? name : `${name}.${input}`,
      kept.map((step) => step[input]!),
    ]),
  );
}

/** @throws DualeditError `inversion-unreadable` */
export function decodeInversion(file: Uint8Array, textInput: string): InversionFile {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const start = bytes.length < LENGTH_BYTES ? 0 : LENGTH_BYTES + Number(bytes.readBigUInt64LE());
  const { __metadata__: metadata, ...entries } = header(bytes, start);
  if (metadata?.format !== FORMAT) throw unreadable('it is no saved inversion');
  if (metadata.version !== VERSION) throw unreadable(`it is of version ${metadata.version}, not ${VERSION}`);
  const rows = (name: string) => rowsOf(bytes.subarray(start), entries[name] as TensorEntry);
  const { sampling, begin, positions, ...facts }: Description = JSON.parse(metadata.facts!);
  const conditionings = (name: string) => {
    const inputs = Object.keys(entries).filter((key) => key === name || key.startsWith(`${name}.`));
    const tensors = inputs.map(
      (key) => [key === name ? textInput : key.slice(name.length + 1), rows(key)] as const,
    );
    const steps = tensors[0]![1].map((_, step) =>
      Object.fromEntries(tensors.map(([input, tensor]) => [input, tensor[step]!])),
    );
    return steps.length === 1 ? constantConditioning(facts.steps, steps[0]!) : steps;
  };
  const toNoise = rows('to_noise');
  return {
    facts,
    toNoise,
    inversion: {
      trajectory: entries.trajectory ? rows('trajectory') : toNoise,
      unconditional: conditionings('unconditional'),
      ...(entries.source !== undefined && { source: conditionings('source') }),
      ...(entries.means !== undefined && { means: rows('means') }),
      ...(positions && { learned: { rows: rows('learned'), positions } }),
      ...(sampling !== undefined && { sampling }),
      ...(begin !== undefined && { begin }),
    },
  };
}

interface Header extends Record<string, unknown> {
  __metadata__?: { format?: string; version?: string; facts?: string };
}

function header(bytes: Buffer, end: number): Header {
  try {
    return JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end));
  } catch {
    throw unreadable('it is no saved inversion');
  }
}

function rowsOf(
  data: Buffer,
  { shape: [count, columns], data_offsets: [start, end] }: TensorEntry,
): Float32Array[] {
  if (end > data.length) throw unreadable('it is cut off');
  // A copy, since the file may lie at any offset in its memory.
  const numbers = new Float32Array(Uint8Array.from(data.subarray(start, end)).buffer);
  return Array.from({ length: count }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
}

function unreadable(why: string): DualeditError {
  return new DualeditError({
    code: 'inversion-unreadable',
    message: `The saved inversion cannot be read: ${why}.`,
    hint: 'Save it again with this version, or leave it out.',
  });
}
