import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BytesFault, sendBytes } from './bytes.js';
import { commitOf, type HubRepository, listed, sha256 } from './repository.js';

export type { BytesFault } from './bytes.js';
export { commitOf, type HubFiles, type HubRepository } from './repository.js';

/** A request that was received, by the hub or by where it keeps large files. */
export interface HubRequest {
  where: 'hub' | 'storage';
  path: string;
  range: string | undefined;
  authorization: string | undefined;
}

/** A refusal of the hub's own pages. */
export interface HubFault {
  path: RegExp;
  times?: number;
  status: number;
  headers?: Record<string, string>;
}

export interface TestHub {
  /** For `HF_ENDPOINT`. */
  url: string;
  requests: HubRequest[];
  /** Adds a repository, or replaces what it holds. */
  put(repository: HubRepository): void;
  /** Has pages refused, or the bytes of files go wrong. */
  fail(fault: HubFault | BytesFault): void;
  close(): Promise<void>;
}

/** Entries on one page of a listing; the rest follows by a `Link`. */
const PAGE = 5;

/**
 * The Hugging Face hub on loopback, as far as reading models goes: commits, paged listings, small files by itself, and
 * large ones by a redirect to another origin, which must never see a token.
 */
export async function startHub(): Promise<TestHub> {
  const repositories = new Map<string, HubRepository>();
  const requests: HubRequest[] = [];
  const pages: HubFault[] = [];
  const transfers: BytesFault[] = [];
  const note = (where: HubRequest['where'], request: IncomingMessage) => {
    const { range, authorization } = request.headers;
    requests.push({ where, path: decodeURIComponent(request.url!), range, authorization });
  };

  const storage = await serve((request, response) => {
    note('storage', request);
    const url = new URL(request.url!, 'http://storage');
    const oid = url.pathname.slice(1);
    const file = [...repositories.values()]
      .flatMap(({ files }) => Object.entries(files))
      .find(([, bytes]) => sha256(bytes) === oid);
    if (!file) response.writeHead(404).end();
    else sendBytes(request, response, file[1], take(transfers, file[0])?.what);
  });
  const hub = await serve((request, response) => {
    note('hub', request);
    const path = decodeURIComponent(new URL(request.url!, 'http://hub').pathname);
    const fault = take(pages, path);
    if (fault) response.writeHead(fault.status, fault.headers).end();
    else answer(request, response, { repositories, transfers, storage: storage.url });
  });
  return {
    url: hub.url,
    requests,
    put: (repository) => {
      repositories.set(repository.name, repository);
    },
    fail: (fault) => {
      if ('what' in fault) transfers.push(fault);
      else pages.push(fault);
    },
    close: async () => {
      await Promise.all([hub.close(), storage.close()]);
    },
  };
}

interface State {
  repositories: ReadonlyMap<string, HubRepository>;
  transfers: BytesFault[];
  storage: string;
}

function answer(request: IncomingMessage, response: ServerResponse, state: State): void {
  const url = new URL(request.url!, `http://${request.headers.host}`);
  const path = decodeURIComponent(url.pathname);
  const [, name = '', page, revision = '', file = ''] =
    /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/(.+)$/.exec(path) ??
    /^\/([^/]+\/[^/]+)\/(resolve)\/([^/]+)\/(.+)$/.exec(path) ??
    [];
  const repository = state.repositories.get(name);
  const refused = repository
    ? whyNot(repository, { page, revision, file, authorization: request.headers.authorization })
    : ([401, 'RepoNotFound'] as const);
  if (refused) response.writeHead(refused[0], { 'x-error-code': refused[1] }).end();
  else if (page === 'revision') json(response, about(repository!));
  else if (page === 'tree') list(response, repository!, url);
  else send(request, response, file, repository!.files[file]!, state);
}

interface AskedOf {
  page: string | undefined;
  revision: string;
  file: string;
  authorization: string | undefined;
}

function whyNot(
  repository: HubRepository,
  { page, revision, file, authorization }: AskedOf,
): readonly [number, string] | undefined {
  const { gated, files, revisions = ['main'] } = repository;
  // Whoever looks may know that a gated repository is there, and read its card.
  if (gated !== undefined && page !== 'revision' && authorization !== `Bearer ${gated}`)
    return [authorization ? 403 : 401, 'GatedRepo'];
  if (![commitOf(repository), 'HEAD', ...revisions].includes(revision)) return [404, 'RevisionNotFound'];
  return page === 'resolve' && !files[file] ? [404, 'EntryNotFound'] : undefined;
}

function about(repository: HubRepository) {
  const { name, licence, gated } = repository;
  return {
    _id: '1',
    id: name,
    sha: commitOf(repository),
    private: false,
    likes: 0,
    downloads: 0,
    gated: gated === undefined ? false : 'auto',
    lastModified: '2026-01-01T00:00:00.000Z',
    ...(licence !== undefined && { cardData: { license: licence } }),
  };
}

/** Small files come from the hub itself, large ones from elsewhere. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  bytes: Uint8Array,
  { storage, transfers }: State,
): void {
  if (listed(path, bytes).lfs)
    response.writeHead(302, { location: `${storage}/${sha256(bytes)}?signed=yes` }).end();
  else sendBytes(request, response, bytes, take(transfers, path)?.what);
}

function list(response: ServerResponse, { files, claimedBytes }: HubRepository, url: URL): void {
  const folders = new Set(
    Object.keys(files).flatMap((path) => (path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : [])),
  );
  const all = [
    ...[...folders].map((path) => ({ type: 'directory', path, size: 0, oid: '' })),
    ...Object.entries(files).map(([path, bytes]) => listed(path, bytes, claimedBytes?.[path])),
  ];
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const next = new URL(url);
  next.searchParams.set('cursor', String(from + PAGE));
  json(
    response,
    all.slice(from, from + PAGE),
    from + PAGE < all.length ? { link: `<${next}>; rel="next"` } : {},
  );
}

function json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** The first fault that waits for this path, counted down. */
function take<Fault extends { path: RegExp; times?: number }>(
  faults: Fault[],
  path: string,
): Fault | undefined {
  const fault = faults.find((one) => (one.times ?? 1) > 0 && one.path.test(path));
  if (fault) fault.times = (fault.times ?? 1) - 1;
  return fault;
}

async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
