import { type BenchRun, isFailure } from '../../run/result.js';
import { type Line, lineChart } from '../chart.js';
import { escaped } from './escaped.js';

type Sums = Map<number, { sum: number; n: number }>;

/** One chart per loss: its mean over the items by step, for every arm that has it. */
export function lossCharts(run: BenchRun): string {
  const sums = new Map<string, Map<string, Sums>>();
  for (const { arms } of run.items) {
    for (const [arm, result] of Object.entries(arms)) {
      if (isFailure(result)) continue;
      for (const { step, ...losses } of result.losses) {
        for (const [loss, value] of Object.entries(losses)) add(sums, { loss, arm, step, value });
      }
    }
  }
  return [...sums]
    .map(([loss, byArm]) => {
      const lines = run.arms.flatMap(({ name }): Line[] => {
        const points = [...(byArm.get(name) ?? [])].map(([step, { sum, n }]) => [step, sum / n] as const);
        return points.length > 0 ? [{ name: escaped(name), points }] : [];
      });
      return lineChart(loss, 'step', lines);
    })
    .join('');
}

function add(
  sums: Map<string, Map<string, Sums>>,
  { loss, arm, step, value }: { loss: string; arm: string; step: number; value: number },
): void {
  const byArm = sums.get(loss) ?? new Map<string, Sums>();
  const line: Sums = byArm.get(arm) ?? new Map();
  const { sum, n } = line.get(step) ?? { sum: 0, n: 0 };
  line.set(step, { sum: sum + value, n: n + 1 });
  byArm.set(arm, line);
  sums.set(loss, byArm);
}
