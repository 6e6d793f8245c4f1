// A PostgreSQL server of one's own, on loopback, in a temporary folder: Debian's package, started and stopped here.
import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** The server refuses to run as root; then it runs as the user of Debian's package. */
const asRoot = process.getuid?.() === 0;
const as = (program, args) =>
  asRoot
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
    : [program, args];

/** The folder of `initdb` and `postgres`, or undefined where PostgreSQL is not installed. */
export async function postgresBinaries() {
  const versions = await readdir(DEBIAN).catch(() => []);
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest) return join(DEBIAN, String(newest), 'bin');
  const found = await run('pg_config', ['--bindir']).catch(() => undefined);
  const bin = found?.stdout.trim();
  return bin && (await stat(join(bin, 'initdb')).catch(() => undefined)) ? bin : undefined;
}

/** Starts a server. `url` is for DATABASE_URL; `halt` stops it as a crash would, `start` brings it back. */
export async function startPostgres() {
  const bin = await postgresBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-postgres-'));
  if (asRoot) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    await chown(folder, Number(stdout), Number(stdout));
  }
  const data = join(folder, 'data');
  await run(
    ...as(join(bin, 'initdb'), ['-D', data, '-U', 'dualedit', '-A', 'trust', '-E', 'UTF8', '--no-sync']),
    {
      cwd: folder,
    },
  );
  const port = await freePort();
  let server;
  const start = async () => {
    const options = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder];
    server = spawn(...as(join(bin, 'postgres'), options), { cwd: folder, stdio: 'ignore' });
    for (let tries = 0; tries < 2000; tries++) {
      const pid = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
      if (/^ready/m.test(pid)) return;
      if (server.exitCode !== null) throw new Error(`The PostgreSQL server ended with ${server.exitCode}.`);
      await sleep(50);
    }
    throw new Error('The PostgreSQL server did not start within 100 seconds.');
  };
  const end = async (signal) => {
    if (server.exitCode !== null) return;
    const exited = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await exited;
  };
  await start();
  return {
    folder,
    url: `postgres://dualedit@127.0.0.1:${port}/postgres`,
    start,
    /** Immediate shutdown: every connection breaks, nothing is finished. */
    halt: () => end('SIGQUIT'),
    async stop() {
      await end('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
