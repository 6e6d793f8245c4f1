// Digests of edits by every method, inversion and mask source, to prove that a change of structure changes no byte:
//
//   npx tsx tools/core/golden-edits.ts FILE.json [SCENES] [STEPS]      records if FILE.json does not exist, else compares
//
// The digests hold for one machine and one release of ONNX Runtime alone, so they are not kept in the repository.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dioramaBench } from '@dualedit/bench';
import { type EditRequest, type EditResult, loadEditor, METHODS } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';

const file = process.argv[2]!;
const [COUNT, STEPS] = [Number(process.argv[3] ?? 32), Number(process.argv[4] ?? 6)];
/** Scenes that get more than one edit per method. */
const THOROUGH = 8;

const made: Record<string, string> = {};
const editor = await loadEditor();
const { items } = await dioramaBench({ count: COUNT });
for (const [index, item] of items.entries()) {
  const { picture: image, masks } = await item.load();
  const { edits, prompt } = item;
  const request: EditRequest = {
    picture: image,
    edits,
    masks,
    details: true,
    ...(prompt !== undefined && { prompt }),
  };
  for (const [name, changes] of variants(index < THOROUGH))
    await digest(`${item.id} ${name}`, { ...request, settings: { steps: STEPS }, ...changes });
  if (index < THOROUGH) await digestSaved(item.id, request);
}
await editor.close();
if (existsSync(file)) compare(JSON.parse(readFileSync(file, 'utf8')));
else {
  writeFileSync(file, JSON.stringify(made, null, 1));
  console.log(`${Object.keys(made).length} edits recorded`);
}

function variants(thorough: boolean): [string, Partial<EditRequest>][] {
  const methods = (Object.keys(METHODS) as (keyof typeof METHODS)[]).map(
    (method): [string, Partial<EditRequest>] => [method, { method }],
  );
  if (!thorough) return methods;
  const lossWeights = { oal: 1, ccl: 0.4, negativePrompt: 0.5 };
  return [
    ...methods,
    ...METHODS.mde.inversions
      .filter((name) => name !== 'direct')
      .map((inversion): [string, Partial<EditRequest>] => [inversion, { inversion }]),
    ['masks from attention', { masks: [] }],
    ['weak', { strength: 0.6 }],
    ['strong', { strength: 1.7, tiles: 2 }],
    ['more losses', { settings: { steps: STEPS, lossWeights, lossSide: 8 } }],
    ['twenty steps', { settings: {} }],
  ];
}

async function digestSaved(id: string, request: EditRequest): Promise<void> {
  const few = { ...request, settings: { steps: STEPS } };
  const saved = await digest(`${id} saved`, { ...few, saveInversion: true });
  if (saved) await digest(`${id} from saved`, { ...few, inverted: saved.inversion!, method: 'mag' });
}

/** Notes the digest of an edit, or the code of its error. */
async function digest(name: string, request: EditRequest): Promise<EditResult | undefined> {
  try {
    const result = await editor.edit(request);
    made[name] = digestOf(result);
    return result;
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    made[name] = `error ${error.code}`;
    return undefined;
  }
}

function digestOf({ picture, masks, prompts, metrics, config, details, inversion }: EditResult): string {
  const { versions: _, ...rest } = config;
  const hash = createHash('sha256').update(picture.data);
  for (const { data } of [...masks, details!.reconstruction, details!.edited]) hash.update(data);
  for (const { data } of details!.attention)
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  hash.update(JSON.stringify([prompts, metrics, rest]));
  if (inversion) hash.update(inversion);
  return hash.digest('hex').slice(0, 24);
}

function compare(known: Record<string, string>): void {
  const different = Object.keys(made).filter((name) => known[name] !== made[name]);
  console.log(`${different.length} of ${Object.keys(made).length} edits differ`);
  for (const name of different) console.log(`${name}: ${known[name]} → ${made[name]}`);
  process.exitCode = different.length > 0 ? 1 : 0;
}
