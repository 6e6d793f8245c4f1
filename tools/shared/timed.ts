export interface Timed<T> {
  value: T;
  /** By the clock, and of all cores together. */
  seconds: number;
  coreSeconds: number;
}

/** Runs `work`, and says how long it took. */
export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const [cpu, clock] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, seconds: (performance.now() - clock) / 1000, coreSeconds: (user + system) / 1e6 };
}
