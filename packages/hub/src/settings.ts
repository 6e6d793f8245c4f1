import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { HUB_URL } from '@huggingface/hub';

/** Where models come from, and as whom. */
export interface HubSettings {
  /** The hub, or a mirror of it; without a slash at its end. */
  endpoint: string;
  /** An access token of the hub. It is sent to the endpoint only, never to where it redirects. */
  token?: string;
  /** Nothing is asked of the network. */
  offline: boolean;
}

/**
 * Settings from the variables that all of the hub's clients share: `HF_ENDPOINT`, `HF_HUB_OFFLINE`, `HF_TOKEN`, or
 * the token that the hub's own login stored (`HF_TOKEN_PATH`, else below `HF_HOME`).
 */
export async function hubSettings(env: NodeJS.ProcessEnv = process.env): Promise<HubSettings> {
  const token = env.HF_TOKEN?.trim() || (await storedToken(env));
  return {
    endpoint: (env.HF_ENDPOINT || HUB_URL).replace(/\/+$/, ''),
    ...(token && { token }),
    offline: /^(1|true|yes|on)$/i.test(env.HF_HUB_OFFLINE ?? ''),
  };
}

async function storedToken(env: NodeJS.ProcessEnv): Promise<string> {
  const home = env.HF_HOME || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'huggingface');
  const text = await readFile(env.HF_TOKEN_PATH || join(home, 'token'), 'utf8').catch(() => '');
  return text.trim();
}
