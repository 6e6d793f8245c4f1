// When a model runs which of its programs.
import type { Model } from '../../packages/core/src/family/model.js';
import type { Programs } from '../../packages/core/src/programs/programs.js';

export interface MeteredRun {
  /** Seconds since 1970. */
  from: number;
  to: number;
  /** What all cores together took. */
  coreSeconds: number;
}

export type MeteredRuns = Record<string, MeteredRun[]>;

interface Runs<Args extends unknown[], Result> {
  run(...args: Args): Promise<Result>;
}

/** The model with each run of its programs noted in `runs` by name. Opening a program is no part of its runs. */
export function metered(model: Model): { model: Model; runs: MeteredRuns } {
  const runs: MeteredRuns = {};
  const measured = async <T>(kind: string, work: () => Promise<T>): Promise<T> => {
    const [from, cpu] = [Date.now() / 1000, process.cpuUsage()];
    const value = await work();
    const { user, system } = process.cpuUsage(cpu);
    runs[kind] ??= [];
    runs[kind].push({ from, to: Date.now() / 1000, coreSeconds: (user + system) / 1e6 });
    return value;
  };
  const meter = <Args extends unknown[], Result, P extends Runs<Args, Result>>(
    kind: string,
    program: P,
  ): P => ({
    ...program,
    run: (...args: Args) => measured(kind, () => program.run(...args)),
  });
  const { autoencoder } = model;
  const watch = (programs: Programs): Programs => ({
    ...programs,
    denoise: async () => meter('denoise', await programs.denoise()),
    attentionMaps: async () => meter('attentionMaps', await programs.attentionMaps()),
    editStep: async (guidance) => meter('editStep', await programs.editStep(guidance)),
    gradient: async (recipe) => meter(`${recipe.wrt}Gradient`, await programs.gradient(recipe)),
    observe: async (recipe) => meter('observe', await programs.observe(recipe)),
    tempered: (temperature) => watch(programs.tempered(temperature)),
  });
  const coder: typeof autoencoder = Object.assign(Object.create(autoencoder), {
    encode: (...args: Parameters<typeof autoencoder.encode>) =>
      measured('encode', () => autoencoder.encode(...args)),
    decode: (...args: Parameters<typeof autoencoder.decode>) =>
      measured('decode', () => autoencoder.decode(...args)),
  });
  const watched: Model = {
    ...model,
    autoencoder: coder,
    condition: (texts) => measured('text', () => model.condition(texts)),
    programs: watch(model.programs),
  };
  return { model: watched, runs };
}
