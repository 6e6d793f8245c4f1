import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readJson } from '../../pack/read-json.js';
import { ddimSchedule } from './ddim.js';
import { checkProcess } from './process.js';
import { alphasCumprod } from './schedule.js';

/** Written by scripts/scheduler_configs.py: Stable Diffusion 1's config as every scheduler of diffusers writes it. */
const texts: Record<string, string> = JSON.parse(
  readFileSync(new URL('./__fixtures__/schedulers.json', import.meta.url), 'utf8'),
);
const folder = mkdtempSync(join(tmpdir(), 'dualedit-scheduler-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function configOf(name: string, settings: object = {}) {
  const path = join(folder, 'scheduler_config.json');
  writeFileSync(path, texts[name]!);
  return { ...(await readJson(path)), ...settings };
}

const SAMPLERS = [
  'DDIMScheduler',
  'DDPMScheduler',
  'DEISMultistepScheduler',
  'DPMSolverMultistepScheduler',
  'DPMSolverSinglestepScheduler',
  'EulerAncestralDiscreteScheduler',
  'EulerDiscreteScheduler',
  'HeunDiscreteScheduler',
  'KDPM2AncestralDiscreteScheduler',
  'KDPM2DiscreteScheduler',
  'LMSDiscreteScheduler',
  'PNDMScheduler',
  'SASolverScheduler',
  'UniPCMultistepScheduler',
];
const PARALLEL = [
  'DDIMInverseScheduler',
  'DDIMParallelScheduler',
  'DDPMParallelScheduler',
  'DPMSolverMultistepInverseScheduler',
];

describe('the scheduler of a pack', () => {
  it.each(SAMPLERS)(
    '%s, as diffusers writes it, is a sampler of the process that DDIM runs',
    async (name) => {
      const config = await configOf(name);
      checkProcess(config);
      expect(alphasCumprod(config)).toEqual(alphasCumprod(await configOf('DDIMScheduler')));
      expect(ddimSchedule(config, 50).timesteps.slice(0, 2)).toEqual([981, 961]);
    },
  );

  it('is read where Python wrote an infinity, and texts that spell one are kept', async () => {
    expect(texts.DPMSolverMultistepScheduler).toContain('-Infinity');
    expect(await configOf('DPMSolverMultistepScheduler')).toMatchObject({
      lambda_min_clipped: Number.NEGATIVE_INFINITY,
    });
    const path = join(folder, 'other.json');
    writeFileSync(path, '{"a": [NaN, Infinity], "NaN": "-Infinity \\" NaN"}');
    expect(await readJson(path)).toEqual({
      a: [null, Number.POSITIVE_INFINITY],
      NaN: '-Infinity " NaN',
    });
  });

  const others = Object.keys(texts).filter((name) => ![...SAMPLERS, ...PARALLEL].includes(name));

  it('of another process is in the list at all', () => {
    for (const name of ['FlowMatchEulerDiscrete', 'EDMEuler', 'LCM', 'TCD']) {
      expect(others).toContain(`${name}Scheduler`);
    }
  });

  it.each(others)('%s is refused by name', async (name) => {
    const config = await configOf(name);
    expect(() => checkProcess(config)).toThrow(
      expect.objectContaining({ code: 'scheduler-unsupported', message: expect.stringContaining(name) }),
    );
  });

  it.each([
    ['DPMSolverMultistepScheduler', { use_flow_sigmas: true }],
    ['UniPCMultistepScheduler', { prediction_type: 'flow_prediction' }],
    ['EulerDiscreteScheduler', { timestep_type: 'continuous' }],
    ['EulerDiscreteScheduler', { rescale_betas_zero_snr: true }],
  ])('%s with %o is refused by that setting', async (name, settings) => {
    const config = await configOf(name, settings);
    expect(() => checkProcess(config)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(Object.keys(settings)[0]!) }),
    );
  });

  it('is read as DDIM’s own where it names no class', () => {
    checkProcess({});
  });
});
