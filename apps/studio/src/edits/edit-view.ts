import { formatCommand } from '@dualedit/commands';
import { type Checks, failures, type NoteKind, note } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import type { EditChecks, EditMask, EditResultView, EditView } from '../contract.js';
import { addressOf } from './address.js';
import { describeEdits } from './read-edits.js';

/** A job as the API shows it. */
export function editView(job: Job): EditView {
  const { id, result, error } = job;
  const { picture, language, parent, settings, variants, isKept = false } = addressOf(job);
  return {
    id,
    status: job.state,
    ...(job.place !== undefined && { place: job.place }),
    fraction: job.fraction,
    ...(job.stage !== undefined && { stage: job.stage }),
    ...(job.etaSeconds !== undefined && { secondsLeft: job.etaSeconds }),
    cancelling: job.cancelling,
    preview: job.preview,
    command: job.command,
    canonical: formatCommand(job.edits),
    ...(language !== undefined && { language }),
    edits: describeEdits(job.edits),
    ...(job.options.prompt !== undefined && { prompt: job.options.prompt }),
    settings,
    variants,
    picture,
    ...(parent !== undefined && { parent }),
    masks: masksOf(job),
    kept: (result?.unnamed ?? []).map((label, i) => ({ label, url: `${pathOf(id)}/kept/${i}` })),
    ...(result?.checks && { checks: checksView(result.checks) }),
    ...(result?.retried !== undefined && { retried: result.retried }),
    notes: (result?.notes ?? []).map((kind: NoteKind) => note(kind)),
    results: resultsOf(job),
    ...(job.state === 'done' && { chosen: result?.chosen ?? 0 }),
    isKept,
    hasFigures: result !== undefined,
    ...(error && { error: { code: error.code, message: error.message, next: error.hint, ...about(error) } }),
    createdAt: job.createdAt.toISOString(),
    ...(job.startedAt && { startedAt: job.startedAt.toISOString() }),
    ...(job.finishedAt && { finishedAt: job.finishedAt.toISOString() }),
    ...(job.picturesUntil && { expiresAt: job.picturesUntil.toISOString() }),
  };
}

const about = ({ received }: { received?: string }) => (received === undefined ? {} : { received });

export const pathOf = (id: string) => `/v1/edits/${id}`;

function masksOf(job: Job): EditMask[] {
  const { given } = addressOf(job);
  const areFound = job.state === 'editing' || job.state === 'done';
  return job.edits.flatMap((_, edit): EditMask[] => {
    const painted = given.includes(edit);
    if (!areFound && !painted) return [];
    const path = pathOf(job.id);
    return [{ edit, url: `${path}/masks/${edit}`, ...(painted && { given: `${path}/given/${edit}` }) }];
  });
}

function resultsOf({ id, state, result }: Job): EditResultView[] {
  if (state !== 'done' || !result) return [];
  const { config, checks, variants } = result;
  const ways = variants ?? [{ method: config.method, strength: config.strength, checks }];
  return ways.map(({ method, strength, checks }, index) => ({
    index,
    url: `${pathOf(id)}/results/${index}`,
    display: `${pathOf(id)}/results/${index}/display`,
    method,
    strength,
    ...(checks && { checks: checksView(checks) }),
  }));
}

function checksView(checks: Checks): EditChecks {
  const { edits, kept, passed } = checks;
  return {
    edits: edits.map(({ outcome, source, target, seen, with: worn }) => ({
      outcome,
      source,
      target,
      ...(seen !== undefined && { seen }),
      ...(worn !== undefined && { with: worn }),
    })),
    kept,
    passed,
    failures: failures(checks),
  };
}
