// An edit of six steps by a latent consistency model of full size, beside the usual one of fifty, with random weights.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFullSizeJob } from '../core/full-size-job.js';
import { oursOver } from '../core/full-size-schedules.js';
import { factsOf } from '../core/recorded.js';
import { byKind, watched } from '../core/watched.js';
import { tool } from '../shared/tool.js';

const STEPS = 6;

/**
 * @param packs two packs of the same sizes, one told the guidance (`export_pack.py`, and with `--lcm`)
 * The few steps run whole; of the many, two of them, one optimized, from which fifty follow.
 */
export async function fullSize(packs: { plain: string; lcm: string }, side: number) {
  const folder = mkdtempSync(join(tmpdir(), 'few-steps-'));
  const few = await run('few', packs.lcm, { steps: STEPS, loss_weights: {} }, { inversion: 'virtual' });
  const many = await run('many', packs.plain, { steps: 2, optimize: 0.5 }, {});
  rmSync(folder, { recursive: true });
  const { text, encode, decode } = many.kinds;
  const rest = [text, encode, decode].reduce((sum, kind) => sum + (kind?.seconds ?? 0), 0);
  const fifty = oursOver(many.kinds).seconds + rest;
  return {
    steps: STEPS,
    few: { seconds: few.seconds, peakGiB: few.peakGiB },
    fifty: { seconds: fifty, peakGiB: many.peakGiB, extrapolated: 'from two steps, one of them optimized' },
    ratio: few.seconds / fifty,
    kinds: { few: few.kinds, many: many.kinds },
  };

  async function run(name: string, pack: string, settings: Record<string, unknown>, more: object) {
    const job = await writeFullSizeJob(folder, side, settings, more);
    const record = join(folder, name);
    const args = [job, '-o', join(folder, `${name}.png`), '--record', record, '--pack', pack];
    const samples = await watched(process.execPath, tool('core/edit-job.ts', ...args));
    return {
      seconds: samples.at(-1)!.at - samples[0]!.at,
      peakGiB: samples.reduce((most, { gib }) => Math.max(most, gib), 0),
      kinds: byKind(factsOf(record).runs!, samples),
    };
  }
}
