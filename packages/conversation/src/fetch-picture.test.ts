import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPicture } from './fetch-picture.js';

describe('downloads', () => {
  let origin = '';
  const server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: '/picture' }).end();
    else if (request.url === '/gone') response.writeHead(404).end();
    else response.end(Buffer.alloc(1000));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['/picture', 999, 'picture-too-heavy'],
    ['/away', 5000, 'attachment-gone'],
    ['/gone', 5000, 'attachment-gone'],
  ])('%s up to %d bytes: %s', async (path, most, code) => {
    await expect(fetchPicture(`${origin}${path}`, { origins: [origin], most })).rejects.toMatchObject({
      code,
    });
  });

  it('only the platform’s own addresses', async () => {
    for (const address of [
      'http://127.0.0.1:1/x',
      'file:///etc/passwd',
      'nonsense',
      `${origin}.evil.example/x`,
    ]) {
      const fetched = fetchPicture(address, { origins: [origin], most: 5000 });
      await expect(fetched).rejects.toMatchObject({ code: 'attachment-address' });
    }
    expect(await fetchPicture(`${origin}/picture`, { origins: [origin], most: 1000 })).toHaveLength(1000);
  });
});
