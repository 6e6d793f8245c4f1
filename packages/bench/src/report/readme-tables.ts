import { writeFile } from 'node:fs/promises';
import type { BenchRun } from '../run/result.js';
import type { ReportFacts } from './markdown.js';
import { fillTable, plansOf } from './plan.js';
import { markdownTable } from './table.js';

/** A small file for each table, `PATH-methods.json` and so on, from which README files are filled. */
export async function writeTables(out: string, run: BenchRun, facts: ReportFacts): Promise<void> {
  const settings = Object.fromEntries(run.arms.map(({ name, settings: own }) => [name, own]));
  for (const plan of plansOf(run)) {
    const { commit, machine } = facts;
    const table = markdownTable(fillTable(run, plan));
    const content = { table, settings, data: run.data, pictures: run.items.length, commit, machine };
    await writeFile(`${out}-${plan.title.toLowerCase()}.json`, `${JSON.stringify(content, null, 2)}\n`);
  }
}
