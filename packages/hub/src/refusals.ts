import { DualeditError } from '@dualedit/foundation';
import type { HubSettings } from './settings.js';

/** What was asked of the hub when it refused. */
export interface Asked {
  repository: string;
  revision: string;
  settings: HubSettings;
}

/** The hub's refusal of a request, in words that say what to do. */
export function refusal(response: Response, { repository, revision, settings }: Asked): DualeditError {
  const { endpoint, token } = settings;
  const reason = response.headers.get('x-error-code') ?? '';
  const page = `${endpoint}/${repository}`;
  // Files come from elsewhere in the end; what is refused there says nothing of the repository.
  const byHub = new URL(response.url).origin === new URL(endpoint).origin;
  const status = byHub ? response.status : 0;
  const said = (code: string, message: string, hint: string) =>
    new DualeditError({ code, message, hint, received: response.status });

  if (reason === 'GatedRepo' || status === 403) {
    return said(
      'model-gated',
      `${repository} is gated: its authors want its terms accepted before they hand it out.`,
      token
        ? `The token that you gave has no access yet: accept the terms on ${page} with the same account, then pull again.`
        : `Accept them on ${page}, make a token on ${endpoint}/settings/tokens, and pull again with it in HF_TOKEN.`,
    );
  }
  if (reason === 'RevisionNotFound' || reason === 'EntryNotFound') {
    return said(
      'model-not-found',
      `${repository} has no revision "${revision}".`,
      `Its branches and tags are listed on ${page}.`,
    );
  }
  if (status === 401 && token) {
    return said(
      'model-not-found',
      `There is no repository ${repository} that the token you gave may read, or the token is no longer valid.`,
      `Check the name, and the token on ${endpoint}/settings/tokens.`,
    );
  }
  if (status === 401 || status === 404) {
    return said(
      'model-not-found',
      `There is no public repository ${repository}.`,
      'Check the name; for a private repository give a token in HF_TOKEN.',
    );
  }
  if (response.status === 429) {
    return said(
      'model-rate-limited',
      'The hub wants no more requests from here for now.',
      `Pull again later: what is here is kept.${token ? '' : ' With a token in HF_TOKEN it allows more.'}`,
    );
  }
  return said(
    'model-unreachable',
    `${new URL(response.url).host} answered ${response.status} ${response.statusText}`.trimEnd() +
      ` when asked for ${repository}.`,
    'Pull again later: what is here is kept. HF_ENDPOINT names a mirror.',
  );
}

/** What kept a request from being answered; `fetch` itself only says that it failed. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: Error };
  return cause?.message || message;
}

export function unreachable(endpoint: string, cause: unknown): DualeditError {
  return new DualeditError({
    code: 'model-unreachable',
    message: `${new URL(endpoint).host} cannot be reached: ${reasonOf(cause)}.`,
    hint: 'Check the connection and pull again: what is here is kept. HF_ENDPOINT names a mirror.',
    received: endpoint,
    cause,
  });
}

export function offline(what: string): DualeditError {
  return new DualeditError({
    code: 'model-offline',
    message: `${what} is not here, and HF_HUB_OFFLINE forbids asking the hub for it.`,
    hint: 'Unset HF_HUB_OFFLINE, or copy the pack from another machine and give its folder with --local.',
  });
}
