import type { Graph, VjpOptions } from '@dualedit/onnx-autograd';
import type { DenoiserSignature } from '../family/signature.js';
import type { AttentionSite } from '../surgery/attention-sites.js';
import type { CompiledModel } from './compiled.js';

/** A specialized denoiser graph, free to be operated on, and its attention sites. */
export interface DenoiserGraph {
  graph: Graph;
  signature: DenoiserSignature;
  sites: AttentionSite[];
  /** How its gradient deals with attention maps that are too large to keep. */
  recompute: VjpOptions;
}

/** How one program is made from a denoiser. */
export interface Recipe<Info> {
  /** Named in errors, such as "edit step"; also the program's name in the cache. */
  name: string;
  /** How many latents it takes at once. */
  batch: number;
  /** Returns the program's graph, and what its caller must know to run it: plain data, kept with it. */
  surgery(denoiser: DenoiserGraph): { graph: Graph; info: Info };
}

export interface Compiled<Info> {
  model: CompiledModel;
  info: Info;
}

/** As one byte string: the length of a description, the description as JSON, the ONNX model. */
export function encodeCompiled<Info>({ model, info }: Compiled<Info>, folder: string): Uint8Array {
  const { bytes, inputs, memory } = model;
  const description = Buffer.from(JSON.stringify({ folder, inputs, memory, info }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(description.length);
  return Buffer.concat([length, description, bytes]);
}

/** The other way round; `place` makes an absolute path of the folder. */
export function decodeCompiled<Info>(file: Uint8Array, place: (folder: string) => string): Compiled<Info> {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = 4 + buffer.readUInt32LE();
  const { folder, inputs, memory, info } = JSON.parse(buffer.toString('utf8', 4, end));
  return { model: { bytes: buffer.subarray(end), folder: place(folder), inputs, memory }, info };
}
