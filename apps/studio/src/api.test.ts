import { afterAll, beforeAll, expect, it } from 'vitest';
import { beforeAnEdit } from './testing/before.js';
import { editing } from './testing/editing.js';
import { fiftyClients } from './testing/fifty.js';
import { links } from './testing/links.js';
import { openaiClients } from './testing/openai.js';
import { refusals } from './testing/refusals.js';
import { security } from './testing/security.js';
import { openShared, type Shared } from './testing/shared.js';

let opened: Shared;
beforeAll(async () => {
  opened = await openShared();
});
afterAll(() => opened?.studio.close());
const shared = () => opened;

beforeAnEdit(shared);
editing(shared);
refusals(shared);
openaiClients(shared);
security(shared);
links(shared);

it('describes each of its routes, and no other, in its OpenAPI document', async () => {
  const document = await fetch(`${opened.base}/v1/openapi.json`);
  const { paths } = (await document.json()) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(new Set(opened.studio.routes(opened.base))).toEqual(new Set(described));
});

// The last: another editor works from here on.
fiftyClients(shared);
