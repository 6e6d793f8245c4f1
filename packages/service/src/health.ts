import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

export interface Health {
  port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /health` with what `look` returns, as JSON: status 200 where `ok` is true, 503 where it is not or
 * looking failed. Answers `GET /metrics`, if there are any.
 */
export async function serveHealth(
  port: number,
  look: () => Promise<{ ok: boolean } & Record<string, unknown>>,
  { host = '127.0.0.1', metrics }: { host?: string; metrics?: Metrics } = {},
): Promise<Health> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics' && metrics) {
      void metrics.text().then(
        (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
      return;
    }
    if (request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    void look()
      .catch((error: unknown) => ({
        ok: false,
        error: error instanceof Error ? error.message : String(error),
      }))
      .then((state) => {
        const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
        response.writeHead(state.ok ? 200 : 503, headers).end(JSON.stringify(state));
      });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
