import { compareSheet } from '@dualedit/editor/compare-sheet';
import { decodePicture } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import { strToU8, zipSync } from 'fflate';
import { type Context, Hono } from 'hono';
import type { Figures } from '../contract.js';
import { addressOf } from '../edits/address.js';
import { figuresOf } from '../edits/figures.js';
import { asFile, givenOf, inputOf, keptOf, maskOf, nameOf, previewOf, resultOf } from '../edits/files.js';
import { mine } from '../edits/mine.js';
import { maskFile, recipeOf } from '../edits/recipe.js';
import type { Environment } from '../http/environment.js';
import { malformed } from '../http/errors.js';
import { pictureGone, sendFile } from '../http/files.js';
import type { StudioLimits } from '../options.js';
import { show, thumbnail } from '../pictures/display.js';
import type { StudioParts } from '../studio-parts.js';

/** What an edit has in files: results, masks, sheet, recipe, figures. */
export function editFileRoutes({ jobs }: StudioParts, { picturePixels }: StudioLimits): Hono<Environment> {
  const routes = new Hono<Environment>();
  const limits = { maxPixels: picturePixels };
  const own = (context: Context<Environment>) => mine(jobs, context.get('user'), context.req.param('id')!);

  routes.get('/:id/results/:n', async (context) => {
    const job = await own(context);
    return sendFile(context, asFile(await resultOf(jobs, job, numberOf(context)), job, 'edited'));
  });
  routes.get('/:id/results/:n/display', async (context) => {
    const { bytes } = await resultOf(jobs, await own(context), numberOf(context));
    return sendFile(context, { ...(await show(await decodePicture(bytes, limits))), name: 'edited.png' });
  });
  routes.get('/:id/results/:n/thumbnail', async (context) => {
    const { bytes } = await resultOf(jobs, await own(context), numberOf(context));
    return sendFile(context, { ...(await thumbnail(bytes, picturePixels)), name: 'edited.png' });
  });
  routes.get('/:id/thumbnail', async (context) => {
    const job = await own(context);
    const { bytes } = await (job.state === 'done' ? resultOf(jobs, job) : inputOf(jobs, job));
    return sendFile(context, { ...(await thumbnail(bytes, picturePixels)), name: 'thumbnail.png' });
  });
  routes.get('/:id/preview', async (context) => {
    const job = await own(context);
    return sendFile(context, asFile(await previewOf(jobs, job), job, 'preview'));
  });
  for (const [path, read] of Object.entries({ masks: maskOf, given: givenOf, kept: keptOf })) {
    routes.get(`/:id/${path}/:n`, async (context) => {
      const job = await own(context);
      const picture = await read(jobs, job, numberOf(context));
      return sendFile(context, {
        ...asFile(picture, job, 'mask'),
        name: maskFileName(job, path, picture.index),
      });
    });
  }
  routes.get('/:id/maskset', async (context) => {
    const job = await own(context);
    const bytes = zipSync(await maskSet(job));
    return sendFile(context, { bytes, type: 'application/zip', name: `${nameOf(job)}.masks.zip` });
  });
  routes.get('/:id/recipe', async (context) => {
    const job = await own(context);
    const text = JSON.stringify(recipeOf(job, await inputName(job)), undefined, 2);
    const type = 'application/json; charset=utf-8';
    return sendFile(context, { bytes: strToU8(text), type, name: `${nameOf(job)}.recipe.json` });
  });
  routes.get('/:id/sheet', async (context) => {
    const job = await own(context);
    const [input, result] = await Promise.all([inputOf(jobs, job), resultOf(jobs, job)]);
    const [before, after] = await Promise.all(
      [input, result].map(({ bytes }) => decodePicture(bytes, limits)),
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

  /** A mask per edit under the names that the recipe's command line uses, painted ones as they were. */
  async function maskSet(job: Job): Promise<Record<string, Uint8Array>> {
    const { given } = addressOf(job);
    const files: Record<string, Uint8Array> = {};
    for (const [index] of job.edits.entries()) {
      const picture = await (given.includes(index) ? givenOf : maskOf)(jobs, job, index);
      files[maskFile(job, index)] = picture.bytes;
    }
    return files;
  }

  async function inputName(job: Job): Promise<string> {
    const { format } = await inputOf(jobs, job);
    return `picture.${format === 'other' ? 'tiff' : format}`;
  }
}

function maskFileName(job: Job, path: string, index: number): string {
  return path === 'kept' ? `kept-${index + 1}.png` : maskFile(job, index);
}

function numberOf(context: Context<Environment>): number {
  const text = context.req.param('n')!;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw malformed('Expected a number at the end of the path.', text);
}
