import { type Graph, sliceAttention, type VjpOptions } from '@dualedit/onnx-autograd';
import type { AttentionSite } from './attention-sites.js';
import { MAX_INJECTED_POSITIONS } from './gates.js';

/** Attention maps of more elements are made slice by slice: 64 MiB in float32, where 64×64 positions take 512. */
const SLICE_ELEMENTS = 2 ** 24;

/** Of them a gradient on the CPU has parts of 4 MiB at a time, which stay in the cache. */
const CACHED_ELEMENTS = 2 ** 20;

/** A gradient computes such slices again instead of keeping them all; few slices are less than half as large. */
export const recomputeSlices = (isOnCpu: boolean): VjpOptions => ({
  recomputeFrom: SLICE_ELEMENTS / 2,
  ...(isOnCpu && { recomputeElements: CACHED_ELEMENTS }),
});

/**
 * Makes large attention layers that nothing is taken from in slices, so that no map of theirs is ever there as a
 * whole. Returns the sites that still are.
 */
export function sliceLargeAttention(graph: Graph, sites: readonly AttentionSite[]): AttentionSite[] {
  return sites.filter(({ positions, probabilities }) => {
    const elements = graph.shape(probabilities).reduce((product, dim) => product * dim, 1);
    if (positions <= MAX_INJECTED_POSITIONS || elements <= SLICE_ELEMENTS) return true;
    return !sliceAttention(graph, probabilities, elements / SLICE_ELEMENTS);
  });
}
