import { createServer } from 'node:http';

/**
 * A chat platform on loopback: it takes answers to messages, and shows one with a nonce that it has seen before
 * only once, as real ones do.
 */
export async function startPlatform() {
  /** Every answer that arrived, and those that were shown. */
  const arrived = [];
  const shown = [];
  const waiting = new Set();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const answer = JSON.parse(Buffer.concat(chunks).toString());
      arrived.push(answer);
      if (!shown.some(({ nonce }) => nonce === answer.nonce)) shown.push(answer);
      response.end();
      for (const check of waiting) check();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    arrived,
    shown,
    /** Resolves when so many answers have been shown. */
    answered(count, seconds = 220) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`${shown.length} of ${count} answers within ${seconds} s.`));
        }, seconds * 1000);
        const check = () => {
          if (shown.length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
