import { type Graph, type Port, serialize } from '@dualedit/onnx-autograd';
import { peakActivations } from '../session/activations.js';

/** A program as bytes, before ONNX Runtime has opened it: static shapes, weights by reference to their files. */
export interface CompiledModel {
  /** An ONNX model. */
  bytes: Uint8Array;
  /** What the locations of its weights are relative to. */
  folder: string;
  inputs: readonly Port[];
  memory: ProgramMemory;
}

/** What a program takes, in bytes. */
export interface ProgramMemory {
  /** The weights that it reads. */
  weights: number;
  /** Inputs and intermediate values alive at once, at most. */
  activations: number;
}

export function compiled(graph: Graph): CompiledModel {
  let weights = 0;
  for (const { data } of graph.initializers.values()) weights += data.length;
  return {
    ...serialize(graph),
    inputs: graph.inputs,
    memory: { weights, activations: peakActivations(graph) },
  };
}
