import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { Changes } from '../wait.js';

const HEARTBEAT_MS = 20_000;

interface Session {
  id: string;
  sequence: number;
  /** Everything sent, for those who resume. */
  sent: { s: number; payload: string }[];
  socket?: WebSocket;
}

/** The event stream: hello, identify, resume, heartbeats, dispatches in order. */
export class Gateway {
  readonly changes = new Changes();
  identified = 0;
  resumed = 0;
  /** Whether connections are taken; those that are open stay. */
  open = true;
  readonly #sessions: Session[] = [];
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #token: string;
  readonly #ready: () => object;
  #url = '';

  constructor(token: string, ready: () => object) {
    this.#token = token;
    this.#ready = ready;
  }

  attach(server: Server, url: string): void {
    this.#url = url;
    server.on('upgrade', (request, socket, head) => {
      if (!this.open) return void socket.destroy();
      this.#sockets.handleUpgrade(request, socket, head, (open) => this.#greet(open));
    });
  }

  get url(): string {
    return this.#url;
  }

  get connected(): boolean {
    return this.#sessions.some(({ socket }) => socket?.readyState === WebSocket.OPEN);
  }

  /** Sends an event to the newest session; while it is away, it waits for its resume. */
  dispatch(t: string, d: object): void {
    const session = this.#sessions.at(-1);
    if (!session) throw new Error('No bot has connected to the gateway.');
    session.sequence += 1;
    const payload = JSON.stringify({ op: 0, t, s: session.sequence, d });
    session.sent.push({ s: session.sequence, payload });
    if (session.socket?.readyState === WebSocket.OPEN) session.socket.send(payload);
  }

  /** Closes the connection, as Discord does now and then. 4000: resumable; 4009: the session is over. */
  drop(code = 4000): void {
    for (const session of this.#sessions) session.socket?.close(code);
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  #greet(socket: WebSocket): void {
    const send = (payload: object) => socket.send(JSON.stringify(payload));
    socket.on('message', (bytes) => {
      const { op, d } = JSON.parse(String(bytes)) as {
        op: number;
        d: { token: string; session_id: string; seq: number };
      };
      if (op === 1) send({ op: 11 });
      if ((op === 2 || op === 6) && d.token !== this.#token) socket.close(4004, 'Authentication failed.');
      else if (op === 2) this.#identify(socket);
      else if (op === 6) this.#resume(socket, d.session_id, d.seq);
    });
    send({ op: 10, d: { heartbeat_interval: HEARTBEAT_MS } });
  }

  #identify(socket: WebSocket): void {
    const session: Session = { id: `session-${this.#sessions.length + 1}`, sequence: 0, sent: [], socket };
    this.#sessions.push(session);
    this.dispatch('READY', {
      ...this.#ready(),
      v: 10,
      session_id: session.id,
      resume_gateway_url: this.#url,
    });
    this.identified += 1;
    this.changes.changed();
  }

  #resume(socket: WebSocket, id: string, sequence: number): void {
    const session = this.#sessions.find((one) => one.id === id);
    if (!session) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    session.socket = socket;
    for (const { payload } of session.sent.filter(({ s }) => s > sequence)) socket.send(payload);
    session.sequence += 1;
    socket.send(JSON.stringify({ op: 0, t: 'RESUMED', s: session.sequence, d: {} }));
    this.resumed += 1;
    this.changes.changed();
  }
}
