// What must hold on public servers, with real processes and PostgreSQL. With names, only those parts are run again:
//
//   npx tsx tools/jobs/campaign.ts [kills discord telegram week] [--small]      writes results/campaign.json
//
// `--small` tries everything at a size that takes minutes; its figures go to the folder that RESULTS names.
import { loadavg } from 'node:os';
import { killAtRandom } from '../../packages/jobs/testing/random-kills.mjs';
import { keepResults, provenance, readResults, writeResults } from '../shared/results.js';
import { discordCrowd, telegramCrowd } from './campaign/crowd.js';
import { type CampaignFigures, tableOf } from './campaign/table.js';
import { week } from './campaign/week.js';

const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const isSmall = process.argv.includes('--small');
const SIZES = isSmall
  ? { kills: 20, jobs: 10, users: 20, days: 4, jobsADay: 10 }
  : { kills: 1_000, jobs: 500, users: 200, days: 7, jobsADay: 200 };
const SEED = 20_261_129;

const parts = {
  kills: () => killAtRandom({ kills: SIZES.kills, jobs: SIZES.jobs, seed: SEED }),
  discord: () => discordCrowd(SIZES.users),
  telegram: () => telegramCrowd(SIZES.users),
  week: () => week({ days: SIZES.days, jobsADay: SIZES.jobsADay }),
};

const figures = readResults<{ figures: Partial<CampaignFigures> }>('campaign')?.figures ?? {};
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = { ...(await run()), loadAverage: Number(loadavg()[0]!.toFixed(1)) };
  Object.assign(figures, { [name]: measured });
  process.stderr.write(`${name} ${JSON.stringify(measured)}\n`);
  keepResults('campaign', { figures, ...provenance() });
}
writeResults('campaign', { table: tableOf(figures), figures });
// Nothing is left running; connections that close would keep it alive a little longer.
process.exit();
