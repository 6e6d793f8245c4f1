import type { Graph, Ops, Value } from '@dualedit/onnx-autograd';
import type { Feeds } from '../session/tensors.js';
import type { AttentionSite } from './attention-sites.js';
import { addInjectionInputs, replaceFor } from './injection.js';

/** The name of the output that holds the map of a site, and of the input that takes it. */
export const sourceMapName = (site: number) => `source_map_${site}`;

/** The numbers for the inputs that {@link injectFromInputs} added. */
export function sourceMapFeeds(maps: readonly Float32Array[]): Feeds {
  return Object.fromEntries(maps.map((map, index) => [sourceMapName(index), map]));
}

/** The maps of one site, each [1, heads, positions, keys]. */
export interface SiteMaps {
  site: AttentionSite;
  /** Of the reconstruction branch, an input. */
  source: Value;
  /** Of the edit branch, before and after injection. */
  own: Value;
  mixed: Value;
  /** Of the edit latent under the source prompt, where the batch has it. */
  negative: Value | undefined;
}

/** Injects the reconstruction branch's maps, which become inputs, into the first of the batch at every site. */
export function injectFromInputs(
  graph: Graph,
  o: Ops,
  { sites, batch }: { sites: AttentionSite[]; batch: number },
): SiteMaps[] {
  const mix = addInjectionInputs(graph, o, sites);
  return sites.map((site, index) => {
    const { probabilities, heads, positions, keys } = site;
    const source = graph.addInput(sourceMapName(index), 'float32', [1, heads, positions, keys]);
    const users = graph.consumers(probabilities);
    const maps = o.cast(o.reshape(probabilities, [batch, heads, positions, keys]), 'float32');
    const [own, negative] = batch === 1 ? [maps] : o.split(maps, [1, 1], 0);
    const mixed = mix(site, source, own!);
    const used = o.reshape(negative ? o.concat([mixed, negative], 0) : mixed, graph.shape(probabilities));
    replaceFor(graph, probabilities, o.cast(used, graph.type(probabilities)), users);
    return { site, source, own: own!, mixed, negative };
  });
}
