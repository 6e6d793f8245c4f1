import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import busboy from 'busboy';

/** A file that came in a multipart body. */
export interface Upload {
  field: string;
  name: string;
  type: string;
  bytes: Buffer;
}

/** A request with its body read to the end. */
export interface Received {
  method: string;
  /** Path without the query. */
  path: string;
  query: URLSearchParams;
  /** The JSON body, or the fields of a form. */
  body: Record<string, unknown>;
  files: Upload[];
  /** Milliseconds since 1970. */
  at: number;
}

export interface Answer {
  status: number;
  /** JSON unless it is bytes; undefined sends no body and no content type. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Listening {
  server: Server;
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  close(): Promise<void>;
}

/** Serves on a free port of the loopback interface. A thrown error is answered with 500 and kept for {@link Listening.close}. */
export async function listen(
  answer: (received: Received, request: IncomingMessage) => Promise<Answer | 'hang up' | 'hang'>,
): Promise<Listening> {
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    void readRequest(request)
      .then((received) => answer(received, request))
      .then((result) => {
        if (result === 'hang up') request.socket.destroy();
        else if (result !== 'hang') send(response, result);
      })
      .catch((error) => {
        failures.push(error);
        send(response, { status: 500, body: { message: String(error) } });
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      if (failures.length > 0) throw new AggregateError(failures, 'The test server itself failed.');
    },
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (response.destroyed) return;
  if (body === undefined) response.writeHead(status, headers).end();
  else if (Buffer.isBuffer(body)) response.writeHead(status, headers).end(body);
  else
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readRequest(request: IncomingMessage): Promise<Received> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
  const type = request.headers['content-type'] ?? '';
  const start = {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    body: {},
    files: [],
    at: Date.now(),
  };
  if (type.startsWith('multipart/form-data')) return { ...start, ...(await readForm(request)) };
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === '') return start;
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...start, body: Object.fromEntries(new URLSearchParams(text)) };
  }
  const body: unknown = JSON.parse(text);
  return { ...start, body: (Array.isArray(body) ? { list: body } : body) as Record<string, unknown> };
}

async function readForm(request: IncomingMessage): Promise<Pick<Received, 'body' | 'files'>> {
  const form = busboy({ headers: request.headers });
  const body: Record<string, unknown> = {};
  const files: Upload[] = [];
  form.on('field', (name, value) => {
    body[name] = value;
  });
  form.on('file', (field, stream, { filename = '', mimeType }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () =>
      files.push({ field, name: filename, type: mimeType, bytes: Buffer.concat(chunks) }),
    );
  });
  request.pipe(form);
  await once(form, 'close');
  return { body, files };
}
