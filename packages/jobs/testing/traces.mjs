import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How often each of `marks` stands in the files under `folder`, and how many bytes those have. */
export async function tracesIn(folder, marks) {
  const traces = {
    bytes: 0,
    logBytes: 0,
    counts: Object.fromEntries(Object.keys(marks).map((name) => [name, 0])),
  };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // A file of a running database may go meanwhile.
    if (entry.isFile()) await search(join(entry.parentPath, entry.name), marks, traces).catch(unlessMissing);
  }
  return traces;
}

async function search(file, marks, traces) {
  const longest = Math.max(0, ...Object.values(marks).map(({ length }) => length));
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 22 })) {
    traces[file.includes('/pg_wal/') ? 'logBytes' : 'bytes'] += chunk.length;
    const text = Buffer.concat([rest, chunk]);
    for (const [name, mark] of Object.entries(marks)) {
      // What ends within the rest was counted before.
      const from = Math.max(0, rest.length - mark.length + 1);
      for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) traces.counts[name]++;
    }
    rest = text.subarray(Math.max(0, text.length - longest));
  }
}

function unlessMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
