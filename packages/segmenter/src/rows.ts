import type { Row } from '@dualedit/foundation';
import type { Instance } from './instance.js';

/** Things whose middles are closer than this share of their heights stand in one row. */
const SAME_ROW = 0.5;

/** The instances of one row; empty if there is no such row, such as a middle one of two. */
export function inRow(instances: readonly Instance[], row: Row): Instance[] {
  const rows = findRows(instances);
  if (row === 'top') return rows[0] ?? [];
  if (row === 'bottom') return rows.at(-1) ?? [];
  return rows.length % 2 === 1 ? (rows[(rows.length - 1) / 2] ?? []) : [];
}

/** From the top down. */
function findRows(instances: readonly Instance[]): Instance[][] {
  const rows: Instance[][] = [];
  for (const instance of instances.toSorted((a, b) => middle(a) - middle(b))) {
    const above = rows.at(-1)?.at(-1);
    const apart = above && middle(instance) - middle(above);
    const height = above ? Math.min(above.box.height, instance.box.height) : 0;
    if (apart === undefined || apart > SAME_ROW * height) rows.push([instance]);
    else rows.at(-1)!.push(instance);
  }
  return rows;
}

const middle = ({ box }: Instance) => box.top + box.height / 2;
