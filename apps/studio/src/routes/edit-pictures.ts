import { decodePicture } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import { type Context, Hono } from 'hono';
import { asFile, givenOf, inputOf, keptOf, maskOf, previewOf, resultOf } from '../edits/files.js';
import { mine } from '../edits/mine.js';
import { maskFile } from '../edits/recipe.js';
import type { Environment } from '../http/environment.js';
import { malformed } from '../http/errors.js';
import { sendFile } from '../http/files.js';
import type { StudioLimits } from '../options.js';
import { show, thumbnail } from '../pictures/display.js';
import type { StudioParts } from '../studio-parts.js';

/** The pictures of an edit: results, previews, masks; below `/edits`. */
export function editPictureRoutes({ jobs }: StudioParts, { picturePixels }: StudioLimits): Hono<Environment> {
  const routes = new Hono<Environment>();
  const own = (context: Context<Environment>) => mine(jobs, context.get('user'), context.req.param('id')!);

  routes.get('/:id/results/:n', async (context) => {
    const job = await own(context);
    return sendFile(context, asFile(await resultOf(jobs, job, numberOf(context)), job, 'edited'));
  });
  routes.get('/:id/results/:n/display', async (context) => {
    const { bytes } = await resultOf(jobs, await own(context), numberOf(context));
    const picture = await decodePicture(bytes, { maxPixels: picturePixels });
    return sendFile(context, { ...(await show(picture)), name: 'edited.png' });
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
      const name = maskFileName(job, path, picture.index);
      return sendFile(context, { ...asFile(picture, job, 'mask'), name });
    });
  }
  return routes;
}

function maskFileName(job: Job, path: string, index: number): string {
  return path === 'kept' ? `kept-${index + 1}.png` : maskFile(job, index);
}

function numberOf(context: Context<Environment>): number {
  const text = context.req.param('n')!;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw malformed('Expected a number at the end of the path.', text);
}
