import { applyStep, drawnVariance, type LinearStep, type NoisePath, type Sampling } from '../noise-path.js';
import { type ConsistencyConfig, type ConsistencySchedule, consistencySchedule } from './schedule.js';

/** What a model output means, as two numbers each: latent · z + output · (model output). */
interface Meaning {
  original: LinearStep;
  noise: LinearStep;
}

/**
 * The path of a consistency model (Song et al. 2023; Luo et al. 2023): at each step the model says what the picture is,
 * and the next latent is that picture with noise drawn anew (`consistency`) or with the noise that the output means
 * (`ddim`, which is TCD without its stochasticity).
 * @param steps 1 … the points that the model was distilled on
 * @throws DualeditError `steps-range`
 */
export function consistencyPath(config: ConsistencyConfig, steps: number): NoisePath {
  const schedule = consistencySchedule(config, steps);
  const { alpha, alphaNext, timesteps } = schedule;
  const meaning = (index: number) => meaningAt(schedule, index);
  const linear = (index: number, sampling: Sampling = 'ddim') =>
    towards(meaning(index), alphaNext[index]!, drawnVariance(sampling, alpha[index]!, alphaNext[index]!));
  return {
    steps,
    timesteps,
    step: (index, latent, output, sampling) => applyStep(linear(index, sampling), latent, output),
    linear,
    inverseStep: (index, latent, output) => {
      const here = plainMeaning(schedule.predictionType, alphaNext[index]!);
      return applyStep(towards(here, alpha[index]!, 0), latent, output);
    },
    noised: (index, original, noise) => {
      const [signal, level] = [Math.sqrt(alpha[index]!), Math.sqrt(1 - alpha[index]!)];
      return original.map((x, i) => signal * x + level * noise[i]!);
    },
    levels: (index) => ({
      signal: Math.sqrt(alpha[index]!),
      noise: Math.sqrt(1 - alpha[index]!),
      noisePerOutput: meaning(index).noise.output,
    }),
    noise: (index, latent, output) => applyStep(meaning(index).noise, latent, output),
    original: (index, latent, output) => applyStep(meaning(index).original, latent, output),
  };
}

/** What an output means at a level, without a boundary. */
function plainMeaning(predictionType: ConsistencySchedule['predictionType'], alpha: number): Meaning {
  const [signal, level] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
  return predictionType === 'epsilon'
    ? {
        original: { latent: 1 / signal, output: -level / signal },
        noise: { latent: 0, output: 1 },
      }
    : {
        original: { latent: signal, output: -level },
        noise: { latent: level, output: signal },
      };
}

/** The same where the boundary lets some of the latent itself through. */
function meaningAt({ predictionType, alpha, skip, out }: ConsistencySchedule, index: number): Meaning {
  const { original, noise } = plainMeaning(predictionType, alpha[index]!);
  return {
    original: {
      latent: skip[index]! + out[index]! * original.latent,
      output: out[index]! * original.output,
    },
    noise,
  };
}

/** √ᾱ_to · x₀ + √(1−ᾱ_to−σ²) · ε */
function towards({ original, noise }: Meaning, to: number, variance: number): LinearStep {
  const [signal, level] = [Math.sqrt(to), Math.sqrt(Math.max(0, 1 - to - variance))];
  return {
    latent: signal * original.latent + level * noise.latent,
    output: signal * original.output + level * noise.output,
  };
}
