import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Once entries take more bytes than this, those that were not read for longest are removed. */
const LIMIT_BYTES = 256 * 2 ** 20;
/** A file under its temporary name that is older belongs to a process that is gone. */
const ABANDONED_MS = 3_600_000;

const EXTENSION = '.program';
const TEMPORARY = '.tmp';
const DIGEST_BYTES = 32;

/**
 * A folder of byte strings by key, which several processes may use at once. It only ever saves time: an
 * entry that is damaged or cannot be read is as good as absent, one that cannot be written is not kept.
 */
export class DiskCache {
  private readonly folder: string;
  private readonly limit: number;

  /** @param limit bytes that all entries together may take */
  constructor(folder: string, limit: number = LIMIT_BYTES) {
    this.folder = folder;
    this.limit = limit;
  }

  /** @param key letters, digits and dashes */
  async get(key: string): Promise<Uint8Array | undefined> {
    const path = this.path(key);
    try {
      const file = await readFile(path);
      const bytes = file.subarray(DIGEST_BYTES);
      if (!digest(bytes).equals(file.subarray(0, DIGEST_BYTES))) return undefined;
      const now = new Date();
      await utimes(path, now, now);
      return bytes;
    } catch {
      return undefined;
    }
  }

  /** Others see the entry whole or not at all. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.folder, `${key}.${randomUUID()}${TEMPORARY}`);
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(temporary, Buffer.concat([digest(bytes), bytes]));
      await rename(temporary, this.path(key));
      await this.shrink();
    } catch {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  private path(key: string): string {
    return join(this.folder, `${key}${EXTENSION}`);
  }

  private async shrink(): Promise<void> {
    const files = (await this.files()).sort((a, b) => b.readAt - a.readAt);
    let bytes = 0;
    for (const { path, size, readAt } of files) {
      const isAbandoned = path.endsWith(TEMPORARY) && Date.now() - readAt > ABANDONED_MS;
      bytes += size;
      if (bytes > this.limit || isAbandoned) await rm(path, { force: true });
    }
  }

  private async files(): Promise<{ path: string; size: number; readAt: number }[]> {
    const names = await readdir(this.folder);
    const ours = names.filter((name) => name.endsWith(EXTENSION) || name.endsWith(TEMPORARY));
    const found = ours.map(async (name) => {
      const path = join(this.folder, name);
      // Another process may have removed it meanwhile.
      const info = await stat(path).catch(() => undefined);
      return info ? [{ path, size: info.size, readAt: info.mtimeMs }] : [];
    });
    return (await Promise.all(found)).flat();
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
