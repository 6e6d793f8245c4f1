import { createHash } from 'node:crypto';

/** What a repository holds at one commit. */
export interface HubFiles {
  [path: string]: Uint8Array;
}

export interface HubRepository {
  /** `owner/name` */
  name: string;
  files: HubFiles;
  /** Branches and tags that mean these files, beside their commit; `main` unless given. */
  revisions?: string[];
  licence?: string;
  /** Bytes that the listing says a file has, where they are not what it has. */
  claimedBytes?: Record<string, number>;
  /** Only who brings this token may read it. */
  gated?: string;
}

/** A file as the hub lists it; large ones are stored apart, under their sha256. */
export interface ListedFile {
  type: 'file';
  path: string;
  size: number;
  oid: string;
  lfs?: { oid: string; size: number; pointerSize: number };
}

/** Files of these kinds are stored apart whatever their size, as the hub's `.gitattributes` say. */
const STORED_APART = /\.(onnx|onnx_data|pb|bin|safetensors)$/;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const gitBlob = (bytes: Uint8Array) =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** A commit hash that changes with the files. */
export function commitOf({ files }: HubRepository): string {
  const hash = createHash('sha1');
  for (const path of Object.keys(files).sort()) hash.update(path).update(sha256(files[path]!));
  return hash.digest('hex');
}

export function listed(path: string, bytes: Uint8Array, size: number = bytes.length): ListedFile {
  if (!STORED_APART.test(path)) return { type: 'file', path, size, oid: gitBlob(bytes) };
  const oid = sha256(bytes);
  const pointer = Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`,
  );
  return {
    type: 'file',
    path,
    size,
    oid: gitBlob(pointer),
    lfs: { oid, size, pointerSize: pointer.length },
  };
}
