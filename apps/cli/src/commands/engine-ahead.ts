import type { EngineProcess } from '@dualedit/core/engine-process';

/**
 * Does `work` with an engine's process that starts at once, and ends with the work: its libraries load on another core
 * while this process loads its own and reads the picture.
 */
export async function withEngineAhead(work: (engine: EngineProcess) => Promise<void>): Promise<void> {
  const [{ EngineProcess }, { aborted }] = await Promise.all([
    import('@dualedit/core/engine-process'),
    import('@dualedit/foundation'),
  ]);
  const engine = new EngineProcess();
  try {
    await work(engine);
  } finally {
    // Not waited for: a failure is told at once.
    void engine.kill(aborted());
  }
}
