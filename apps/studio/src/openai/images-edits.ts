import { formatCommand } from '@dualedit/commands';
import { DualeditError, encodeMask, type Mask } from '@dualedit/foundation';
import type { Job, User } from '@dualedit/jobs';
import { type Context, Hono } from 'hono';
import { askForEdit } from '../edits/ask.js';
import { pathOf } from '../edits/edit-view.js';
import { resultOf } from '../edits/files.js';
import { bytesOf, readForm } from '../edits/form.js';
import type { Rate } from '../guard/rate.js';
import { atMost } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import type { StudioLimits } from '../options.js';
import type { StudioParts } from '../studio-parts.js';
import { openaiFailure } from './failure.js';
import { type ImagesEdit, readFields } from './fields.js';
import { openaiMask } from './mask.js';
import { masksWithin } from './masks-within.js';
import { fitted } from './size.js';

/**
 * `POST /v1/images/edits` as clients of OpenAI send it: `image`, `mask` (transparent = edit), `prompt` (a command), `n`,
 * `size`, `response_format`. It answers when the edit is done; a client that goes away cancels it.
 */
export function openaiRoutes(parts: StudioParts, limits: StudioLimits, work: Rate): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.onError((error, context) => openaiFailure(error, context));

  routes.get('/models', (context) =>
    context.json({
      object: 'list',
      data: [{ id: parts.pack.name, object: 'model', created: 0, owned_by: 'dualedit' }],
    }),
  );

  routes.post('/images/edits', atMost(limits.requestBytes), async (context) => {
    const user = context.get('user');
    work.take(user.id);
    const fields = await readFields(await readForm(context));
    const job = await ask(parts, user, fields, context.req.raw.signal);
    const done = await ended(parts, job, context.req.raw.signal);
    if (done.error) throw new DualeditError({ ...done.error });
    return context.json(await answer(context, parts, { job: done, fields }));
  });

  return routes;
}

async function ask(
  parts: StudioParts,
  user: User,
  { image, mask, prompt, n, format, settings }: ImagesEdit,
  signal: AbortSignal,
): Promise<Job> {
  const { id } = await parts.pictures.add(user, await bytesOf(image));
  const picture = await parts.pictures.decode(user, id);
  const region: Mask | undefined = mask && (await openaiMask(await bytesOf(mask), picture));
  const found = region ? await masksWithin(parts, user, { id, prompt, region, signal }) : [];
  const masks = new Map<number, Uint8Array>();
  for (const [index, one] of found) masks.set(index, await encodeMask(one));
  return askForEdit(parts, user, {
    picture: id,
    command: prompt,
    masks,
    invertMasks: false,
    variants: n,
    settings: { metadata: 'none', ...settings, format },
  });
}

/** Resolves with the job when it has ended. Cancels it if the client goes. */
async function ended({ jobs, events }: StudioParts, { id, user }: Job, signal: AbortSignal): Promise<Job> {
  let stop = () => {};
  const over = new Promise<void>((resolve) => {
    stop = events.listen(({ data }) => data.id === id && !isRunning(data) && resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const now = await jobs.get(id);
  if (!now.finishedAt) await over;
  stop();
  return signal.aborted ? jobs.cancel(id, user) : jobs.get(id);
}

const isRunning = (data: object) =>
  'status' in data && (data.status === 'queued' || data.status === 'masks' || data.status === 'editing');

async function answer(
  context: Context<Environment>,
  { jobs }: StudioParts,
  { job, fields }: { job: Job; fields: ImagesEdit },
) {
  const count = job.result?.variants?.length ?? 1;
  const data = [];
  for (let index = 0; index < count; index++) {
    data.push({ ...(await picture(index)), revised_prompt: formatCommand(job.edits) });
  }
  return { created: Math.floor(Date.now() / 1000), data };

  async function picture(index: number) {
    if (fields.responseFormat === 'url')
      return { url: new URL(`${pathOf(job.id)}/results/${index}`, context.req.url).href };
    const { bytes, format } = await resultOf(jobs, job, index);
    const sized = await fitted(bytes, { size: fields.size, format });
    return { b64_json: Buffer.from(sized).toString('base64') };
  }
}
