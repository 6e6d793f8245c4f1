/** When each kind of attention is taken from the reconstruction branch, as fractions of all steps. */
export interface InjectionSchedule {
  /** Cross-attention of shared tokens: the first 0.8 of the steps as published. */
  cross: number;
  /** Self-attention: the first 0.5 of the steps as published. */
  self: number;
  /** Self-attention inside the mask of an edit that changes an object's shape. */
  selfInsideObjects: number;
}

export const PUBLISHED_SCHEDULE: InjectionSchedule = { cross: 0.8, self: 0.5, selfInsideObjects: 0.5 };

/** Self-attention maps above 32×32 positions are never injected (Prompt-to-Prompt). */
export const MAX_INJECTED_POSITIONS = 1024;

/** What an edit means at one resolution. */
export interface GatedEdit {
  /** What of the source's attention it takes: all, in the first steps its layout, or none. */
  attention: 'all' | 'layout' | 'none';
  /** Positions in the target prompt that are new. */
  newTokens: readonly number[];
  /** Positions in the target prompt that do not act inside its mask: what is not there. */
  mutedTokens?: readonly number[];
  /** [positions]: where it acts, 0…1. */
  mask: Float32Array;
}

export interface GateRequest {
  /** For each target token the source token whose map it takes, or −1. */
  tokenMap: Int32Array;
  edits: readonly GatedEdit[];
  positions: number;
  /** Fraction of the denoising steps already done, 0…1. */
  done: number;
  schedule: InjectionSchedule;
}

/** Gate values for `CrossGates` at one resolution and step: two arrays of [positions, tokens]. */
export function crossGates(request: GateRequest): { source: Float32Array; edit: Float32Array } {
  const { tokenMap, edits, positions, done, schedule } = request;
  const tokens = tokenMap.length;
  const source = new Float32Array(positions * tokens);
  const edit = new Float32Array(positions * tokens).fill(1);
  const injecting = done < schedule.cross;
  const free = freeAt(request);
  for (let token = 0; token < tokens; token++) {
    const shared = tokenMap[token]! >= 0;
    const muting = edits.filter(({ mutedTokens }) => mutedTokens?.includes(token));
    const others = muting.length > 0 ? edits.filter((edit) => !muting.includes(edit)) : [];
    const isOthers = (position: number) => others.some(({ mask }) => mask[position]! > 0);
    const owner = edits.find((candidate) => candidate.newTokens.includes(token));
    for (let position = 0; position < positions; position++) {
      const at = position * tokens + token;
      if (shared && injecting) [source[at], edit[at]] = [1 - free[position]!, free[position]!];
      else if (owner) edit[at] = owner.mask[position]!;
      for (const { mask } of muting) if (!isOthers(position)) edit[at]! *= 1 - mask[position]!;
    }
  }
  return { source, edit };
}

/** Gate values for self-attention at one resolution and step: [positions, 1]. */
export function selfGate(request: GateRequest): Float32Array {
  const { edits, positions, done, schedule } = request;
  const gate = new Float32Array(positions).fill(done < schedule.self ? 1 : 0);
  for (const edit of edits) {
    const isFree = edit.attention === 'none' || done >= schedule.selfInsideObjects;
    if (edit.attention === 'all' || !isFree) continue;
    for (let position = 0; position < positions; position++) gate[position]! *= 1 - edit.mask[position]!;
  }
  return gate;
}

/** [positions]: how much of each takes nothing of the source's attention, 0…1. */
function freeAt({ edits, positions }: GateRequest): Float32Array {
  const free = new Float32Array(positions);
  for (const { attention, mask } of edits) {
    if (attention !== 'none') continue;
    for (let position = 0; position < positions; position++)
      free[position] = Math.max(free[position]!, mask[position]!);
  }
  return free;
}
