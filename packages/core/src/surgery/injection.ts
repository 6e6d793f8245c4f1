import type { Graph, GraphNode, Ops, Value } from '@dualedit/onnx-autograd';
import type { Feeds } from '../session/tensors.js';
import type { AttentionSite } from './attention-sites.js';
import {
  crossGates,
  type GatedEdit,
  type GateRequest,
  type InjectionSchedule,
  MAX_INJECTED_POSITIONS,
  selfGate,
} from './gates.js';
import { mixCrossAttention, mixSelfAttention } from './inject.js';

const TOKEN_MAP = 'token_map';

/** The sites whose attention is taken from the reconstruction branch. */
export function injectedSites(sites: readonly AttentionSite[]): AttentionSite[] {
  return sites.filter((site) => site.positions <= MAX_INJECTED_POSITIONS);
}

/** Adds the gates of `sites` as graph inputs and returns the rule that mixes the two branches of a site. */
export function addInjectionInputs(
  graph: Graph,
  ops: Ops,
  sites: readonly AttentionSite[],
): (site: AttentionSite, source: Value, edit: Value) => Value {
  const tokens = sites.find((site) => site.kind === 'cross')!.keys;
  graph.addInput(TOKEN_MAP, 'float32', [tokens, tokens]);
  for (const { kind, positions } of resolutions(sites)) {
    if (kind === 'self') graph.addInput(selfGateName(positions), 'float32', [positions, 1]);
    else {
      graph.addInput(crossGateName('source', positions), 'float32', [positions, tokens]);
      graph.addInput(crossGateName('edit', positions), 'float32', [positions, tokens]);
    }
  }
  const mixed = ({ kind, positions }: AttentionSite, source: Value, edit: Value) =>
    kind === 'self'
      ? mixSelfAttention(ops, source, edit, selfGateName(positions))
      : mixCrossAttention(ops, source, edit, {
          tokenMap: TOKEN_MAP,
          source: crossGateName('source', positions),
          edit: crossGateName('edit', positions),
        });
  // Gates are float32, whatever the model computes in.
  return (site, source, edit) =>
    ops.cast(mixed(site, ops.cast(source, 'float32'), ops.cast(edit, 'float32')), ops.type(edit));
}

/** Makes `users`, and not the nodes added since they were listed, read `to` instead of `from`. */
export function replaceFor(graph: Graph, from: Value, to: Value, users: readonly GraphNode[]): void {
  graph.replaceUses(
    from,
    to,
    graph.consumers(from).filter((node) => !users.includes(node)),
  );
}

/** What the gates of all resolutions are computed from. */
export interface InjectionPlan {
  tokenMap: Int32Array;
  schedule: InjectionSchedule;
  /** The edits as seen on a grid of so many positions. */
  editsAt(positions: number): readonly GatedEdit[];
}

/** The numbers for the inputs that {@link addInjectionInputs} added, at a fraction `done` of the steps. */
export function injectionFeeds(plan: InjectionPlan, sites: readonly AttentionSite[], done: number): Feeds {
  const feeds: Feeds = { [TOKEN_MAP]: tokenMapMatrix(plan.tokenMap) };
  for (const { kind, positions } of resolutions(sites)) {
    const request: GateRequest = { ...plan, edits: plan.editsAt(positions), positions, done };
    if (kind === 'self') feeds[selfGateName(positions)] = selfGate(request);
    else {
      const { source, edit } = crossGates(request);
      feeds[crossGateName('source', positions)] = source;
      feeds[crossGateName('edit', positions)] = edit;
    }
  }
  return feeds;
}

/** [source tokens, target tokens]: 1 where the target token takes the source token's map. */
function tokenMapMatrix(tokenMap: Int32Array): Float32Array {
  const tokens = tokenMap.length;
  const matrix = new Float32Array(tokens * tokens);
  tokenMap.forEach((source, target) => {
    if (source >= 0) matrix[source * tokens + target] = 1;
  });
  return matrix;
}

function resolutions(sites: readonly AttentionSite[]): AttentionSite[] {
  const seen = new Map(sites.map((site) => [`${site.kind} ${site.positions}`, site]));
  return [...seen.values()];
}

const selfGateName = (positions: number) => `self_gate_${positions}`;
const crossGateName = (branch: 'source' | 'edit', positions: number) => `cross_${branch}_gate_${positions}`;
