import type { Job, Jobs, User } from '@dualedit/jobs';
import { type Context, Hono } from 'hono';
import type { EditPage } from '../contract.js';
import { addressOf, asJson } from '../edits/address.js';
import { askForEdit, decodeMasks } from '../edits/ask.js';
import { editView } from '../edits/edit-view.js';
import { readEditForm } from '../edits/form.js';
import { mine } from '../edits/mine.js';
import { removeEdit, removeHistory } from '../edits/remove.js';
import type { Rate } from '../guard/rate.js';
import { atMost, isJson, readJson } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { malformed } from '../http/errors.js';
import type { StudioLimits } from '../options.js';
import { editSchema, keepSchema } from '../schemas.js';
import type { StudioParts } from '../studio-parts.js';

const MOST_OF_PAGE = 100;
const LONGEST_KEY = 200;

/** Edits as jobs: ask, look, cancel, keep, delete. */
export function editRoutes(parts: StudioParts, limits: StudioLimits, work: Rate): Hono<Environment> {
  const { jobs, events } = parts;
  const routes = new Hono<Environment>();

  routes.post('/', atMost(limits.requestBytes), async (context) => {
    const user = context.get('user');
    work.take(user.id);
    const key = keyOf(context);
    if (isJson(context)) {
      const { masks, ...asked } = await readJson(context, editSchema);
      const job = await askForEdit(parts, user, {
        ...asked,
        masks: decodeMasks(masks),
        invertMasks: false,
        key,
      });
      return context.json(editView(job), 202);
    }
    const asked = await readEditForm(context, parts);
    return context.json(editView(await askForEdit(parts, user, { ...asked, key })), 202);
  });

  routes.get('/', async (context) => {
    const { limit, before } = context.req.query();
    return context.json(await pageOf(jobs, context.get('user'), { limit: pageSize(limit), before }));
  });

  routes.get('/:id', async (context) => context.json(editView(await ownOf(context))));

  routes.post('/:id/cancel', async (context) => {
    const { id } = await ownOf(context);
    return context.json(editView(await jobs.cancel(id, context.get('user'))));
  });

  routes.post('/:id/keep', atMost(), async (context) => {
    const { result } = await readJson(context, keepSchema);
    const own = await ownOf(context);
    await jobs.pick(own.id, result);
    await jobs.setAddress(own.id, asJson({ ...addressOf(own), isKept: true }));
    const kept = await jobs.get(own.id);
    events.changed(kept);
    return context.json(editView(kept));
  });

  routes.delete('/:id', async (context) => {
    await removeEdit(parts, context.get('user'), context.req.param('id'));
    return context.body(null, 204);
  });

  return routes;

  function ownOf(context: Context<Environment>): Promise<Job> {
    return mine(jobs, context.get('user'), context.req.param('id')!);
  }
}

async function pageOf(
  jobs: Jobs,
  user: User,
  { limit, before }: { limit: number; before: string | undefined },
): Promise<EditPage> {
  // One more than asked for says whether there is another page.
  const found = await jobs.list({ user }, limit + 1, before);
  return {
    edits: found.slice(0, limit).map(editView),
    ...(found.length > limit && { next: found[limit - 1]!.id }),
  };
}

/** Deletes everything of a user. */
export function historyRoutes(parts: StudioParts): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.delete('/', async (context) => context.json(await removeHistory(parts, context.get('user'))));
  return routes;
}

function keyOf(context: Context<Environment>): string | undefined {
  const key = context.req.header('idempotency-key');
  if (key !== undefined && (key === '' || key.length > LONGEST_KEY))
    throw malformed(`Expected an idempotency-key of 1 to ${LONGEST_KEY} characters.`);
  return key;
}

function pageSize(text: string | undefined): number {
  const size = Number(text ?? 50);
  if (Number.isInteger(size) && size >= 1 && size <= MOST_OF_PAGE) return size;
  throw malformed(`Expected a limit from 1 to ${MOST_OF_PAGE}.`, text);
}
