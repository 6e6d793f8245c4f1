// One edit of a held-out scene by the embedded UNet of few steps, ours and in PyTorch (reference/), by turns.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePicture } from '@dualedit/foundation';
import { psnr } from '../../packages/core/src/image/psnr.js';
import { defaultPackFolder } from '../../packages/core/src/pack/open-pack.js';
import { factsOf, ours32, relativeError, theirs32 } from '../core/recorded.js';
import { writeReferenceJob } from '../core/reference-job.js';
import { sceneForReference } from '../core/two-edit-scenes.js';
import { ROOT } from '../shared/results.js';
import { tool } from '../shared/tool.js';

interface AgreementOptions {
  python: string;
  size: number;
  steps: number;
  model?: string | undefined;
}

/** With both losses, so that their gradients are compared too. */
export async function agreementOfFewSteps({ python, size, steps, model }: AgreementOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'few-steps-'));
  const settings = { guidance_scale: 3.5, steps, optimize: 0.4, inner_iterations: 2 };
  const job = await writeReferenceJob(folder, {
    item: sceneForReference(),
    size,
    name: 'job',
    more: { settings, few_steps: true },
  });
  const pack = ['--pack', model ?? defaultPackFolder()];
  const [a, b] = [join(folder, 'ours'), join(folder, 'theirs')];
  const record = (at: string) => ['-o', `${at}.png`, '--record', at];
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  execFileSync(process.execPath, tool('core/edit-job.ts', job, ...record(a), ...pack), quiet);
  execFileSync(python, [join(ROOT, 'reference/mde_edit.py'), job, ...record(b), ...pack], quiet);
  const [mine, other] = [factsOf(a), factsOf(b)];
  const last = (values: Float32Array, count: number) =>
    values.subarray(values.length - values.length / count);
  const picture = async (at: string) => decodePicture(readFileSync(`${at}.png`));
  const figures = {
    steps,
    trajectory: relativeError(ours32(a, 'trajectory'), theirs32(b, 'trajectory')),
    latent: relativeError(last(ours32(a, 'latents'), steps + 1), last(theirs32(b, 'latents'), steps)),
    gradients: Object.fromEntries(
      ['oal', 'ccl'].map((name) => [
        name,
        relativeError(ours32(a, `gradient-${name}`), theirs32(b, `gradient-${name}`)),
      ]),
    ),
    picturePsnr: psnr(await picture(a), await picture(b)),
    coreSeconds: { ours: sum(mine.core_seconds), reference: sum(other.core_seconds) },
    seconds: { ours: sum(mine.seconds), reference: sum(other.seconds) },
  };
  rmSync(folder, { recursive: true });
  return figures;
}

const sum = ({ invert, edit }: { invert: number; edit: number }) => invert + edit;
