// When an engine runs which of its models.

const PROGRAMS = ['denoise', 'sourceMaps', 'editStep', 'latentGradient', 'embeddingGradient'];

/**
 * The engine with each run of its models noted in `runs` by name: when it began and ended, in seconds since 1970, and
 * what all cores together took. Opening a model is no part of it.
 */
export function metered(engine) {
  const runs = {};
  const measured = async (kind, work) => {
    const [from, cpu] = [Date.now() / 1000, process.cpuUsage()];
    const value = await work();
    const { user, system } = process.cpuUsage(cpu);
    runs[kind] ??= [];
    runs[kind].push({ from, to: Date.now() / 1000, coreSeconds: (user + system) / 1e6 });
    return value;
  };
  const programs = PROGRAMS.map((name) => {
    const open = async (...args) => {
      const program = await engine[name](...args);
      return { ...program, run: (request, ...rest) => measured(name, () => program.run(request, ...rest)) };
    };
    return [name, open];
  });
  const { autoencoder } = engine;
  const both = {
    encode: (...picture) => measured('encode', () => autoencoder.encode(...picture)),
    decode: (...latent) => measured('decode', () => autoencoder.decode(...latent)),
  };
  return { engine: { ...engine, ...Object.fromEntries(programs), autoencoder: both }, runs, measured };
}
