import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DualeditError } from '@dualedit/foundation';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Environment } from './environment.js';

export const DEFAULT_PORT = 4646;
/** If nobody asked for a port, this many are tried. */
const TRIES = 20;

export interface Listening {
  url: string;
  close(): Promise<void>;
}

/**
 * Has an app answer at an address.
 * @param port 0 takes a free one; if absent, the first free one from {@link DEFAULT_PORT} on
 * @throws DualeditError `port-taken`, `host-unusable`
 */
export async function listen(
  app: Hono<Environment>,
  { host, port }: { host: string; port: number | undefined },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch });
  const last = port ?? DEFAULT_PORT + TRIES - 1;
  for (let next = port ?? DEFAULT_PORT; ; next++) {
    try {
      server.listen(next, host);
      await once(server, 'listening');
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw unusable(host, error as Error);
      if (next >= last) throw taken(next);
    }
  }
  const { port: found, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${host}]` : host}:${found}`,
    close: async () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function taken(port: number): DualeditError {
  return new DualeditError({
    code: 'port-taken',
    message: `Port ${port} is used by another program, or may not be used.`,
    hint: 'Choose another one with --port, or 0 for any that is free.',
    received: port,
  });
}

function unusable(host: string, cause: Error): DualeditError {
  return new DualeditError({
    code: 'host-unusable',
    message: `This machine cannot listen at "${host}": ${cause.message}.`,
    hint: 'Use 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses.',
    received: host,
    cause,
  });
}
