import { readdirSync, readFileSync } from 'node:fs';
import { CODES, factsOf } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForUser, LANGUAGES, languageFor, sayError, sayThrown, textsFor } from './texts.js';

const say = textsFor('en');

describe('texts', () => {
  it('every language says everything that English says', () => {
    const ids = (name: string) =>
      [
        ...readFileSync(new URL(`../locales/${name}.ftl`, import.meta.url), 'utf8').matchAll(
          /^([a-z-]+) =/gm,
        ),
      ].map((m) => m[1]);
    const everything = new Proxy(
      {},
      { getOwnPropertyDescriptor: () => ({ configurable: true, value: 1 }), get: () => 1 },
    );
    for (const language of LANGUAGES) {
      expect(ids(language)).toEqual(ids('en'));
      for (const id of ids(language)) expect(textsFor(language)(id!, everything)).not.toBe('');
    }
    expect(LANGUAGES.length).toBeGreaterThanOrEqual(4);
    expect(readdirSync(new URL('../locales/', import.meta.url)).length).toBe(LANGUAGES.length);
  });

  it('a user’s language, or English', () => {
    expect([languageFor('de-AT'), languageFor('pt_BR'), languageFor(undefined)]).toEqual(['de', 'en', 'en']);
    expect(textsFor('fr')('cancel-done', { count: 2 })).toBe('2 retouches annulées.');
    expect(textsFor('de')('cancel-done', { count: 1 })).toBe('Eine Bearbeitung abgebrochen.');
    expect(() => say('no-such-text')).toThrow('no-such-text');
  });

  it('errors: of their language by code, else their own words, and nothing of what is not ours', () => {
    const full = { code: 'queue-full', message: 'm', hint: 'h' };
    const about = { logId: 'e1' };
    expect(sayError(textsFor('de'), full, about)).toMatch(/Warteschlange/);
    const missing = { ...full, code: 'object-not-found', received: 'ball' };
    expect(sayError(say, missing, about)).toBe('m Name something that is there.');
    expect(sayError(textsFor('fr'), missing, about)).toMatch(/« balle »/);
    const away = {
      ...full,
      code: 'database-away',
      message: 'connect ECONNREFUSED db.example',
      hint: 'DATABASE_URL',
    };
    for (const language of LANGUAGES)
      expect(sayError(textsFor(language), away, about)).not.toMatch(/ECONNREFUSED|db\.example|DATABASE_URL/);
    const heavy = { ...full, code: 'picture-too-heavy' };
    expect(
      sayError(say, heavy, { ...about, limits: { pictureBytes: 5 * 2 ** 20, picturePixels: 1 } }),
    ).toMatch(/at most 5 MB/);
    const arrow = { ...full, code: 'command-no-arrow' };
    expect([sayError(say, arrow, about), sayError(textsFor('de'), arrow, about)]).toEqual([
      'm h',
      expect.stringMatching(/nicht verstanden/),
    ]);
    expect(sayThrown(say, new TypeError('secret path'), about)).toMatch(/name e1/);
  });

  it('errors without a text of their own: their words never reach a user, in any language', () => {
    const code = fc.string().filter((one) => !isForUser({ code: one }));
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), code, (language, unknown) => {
        const error = { code: unknown, message: 'ECONNREFUSED 127.0.0.1', hint: 'Check DATABASE_URL.' };
        const said = sayError(textsFor(language), error, { logId: 'e1' });
        expect(said).not.toMatch(/ECONNREFUSED|DATABASE_URL/);
        expect(said).toContain('e1');
      }),
    );
  });

  /** Codes of categories that a user can do something about, and that no bot raises. */
  const ELSEWHERE = new RegExp(
    `^(${[
      ...['aborted', 'arm-.*', 'batch-incomplete', 'configuration', 'data-.*', 'edit-(form|unsayable)'],
      ...['front-end-name', 'held-out-seed', 'input-.*', 'inversion-.*', 'job-not-failed', 'manifest-.*'],
      ...['mask-(name-.*|size|unreadable|without-edit)', 'masks-count', 'model-name', 'no-such-object'],
      ...['output-.*', 'phrase', 'picture-size', 'scene-.*', 'sheet-format', 'steps-range', 'sweep-axis'],
      ...['tiles-range', 'unknown-.*', 'usage'],
      // of the studio's API
      ...['host-refused', 'link-over', 'media-type', 'origin-refused', 'picture-unknown', 'rate-limited'],
      ...['request-.*', 'route-unknown', 'token-.*'],
    ].join('|')})$`,
  );
  const forUsers = Object.keys(CODES).filter(
    (code) => ['usage', 'input'].includes(factsOf(code).category) && !ELSEWHERE.test(code),
  );

  it.each([...forUsers, ...['database-away', 'out-of-memory', 'worker-lost', 'engine-crashed']])(
    'what a user can do about is said: %s',
    (code) => {
      expect(isForUser({ code })).toBe(true);
      const error = { code, message: 'M.', hint: 'Check DATABASE_URL.', received: 'hat' };
      const others = LANGUAGES.filter((language) => language !== 'en');
      for (const language of others) {
        expect(sayError(textsFor(language), error, { logId: 'e1' })).not.toMatch(/DATABASE_URL|e1/);
      }
    },
  );
});
