import { DualeditError } from '@dualedit/foundation';

/** Samplers of the process that Stable Diffusion is trained on: DDIM reads their betas and prediction type. */
const SAME_PROCESS = new Set(
  [
    ...['DDIM', 'DDIMInverse', 'DDIMParallel', 'DDPM', 'DDPMParallel', 'PNDM', 'DEISMultistep'],
    ...['DPMSolverMultistep', 'DPMSolverMultistepInverse', 'DPMSolverSDE', 'DPMSolverSinglestep'],
    ...['EulerAncestralDiscrete', 'EulerDiscrete', 'HeunDiscrete', 'KDPM2AncestralDiscrete', 'KDPM2Discrete'],
    ...['LMSDiscrete', 'SASolver', 'UniPCMultistep'],
  ].map((name) => `${name}Scheduler`),
);

/**
 * Settings that change the numbers, and the values that are computed here; an absent one has diffusers' default.
 * `linspace` is how other samplers space their steps: DDIM then spaces its own from the beginning.
 */
const SUPPORTED: Readonly<Record<string, readonly unknown[]>> = {
  beta_schedule: ['linear', 'scaled_linear'],
  timestep_spacing: ['leading', 'linspace', 'trailing'],
  prediction_type: ['epsilon', 'v_prediction'],
  clip_sample: [false],
  thresholding: [false],
  rescale_betas_zero_snr: [false],
  trained_betas: [null],
  timestep_type: ['discrete'],
  use_flow_sigmas: [false],
};

/**
 * Checks that DDIM can run the process that a scheduler_config.json describes. A config without a class is read as
 * DDIM's own.
 * @throws DualeditError `scheduler-unsupported`, which names the class or the setting
 */
export function checkProcess(config: object): void {
  const kind = (config as { _class_name?: unknown })._class_name ?? 'DDIMScheduler';
  if (typeof kind !== 'string' || !SAME_PROCESS.has(kind)) {
    throw unsupported(`The scheduler ${kind} belongs to another process than DDIM can run.`, kind);
  }
  checkSettings(config);
}

/**
 * Checks the numbers and kinds that every schedule of this process is computed from.
 * @throws DualeditError `scheduler-unsupported`, which names the setting
 */
export function checkSettings(config: object): void {
  const settings = config as Record<string, unknown>;
  for (const [name, values] of Object.entries(SUPPORTED)) {
    const received = settings[name];
    if (received === undefined || values.includes(received)) continue;
    const expected = values.map(String).join(' or ');
    throw unsupported(
      `Expected "${name}" of the scheduler to be ${expected} but received ${String(received)}.`,
      received,
    );
  }
}

function unsupported(message: string, received: unknown): DualeditError {
  return new DualeditError({
    code: 'scheduler-unsupported',
    message,
    hint: 'Use a model of the Stable Diffusion 1 or 2 family or one distilled from it (LCM, TCD), not one trained by flow matching or EDM.',
    received,
  });
}
