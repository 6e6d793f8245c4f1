import { mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '../database/database.js';
import type { Contents } from './contents.js';

/** A file for each content, in a folder for each job: for a database that this process alone uses. */
export class FileContents implements Contents {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async write(_: Sql, job: string, content: string, bytes: Uint8Array): Promise<void> {
    await mkdir(join(this.folder, job), { recursive: true, mode: 0o700 });
    await writeFile(join(this.folder, job, content), bytes, { mode: 0o600, flush: true });
  }

  async read(_: Sql, job: string, contents: readonly string[]): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    for (const content of contents) {
      const bytes = await readFile(join(this.folder, job, content)).catch(unlessMissing);
      if (bytes) found.set(content, bytes);
    }
    return found;
  }

  async discard(_: Sql, job: string, contents: readonly string[]): Promise<void> {
    for (const content of contents) await rm(join(this.folder, job, content), { force: true });
    await this.removeIfEmpty(job);
  }

  async tidy(sql: Sql, olderThanMs: number): Promise<void> {
    const rows = await sql.query<{ content: string }>('select content from dualedit.picture');
    const known = new Set(rows.map(({ content }) => content));
    for (const job of (await readdir(this.folder).catch(unlessMissing)) ?? []) {
      for (const content of await readdir(join(this.folder, job))) {
        const file = join(this.folder, job, content);
        if (known.has(content) || Date.now() - (await stat(file)).mtimeMs < olderThanMs) continue;
        await rm(file);
      }
      await this.removeIfEmpty(job);
    }
  }

  private async removeIfEmpty(job: string): Promise<void> {
    await rmdir(join(this.folder, job)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') unlessMissing(error);
    });
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
