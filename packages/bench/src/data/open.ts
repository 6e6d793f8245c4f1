import { DualeditError } from '@dualedit/foundation';
import { cocoEdit } from './coco-edit.js';
import { dioramaBench } from './diorama-bench.js';
import type { BenchData } from './item.js';
import { lomoeBench } from './lomoe-bench.js';
import { oirBench } from './oir-bench.js';
import { pieBench } from './pie-bench.js';

/**
 * Opens `diorama:COUNT`, `diorama-starter:COUNT` (for packs that know no more than the small world), `pie:FOLDER`, `lomoe:FOLDER`, `oir:FOLDER` or `coco:FOLDER`.
 * @param targets for COCO-edit: `cat=dog,zebra=horse`
 * @throws DualeditError `data-unknown`, `data-missing`, `data-malformed`, `data-targets`
 */
export async function openData(text: string, targets = ''): Promise<BenchData> {
  const [kind, where = ''] = splitOnce(text);
  switch (kind) {
    case 'diorama':
    case 'diorama-starter':
      return dioramaBench({
        world: kind === 'diorama' ? 'full' : 'starter',
        ...(where === '' ? {} : { count: countOf(where) }),
        removals: Math.ceil((where === '' ? 100 : countOf(where)) / 5),
      });
    case 'pie':
      return pieBench(where);
    case 'lomoe':
      return lomoeBench(where);
    case 'oir':
      return oirBench(where);
    case 'coco':
      return cocoEdit(where, pairs(targets));
    default:
      throw unknownData(text);
  }
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf(':');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** @throws DualeditError `data-unknown` */
function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw unknownData(`diorama:${text}`);
  return count;
}

function pairs(text: string): Map<string, string> {
  const found = text.split(',').map((pair) => pair.split('=', 2));
  return new Map(found.flatMap(([noun, target]) => (noun && target ? [[noun, target]] : [])));
}

function unknownData(received: string): DualeditError {
  return new DualeditError({
    code: 'data-unknown',
    message: `Expected diorama:COUNT, or pie, lomoe, oir or coco and a folder, but received ${JSON.stringify(received)}.`,
    hint: 'Write diorama:100, or the kind and its folder, such as pie:PIE-Bench_v1.',
    received,
  });
}
