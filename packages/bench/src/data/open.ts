import { DualeditError } from '@dualedit/foundation';
import { cocoEdit } from './coco-edit.js';
import { dioramaBench2 } from './diorama-2/diorama-bench-2.js';
import { SIZES, type SizeName } from './diorama-2/slots.js';
import { dioramaBench } from './diorama-bench.js';
import type { BenchData } from './item.js';
import { lomoeBench } from './lomoe-bench.js';
import { miceBench } from './mice-bench.js';
import { oirBench } from './oir-bench.js';
import { pieBench } from './pie-bench.js';
import { pieBenchPp } from './pie-bench-pp.js';
import { plainBench } from './plain-bench.js';

/**
 * Opens `diorama2:SIZE` (`quick`, `nightly`, `full` or a number of scenes), `diorama:COUNT`, `diorama-starter:COUNT` (for
 * packs that know no more than the small world), or `pie`, `pie++`, `lomoe`, `mice`, `ale`, `oir`, `coco` or `plain` with a
 * folder, such as `pie:PIE-Bench_v1`.
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
        ...(where === '' ? {} : { count: countOf(where, kind) }),
        removals: Math.ceil((where === '' ? 100 : countOf(where, kind)) / 5),
      });
    case 'diorama2':
      return dioramaBench2({ count: sizeOf(where, kind) });
    case 'pie':
      return pieBench(where);
    case 'pie++':
      return pieBenchPp(where);
    case 'mice':
      return miceBench(where);
    case 'ale':
      return plainBench(where, 'ALE-Bench');
    case 'plain':
      return plainBench(where, where);
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
function countOf(text: string, kind: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw unknownData(`${kind}:${text}`);
  return count;
}

/** A name of a size or a number; nothing is the full set. @throws DualeditError `data-unknown` */
function sizeOf(text: string, kind: string): number {
  if (text === '') return SIZES.full;
  return text in SIZES ? SIZES[text as SizeName] : countOf(text, kind);
}

function pairs(text: string): Map<string, string> {
  const found = text.split(',').map((pair) => pair.split('=', 2));
  return new Map(found.flatMap(([noun, target]) => (noun && target ? [[noun, target]] : [])));
}

function unknownData(received: string): DualeditError {
  return new DualeditError({
    code: 'data-unknown',
    message: `Expected diorama2:SIZE, diorama:COUNT, or pie, pie++, lomoe, mice, ale, oir, coco or plain and a folder, but received ${JSON.stringify(received)}.`,
    hint: 'Write diorama2:quick, diorama:100, or the kind and its folder, such as pie:PIE-Bench_v1.',
    received,
  });
}
