import { listFiles, modelInfo } from '@huggingface/hub';
import { checkPath, type RepositoryFile } from './select-files.js';
import type { HubSettings } from './settings.js';

/** A repository at one commit. */
export interface RepositoryState {
  commit: string;
  /** As its card says: `apache-2.0`, or whatever name stands there. */
  licence?: string;
  files: RepositoryFile[];
}

export interface RepositoryRequest {
  repository: string;
  revision: string;
  settings: HubSettings;
  fetch: typeof fetch;
}

/**
 * Reads what a repository holds, at the commit that its revision means now.
 * @throws DualeditError whatever `fetch` raises
 */
export async function readRepository({
  repository,
  revision,
  settings,
  fetch,
}: RepositoryRequest): Promise<RepositoryState> {
  const access = {
    hubUrl: settings.endpoint,
    fetch,
    ...(settings.token !== undefined && { accessToken: settings.token }),
  };
  const { sha: commit, cardData } = await modelInfo({
    name: repository,
    revision,
    additionalFields: ['sha', 'cardData'],
    ...access,
  });
  const files: RepositoryFile[] = [];
  for await (const entry of listFiles({ repo: repository, recursive: true, revision: commit, ...access })) {
    if (entry.type !== 'file') continue;
    const { path, size, oid, lfs } = entry;
    const checksum = lfs
      ? ({ kind: 'sha256', hex: lfs.oid } as const)
      : ({ kind: 'git-sha1', hex: oid! } as const);
    files.push({ path: checkPath(path), bytes: lfs?.size ?? size, checksum });
  }
  const licence = licenceOf(cardData);
  return { commit, files, ...(licence !== undefined && { licence }) };
}

function licenceOf(
  card: { license?: string | string[]; license_name?: string } | undefined,
): string | undefined {
  const stated = Array.isArray(card?.license) ? card.license[0] : card?.license;
  return stated === 'other' ? (card?.license_name ?? stated) : stated;
}
