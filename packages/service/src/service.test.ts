import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { startDatabase } from '../../jobs/testing/databases.mjs';

const PROGRAM = `
  import { runService, readEnvironment, JOBS_ENVIRONMENT } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
  await runService({
    name: 'a-bot',
    usage: 'How to use it.',
    readConfig: () => readEnvironment(JOBS_ENVIRONMENT),
    secretsOf: () => ['hush'],
    startBot: async ({ log, pack }) => {
      log.info({ pack: pack.words.nouns.length > 0 }, 'up, hush');
      const broken = process.env.BREAKS ? Promise.resolve(new Error('the token was revoked')) : new Promise(() => {});
      return { ready: () => !process.env.DEAF, broken, stop: async () => log.info('the bot has stopped') };
    },
  });
`;

const start = (environment: NodeJS.ProcessEnv, ...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, '--', ...args], {
    env: { PATH: process.env.PATH, DUALEDIT_WORKER: 'off', ...environment },
    stdio: 'pipe',
  });

/** What a program has said until now. */
function heard(program: ChildProcess): { said: string; complained: string } {
  const heard = { said: '', complained: '' };
  program.stdout!.on('data', (chunk) => {
    heard.said += chunk;
  });
  program.stderr!.on('data', (chunk) => {
    heard.complained += chunk;
  });
  return heard;
}

async function ended(program: ChildProcess) {
  const all = heard(program);
  const [code] = await once(program, 'close');
  return { ...all, code };
}

it('a bot as a program: serves until it is asked to end, and ends in order', async () => {
  const { store, stop } = await startDatabase('embedded');
  const program = start({ DUALEDIT_JOBS: store.folder, HEALTH_PORT: '0', DEAF: '1' });
  const lines = heard(program);
  const end = ended(program);
  const port = await vi.waitUntil(() => /"port":(\d+)/.exec(lines.said)?.[1], 240_000);
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect(health.status).toBe(503);
  // whoever writes to this bot gets no answer, and nothing would edit
  const problems = ['not-connected', 'no-worker'];
  expect(await health.json()).toMatchObject({ ok: false, problems, workers: 0, paused: null });
  program.kill('SIGTERM');
  const { said, complained, code } = await end;
  expect(code).toBe(0);
  expect(complained).toBe('');
  expect(said).toMatch(/up, \[secret\][\s\S]*stopping[\s\S]*the bot has stopped/);
  expect(said).not.toContain('hush');
  await stop();
});

it('a bot that cannot go on ends in order, with its reason and exit code 1', async () => {
  const { store, stop } = await startDatabase('embedded');
  const { said, complained, code } = await ended(start({ DUALEDIT_JOBS: store.folder, BREAKS: '1' }));
  expect(code).toBe(1);
  expect(said).toMatch(/stopping[\s\S]*the bot has stopped/);
  expect(complained).toContain('the token was revoked');
  await stop();
});

it('what is wrong is said in words, with exit code 1; --help is said and nothing started', async () => {
  const wrong = await ended(start({ LIMIT_QUEUE: 'many' }));
  expect(wrong.code).toBe(1);
  expect(wrong.complained).toMatch(/^The configuration is not complete: LIMIT_QUEUE/);
  const help = await ended(start({}, '--help'));
  expect(help).toMatchObject({ said: 'How to use it.\n', complained: '', code: 0 });
});
