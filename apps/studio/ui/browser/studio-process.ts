import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StudioOptions } from '../../src/options.js';

const DIST = new URL('../../dist/index.js', import.meta.url).href;

/** Runs the built studio until it is told to stop, and says where it listens. */
const START = `
import { startStudio } from ${JSON.stringify(DIST)};
const studio = await startStudio(JSON.parse(process.argv[1]));
process.once('SIGTERM', () => void studio.close().then(() => process.exit()));
console.log(studio.url);
`;

/** A studio in a process of its own, so that it can be killed. */
export class StudioProcess {
  readonly #folder: string;
  readonly #more: StudioOptions;
  #child: ChildProcess | undefined;
  #url: string | undefined;

  constructor(folder: string, more: StudioOptions = {}) {
    this.#folder = folder;
    this.#more = more;
  }

  /** Where it listens; the same after each start. */
  get url(): string {
    return this.#url!;
  }

  async start(): Promise<void> {
    const port = this.#url === undefined ? 0 : Number(new URL(this.#url).port);
    const options = JSON.stringify({ folder: this.#folder, port, shareDevice: true, ...this.#more });
    const child = spawn(process.execPath, ['--input-type=module', '-e', START, options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    });
    this.#child = child;
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`The studio ended before it listened: ${said}`);
    });
    const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
    ended.catch(() => {});
    this.#url = String(line).trim();
  }

  /** Ends it as a crash or a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
