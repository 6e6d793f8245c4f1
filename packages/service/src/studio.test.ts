import { expect, it } from 'vitest';
import { readEnvironment } from './environment.js';
import { JOBS_ENVIRONMENT } from './jobs-environment.js';
import { checkStudio, studioOf } from './studio.js';

const read = (environment: NodeJS.ProcessEnv) => checkStudio(readEnvironment(JOBS_ENVIRONMENT, environment));
const [STUDIO_URL, STUDIO_TOKEN] = ['https://studio.example', 'a-token-of-the-test-0123'];

it('a studio needs both its address and a token, or neither; the token is never said', () => {
  expect(studioOf(read({ STUDIO_URL, STUDIO_TOKEN }))).toEqual({ url: STUDIO_URL, token: STUDIO_TOKEN });
  expect(studioOf(read({}))).toBeUndefined();
  expect(() => read({ STUDIO_URL })).toThrow(/STUDIO_TOKEN: expected a value, since STUDIO_URL is set/);
  expect(() => read({ STUDIO_TOKEN })).toThrow(/STUDIO_URL: expected a value, since STUDIO_TOKEN is set/);
  expect(() => read({ STUDIO_TOKEN })).not.toThrow(STUDIO_TOKEN);
  expect(() => read({ STUDIO_URL: 'ftp://studio.example', STUDIO_TOKEN })).toThrow(/STUDIO_URL/);
});
