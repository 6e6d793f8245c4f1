import { listen, type Received } from './http.js';

/** A studio on loopback that makes links, and nothing else. */
export interface StudioServer {
  url: string;
  token: string;
  /** What stands behind the `#` of every link. */
  secret: string;
  /** The requests that came with the token. */
  asked: Received[];
  /** What it answers; 201 makes a link. */
  status: number;
  close(): Promise<void>;
}

const TEN_MINUTES_MS = 600_000;

export async function startStudio(): Promise<StudioServer> {
  const server: StudioServer = {
    url: '',
    token: 'a-token-of-the-test-0123456789',
    secret: 'AbCdEfGhIjKlMnOpQrSt-_',
    asked: [],
    status: 201,
    close: () => listening.close(),
  };
  const listening = await listen(async (received, { headers }) => {
    const isFor = received.method === 'POST' && received.path === '/v1/links';
    if (!isFor) return { status: 404, body: {} };
    if (headers.authorization !== `Bearer ${server.token}`)
      return { status: 401, body: { error: { code: 'token-wrong' } } };
    server.asked.push(received);
    if (server.status !== 201) return { status: server.status, body: { error: { code: 'rate-limited' } } };
    // as a proxy may have it see its own address
    const url = `http://elsewhere.example/#link=${server.secret}`;
    return { status: 201, body: { url, expires: new Date(Date.now() + TEN_MINUTES_MS).toISOString() } };
  });
  server.url = listening.url;
  return server;
}
