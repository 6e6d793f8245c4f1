import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EMBEDDED, findPack } from '@dualedit/editor';
import { DualeditError } from '@dualedit/foundation';
import {
  checkName,
  explainLicence,
  hubSettings,
  type ModelKind,
  type ModelReference,
  modelsFolder,
  type Pulled,
  type PullOptions,
  type PullPlan,
  type PullProgress,
  packTarget,
  partTarget,
  pullLocal,
  pullModel,
  readReference,
  type Target,
} from '@dualedit/hub';
import { Interrupted, interruptible } from '../interrupt.js';
import type { PullCommandOptions } from '../options.js';
import { formatBytes, formatSeconds } from '../terminal/format.js';
import type { PartProgress } from '../terminal/progress-line.js';
import { createReport, type Report } from '../terminal/report.js';
import { checkFamily, checkUsable } from './packs.js';

export async function runPull(model: string | undefined, options: PullCommandOptions): Promise<void> {
  const report = createReport(options);
  const { local } = options;
  if ((model === undefined) === (local === undefined)) throw oneOrTheOther(model, local);
  try {
    await interruptible(async ({ signal }) => {
      const reference = model === undefined ? undefined : readReference(model);
      const target = await targetOf(reference, options);
      const common = {
        signal,
        onProgress: (progress: PullProgress) => report.onProgress(toProgress(progress)),
        ...(target.kind === 'diffusion' && { accept: checkFamily, check: checkUsable }),
      };
      const pulled = reference
        ? await pullFromHub(reference, target, common, report)
        : await pullLocal(local!, target, common);
      await tell(report, pulled, target, reference);
    });
  } catch (error) {
    if (error instanceof Interrupted) error.hint = 'What is here is kept; the same command goes on.';
    throw error;
  }
}

async function pullFromHub(
  reference: ModelReference,
  target: Target,
  common: Omit<PullOptions, 'settings'>,
  report: Report,
): Promise<Pulled> {
  const { known, repository, revision } = reference;
  const settings = await hubSettings();
  const onPlan = ({ bytes, alreadyHere, licence, files }: PullPlan) => {
    const rest = alreadyHere > 0 ? `, ${formatBytes(alreadyHere)} of it here already` : '';
    report.note(`${repository}@${revision}: ${files} files, ${formatBytes(bytes)}${rest}`);
    report.note(explainLicence(licence));
    if (known) report.note(`${known.note} We did not verify it.`);
  };
  const onWait = (ms: number, reason: string) => {
    if (ms >= WORTH_SAYING_MS) report.note(`${reason}; again in ${formatSeconds(ms / 1000)}`);
  };
  return pullModel(reference, target, { ...common, settings, onPlan, onWait });
}

/** Shorter pauses are over before they are read. */
const WORTH_SAYING_MS = 2000;

async function tell(
  report: Report,
  pulled: Pulled,
  target: Target,
  reference: ModelReference | undefined,
): Promise<void> {
  const { folder, wasHere, bytes } = pulled;
  if (target.kind === 'diffusion') {
    report.note(`To edit with it: dualedit edit photo.jpg "cat→dog" --model ${basename(folder)}`);
  } else if (target.kind === 'detector' || target.kind === 'sam') {
    const other = target.kind === 'sam' ? 'detector' : 'sam';
    const isThere = existsSync(join(dirname(folder), other, 'config.json'));
    if (!isThere) report.note(`Masks from words take a ${other} too: pull one into the same pack.`);
  }
  const text = wasHere
    ? `${folder}: all of it is here already`
    : `${folder}: ${formatBytes(bytes)}, every file checked`;
  await report.result({ ...pulled, kind: target.kind, known: reference?.known !== undefined }, text);
}

/** Where it goes: a pack of its own, or a part of one that is here. */
async function targetOf(
  reference: ModelReference | undefined,
  { name, into, part, local }: PullCommandOptions,
): Promise<Target> {
  const known = reference?.known?.kind;
  const kind: ModelKind = known ?? part ?? 'diffusion';
  if (part !== undefined && known !== undefined && part !== known) {
    throw usage(`${reference!.name} is a ${known}, and no ${part}.`, 'Leave --part out.');
  }
  if (kind === 'diffusion') {
    if (into !== undefined) {
      throw usage(
        `What part of "${into}" it should be is not said.`,
        'Say it with --part, or leave --into out for a pack of its own.',
      );
    }
    const called = name ?? reference?.name;
    if (called === undefined) {
      throw usage(`What "${local}" should be called here is not said.`, 'Say it with --name.');
    }
    return packTarget(modelsFolder(), checkName(called));
  }
  if (into === undefined) {
    throw usage(`A ${kind} is a part of a pack.`, 'Say with --into of which one, such as --into sd-1.5.');
  }
  if (into === EMBEDDED) {
    throw usage('The embedded model "diorama" takes no parts.', 'Name a pack that was pulled.');
  }
  return partTarget(await findPack(into), kind);
}

function toProgress({ file, bytes, totalBytes, bytesPerSecond, etaSeconds }: PullProgress): PartProgress {
  const speed = bytesPerSecond === undefined ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  return {
    stage: 'pull',
    fraction: totalBytes === 0 ? 1 : bytes / totalBytes,
    ...(etaSeconds !== undefined && { etaSeconds }),
    detail: `${formatBytes(bytes)} of ${formatBytes(totalBytes)}${speed}`,
    data: { file, bytes, totalBytes },
  };
}

function oneOrTheOther(model: string | undefined, local: string | undefined): DualeditError {
  return model === undefined && local === undefined
    ? usage('Which model to pull is not said.', 'See "dualedit models list" for known ones.')
    : usage('Both a model and --local are given.', 'Give one of them.');
}

function usage(message: string, hint: string): DualeditError {
  return new DualeditError({ code: 'usage', message, hint });
}
