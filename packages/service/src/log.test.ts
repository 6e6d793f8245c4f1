import { expect, it } from 'vitest';
import { openLog } from './log.js';

it('secrets never reach the log, also inside addresses and errors', () => {
  const lines: string[] = [];
  const log = openLog('test', { secrets: ['s3cr3t'] }, { write: (line) => void lines.push(line) });
  log.error({ err: new Error('https://host/bots3cr3t/getMe') }, 'failed with s3cr3t');
  expect(lines.join()).not.toContain('s3cr3t');
  expect(lines.join()).toContain('[secret]');
});

it('of an error, the log has the named fields alone, those of its causes too, and never the request', () => {
  const lines: string[] = [];
  const log = openLog('test', {}, { write: (line) => void lines.push(line) });
  const request = { url: '/webhooks/1/the-token', requestBody: { files: [{ data: Buffer.from('pixels') }] } };
  const refused = Object.assign(new Error('Unknown Message'), { code: 10008, status: 404, method: 'PATCH' });
  const wrapped = Object.assign(new Error('In the middleware'), {
    error: Object.assign(refused, request),
    payload: { caption: 'a word of a user' },
  });
  log.error({ err: new Error('Later', { cause: wrapped }) }, 'failed');
  const { err } = JSON.parse(lines[0]!);
  expect(err).toMatchObject({ message: 'Later', cause: { message: 'In the middleware' } });
  expect(err.cause.cause).toMatchObject({ code: 10008, status: 404, method: 'PATCH' });
  expect(lines[0]).not.toMatch(/the-token|requestBody|data|a word of a user/);
});
