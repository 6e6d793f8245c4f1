import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { EditPage, EditView } from '../../studio/src/contract.js';
import { dualedit, finished, scratch, start } from './testing/process.js';

const SAMPLE = fileURLToPath(new URL('../../studio/samples/hat.png', import.meta.url));

/** Writes down every host but this machine's that a process, or one that it starts, wants to reach, and stops it there. */
const WATCH = `
  import { appendFileSync } from 'node:fs';
  import { createRequire, syncBuiltinESMExports } from 'node:module';
  const require = createRequire(import.meta.url);
  const [net, dns, dgram] = ['node:net', 'node:dns', 'node:dgram'].map(require);
  const note = (host) => {
    if (/^(127\\.|localhost$|::1$)/.test(host)) return;
    appendFileSync(process.env.HOSTS, host + '\\n');
    throw new Error('another host: ' + host);
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    const [options = {}] = Array.isArray(args[0]) ? args[0] : args;
    if (options.port !== undefined) note(String(options.host ?? 'localhost'));
    return connect.apply(this, args);
  };
  const { lookup } = dns;
  dns.lookup = (host, ...rest) => (note(host), lookup(host, ...rest));
  dgram.Socket.prototype.send = function () { note('datagram'); };
  syncBuiltinESMExports();
`;

async function startStudio(
  folder: string,
  env: Record<string, string>,
): Promise<{ url: string; child: ChildProcess }> {
  const args = ['studio', '--port', '0', '--no-open', '--folder', join(folder, 'studio'), '--json'];
  const child = start(args, { env });
  const [line] = await once(child.stdout!, 'data');
  return { url: (JSON.parse(String(line)) as { url: string }).url, child };
}

/** Without this, a watch that sees nothing would pass. */
async function control(watch: string, hosts: string): Promise<void> {
  const env = { ...process.env, NODE_OPTIONS: `--import=${pathToFileURL(watch)}`, HOSTS: hosts };
  const reach = "require('node:net').connect(9, '192.0.2.1')";
  const child = spawn(process.execPath, ['-e', reach], { env, stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(await readFile(hosts, 'utf8')).toBe('192.0.2.1\n');
}

async function view(url: string, id: string): Promise<EditView> {
  return (await (await fetch(`${url}/v1/edits/${id}`)).json()) as EditView;
}

/** Looks until an edit is as it should be. */
async function until(url: string, id: string, is: (view: EditView) => boolean): Promise<EditView> {
  for (;;) {
    const now = await view(url, id);
    if (is(now)) return now;
    if (now.finishedAt) throw new Error(`It has ended: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('goes on with an edit in whose middle it was killed, has its whole history, and reaches no other host', async () => {
  const folder = await scratch();
  const [watch, hosts] = [join(folder, 'watch.mjs'), join(folder, 'hosts')];
  await writeFile(watch, WATCH);
  await control(watch, join(folder, 'control'));
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(watch)}`, HOSTS: hosts, DATABASE_URL: '' };
  const first = await startStudio(folder, env);
  const bytes = await readFile(SAMPLE);
  const sent = await fetch(`${first.url}/v1/pictures`, { method: 'POST', body: new Uint8Array(bytes) });
  const { id: picture } = (await sent.json()) as { id: string };
  const ask = (command: string) =>
    fetch(`${first.url}/v1/edits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ picture, command, settings: { method: 'p2p', steps: 12, retry: false } }),
    }).then(async (answer) => ((await answer.json()) as EditView).id);
  const [running, waiting] = [await ask('hat→red'), await ask('hat→blue')];
  await until(first.url, running, ({ status, fraction }) => status === 'editing' && fraction > 0.1);
  const gone = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await gone;

  const second = await startStudio(folder, env);
  const edited = await until(second.url, running, ({ status }) => status === 'done');
  await until(second.url, waiting, ({ status }) => status === 'done');
  expect(edited).toMatchObject({ canonical: 'hat→red', picture, settings: { steps: 12 } });
  const page = (await (await fetch(`${second.url}/v1/edits`)).json()) as EditPage;
  expect(page.edits.map(({ id, status }) => [id, status])).toEqual([
    [waiting, 'done'],
    [running, 'done'],
  ]);
  const kept = await fetch(`${second.url}/v1/pictures/${picture}`);
  expect(Buffer.compare(Buffer.from(await kept.arrayBuffer()), bytes)).toBe(0);
  expect((await fetch(second.url + edited.results[0]!.url)).status).toBe(200);

  const ended = finished(second.child);
  second.child.kill('SIGTERM');
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
  await expect(access(hosts)).rejects.toThrow(/ENOENT/);
});

it('says what keeps it from starting', async () => {
  const folder = await scratch();
  const open = await dualedit(['studio', '--host', '0.0.0.0', '--folder', folder, '--json']);
  expect([open.code, JSON.parse(open.stderr)]).toMatchObject([2, { code: 'configuration', hint: /--token/ }]);
  const unknown = await dualedit(['studio', '--model', 'no-such-pack', '--folder', folder, '--json']);
  expect([unknown.code, JSON.parse(unknown.stderr)]).toMatchObject([5, { code: 'pack-missing' }]);
});
