// Digests of edits by every method, inversion and mask source, to prove that a change of structure changes no byte:
//
//   node tools/golden-edits.mjs FILE.json      records where FILE.json is not there, compares where it is
//
// The digests hold for one machine and one release of ONNX Runtime alone, so they are not kept in the repository.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dioramaBench } from '@dualedit/bench';
import { loadEditor } from '@dualedit/core';

const [file] = process.argv.slice(2);
const STEPS = 6;
const { items } = await dioramaBench({ count: 32 });
const isNew = !existsSync(file);
const known = isNew ? {} : JSON.parse(readFileSync(file, 'utf8'));
const made = {};
const different = [];

const fromAttention = await loadEditor();
for (const [index, item] of items.entries()) {
  const { picture: image, masks } = await item.load();
  const request = { image, edits: item.edits, prompt: item.prompt, masks, details: true };
  const edit = (name, more, editor = fromAttention) =>
    check(`${item.id} ${name}`, () => editor.edit({ ...request, settings: { steps: STEPS }, ...more }));
  for (const method of ['mde', 'mag', 'p2p']) await edit(method, { method });
  if (index < 8) {
    for (const inversion of ['null-text', 'negative-prompt', 'ddim']) await edit(inversion, { inversion });
    const saved = await edit('saved', { saveInversion: true });
    await edit('from saved', { inverted: saved.inversion, method: 'mag' });
    await edit('masks from attention', { masks: [] });
    await edit('weak', { strength: 0.6 });
    await edit('strong', { strength: 1.7, tiles: 2 });
    await edit('more losses', {
      settings: { steps: STEPS, lossWeights: { oal: 1, ccl: 0.4, negativePrompt: 0.5 }, lossSide: 8 },
    });
    await edit('twenty steps', { settings: {} });
  }
}
await fromAttention.close();

if (isNew) writeFileSync(file, JSON.stringify(made, null, 1));
console.log(
  isNew
    ? `${Object.keys(made).length} edits recorded`
    : `${different.length} of ${Object.keys(made).length} edits differ`,
);
for (const line of different) console.log(line);
process.exitCode = different.length > 0 ? 1 : 0;

async function check(name, run) {
  let result;
  let digest;
  try {
    result = await run();
    const { picture, masks, prompts, metrics, config, details, inversion } = result;
    const { versions: _, ...rest } = config;
    const hash = createHash('sha256').update(picture.data);
    for (const { data } of masks) hash.update(data);
    for (const { data } of [details.reconstruction, details.edited]) hash.update(data);
    for (const { data } of details.attention)
      hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    hash.update(JSON.stringify([prompts, metrics, rest]));
    if (inversion) hash.update(inversion);
    digest = hash.digest('hex').slice(0, 24);
  } catch (error) {
    digest = `error ${error.code}`;
  }
  made[name] = digest;
  if (!isNew && known[name] !== digest) different.push(`${name}: ${known[name]} → ${digest}`);
  return result;
}
