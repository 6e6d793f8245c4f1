import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sample } from './contract.js';

const FOLDER = new URL('../samples/', import.meta.url);

/** The pictures to try, and where the server shows them. */
export async function readSamples(): Promise<Sample[]> {
  const list = JSON.parse(await readFile(new URL('samples.json', FOLDER), 'utf8')) as Omit<
    Sample,
    'picture'
  >[];
  return list.map(({ name, command }) => ({ name, command, picture: `/v1/samples/${name}` }));
}

/** The file of a sample; undefined if there is none of that name. */
export async function readSample(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const samples = await readSamples();
  if (!samples.some((sample) => sample.name === name)) return undefined;
  return new Uint8Array(await readFile(fileURLToPath(new URL(`${name}.png`, FOLDER))));
}
