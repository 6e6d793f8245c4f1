import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What a file's content hashes to: the sha256 of its bytes, or git's own blob hash, as the hub lists small files. */
export interface Checksum {
  kind: 'sha256' | 'git-sha1';
  hex: string;
}

/** @param bytes the size of the whole file: git hashes a header before its bytes */
export function newHash(kind: Checksum['kind'], bytes: number): Hash {
  return kind === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${bytes}\0`);
}

/** Adds a file's bytes to a hash. */
export async function hashFile(path: string, hash: Hash): Promise<Hash> {
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash;
}

/** Whether a file is there and holds what its checksum says. */
export async function isIntact(path: string, bytes: number, { kind, hex }: Checksum): Promise<boolean> {
  if ((await sizeOf(path)) !== bytes) return false;
  return (await hashFile(path, newHash(kind, bytes))).digest('hex') === hex;
}

/** The sha256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  return (await hashFile(path, createHash('sha256'))).digest('hex');
}

/** Bytes of a file; undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}
