import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How often each of `marks` stands in the files under `folder`, and how many bytes those have.
 * @template {string} Name
 * @param {string} folder
 * @param {Record<Name, Buffer>} marks
 * @returns {Promise<{ bytes: number, logBytes: number, counts: Record<Name, number> }>}
 */
export async function tracesIn(folder, marks) {
  const traces = {
    bytes: 0,
    logBytes: 0,
    counts: Object.fromEntries(Object.keys(marks).map((name) => [name, 0])),
  };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    // A file of a running database may go meanwhile. None is larger than a segment of the log or a few pictures.
    const content = await readFile(file).catch(unlessMissing);
    if (!content) continue;
    traces[file.includes('/pg_wal/') ? 'logBytes' : 'bytes'] += content.length;
    for (const [name, mark] of Object.entries(marks)) {
      for (let at = content.indexOf(mark); at >= 0; at = content.indexOf(mark, at + 1)) traces.counts[name]++;
    }
  }
  return traces;
}

function unlessMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
