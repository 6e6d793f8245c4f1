import type { IncomingMessage, ServerResponse } from 'node:http';

/** What happens to the bytes of a file on their way. */
export interface BytesFault {
  /** The path in its repository. */
  path: RegExp;
  /** How many transfers meet it (1). */
  times?: number;
  /**
   * `cut`: the connection breaks after half of what was asked. `stall`: nothing more comes after half. `corrupt`: a byte
   * in the middle is another. `no-range`: the whole file comes whatever was asked. `expired`: 403, as of a signed
   * address that is too old.
   */
  what: 'cut' | 'stall' | 'corrupt' | 'no-range' | 'expired';
}

/** Answers with a file's bytes, or the range of them that was asked for. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  fault: BytesFault['what'] | undefined,
): void {
  if (fault === 'expired') {
    response.writeHead(403).end('Request has expired');
    return;
  }
  const asked = fault === 'no-range' ? undefined : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const from = asked ? Number(asked[1]) : 0;
  if (asked && from >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  const body = Buffer.from(bytes.subarray(from));
  const middle = Math.floor(body.length / 2);
  if (fault === 'corrupt') body[middle]! ^= 0xff;
  const range = asked && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(asked ? 206 : 200, {
    'content-length': body.length,
    'accept-ranges': 'bytes',
    ...range,
  });
  if (fault === 'cut') response.write(body.subarray(0, middle), () => request.socket.destroy());
  else if (fault === 'stall') response.write(body.subarray(0, middle));
  else response.end(body);
}
