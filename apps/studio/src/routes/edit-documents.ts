import { compareSheet } from '@dualedit/editor/compare-sheet';
import { decodePicture } from '@dualedit/foundation';
import type { Job, Jobs } from '@dualedit/jobs';
import { strToU8, zipSync } from 'fflate';
import { type Context, Hono } from 'hono';
import type { Figures } from '../contract.js';
import { addressOf } from '../edits/address.js';
import { figuresOf } from '../edits/figures.js';
import { givenOf, inputOf, maskOf, nameOf, resultOf } from '../edits/files.js';
import { mine } from '../edits/mine.js';
import { maskFile, recipeOf } from '../edits/recipe.js';
import type { Environment } from '../http/environment.js';
import { pictureGone, sendFile } from '../http/files.js';
import type { StudioLimits } from '../options.js';
import type { StudioParts } from '../studio-parts.js';

/** What is made of an edit to be taken away: masks, recipe, sheet, figures; below `/edits`. */
export function editDocumentRoutes(
  { jobs }: StudioParts,
  { picturePixels }: StudioLimits,
): Hono<Environment> {
  const routes = new Hono<Environment>();
  const own = (context: Context<Environment>) => mine(jobs, context.get('user'), context.req.param('id')!);

  routes.get('/:id/maskset', async (context) => {
    const job = await own(context);
    const bytes = zipSync(await maskSet(jobs, job));
    return sendFile(context, { bytes, type: 'application/zip', name: `${nameOf(job)}.masks.zip` });
  });
  routes.get('/:id/recipe', async (context) => {
    const job = await own(context);
    const text = JSON.stringify(recipeOf(job, await inputName(jobs, job)), undefined, 2);
    const type = 'application/json; charset=utf-8';
    return sendFile(context, { bytes: strToU8(text), type, name: `${nameOf(job)}.recipe.json` });
  });
  routes.get('/:id/sheet', async (context) => {
    const job = await own(context);
    const pictures = await Promise.all([inputOf(jobs, job), resultOf(jobs, job)]);
    const [before, after] = await Promise.all(
      pictures.map(({ bytes }) => decodePicture(bytes, { maxPixels: picturePixels })),
    );
    const bytes = await compareSheet(before!, after!);
    return sendFile(context, { bytes, type: 'image/png', name: `${nameOf(job)}.compare.png` });
  });
  routes.get('/:id/figures', async (context) => {
    const { result } = await own(context);
    if (!result) throw pictureGone('figures');
    return context.json(figuresOf(result) satisfies Figures);
  });
  return routes;
}

/** A mask per edit under the names that the recipe's command line uses, painted ones as they were. */
async function maskSet(jobs: Jobs, job: Job): Promise<Record<string, Uint8Array>> {
  const { given } = addressOf(job);
  const files: Record<string, Uint8Array> = {};
  for (const [index] of job.edits.entries()) {
    const picture = await (given.includes(index) ? givenOf : maskOf)(jobs, job, index);
    files[maskFile(job, index)] = picture.bytes;
  }
  return files;
}

async function inputName(jobs: Jobs, job: Job): Promise<string> {
  const { format } = await inputOf(jobs, job);
  return `picture.${format === 'other' ? 'tiff' : format}`;
}
