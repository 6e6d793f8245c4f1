import type { killAtRandom } from '../../../packages/jobs/testing/random-kills.mjs';
import type { discordCrowd, telegramCrowd } from './crowd.js';
import type { week } from './week.js';

type Part<Run extends (...options: never[]) => Promise<object>> = Awaited<ReturnType<Run>> & {
  loadAverage: number;
};

export interface CampaignFigures {
  kills: Part<typeof killAtRandom>;
  discord: Part<typeof discordCrowd>;
  telegram: Part<typeof telegramCrowd>;
  week: Part<typeof week>;
}

/** Lines of Markdown; what was not measured is left out. */
export function tableOf({ kills, discord, telegram, week }: Partial<CampaignFigures>): string[] {
  const rows: [string, string][] = [];
  if (kills) {
    const { worker, database, 'front-end': front } = kills.kills;
    const all = worker + database + front;
    rows.push([
      `${all} random kills over ${kills.jobs} jobs, 3 workers, PostgreSQL (${front} of bots, ${worker} of workers, ${database} of the database)`,
      `${kills.lost} lost, ${kills.doubled} doubled, ${kills.stuck} stuck, ${kills.failed} failed; ${kills.done} done`,
    ]);
  }
  if (discord)
    rows.push(
      [
        `${discord.users} people ask on Discord at once`,
        `${discord.acknowledgedWithin3s} acknowledged within 3 s, ${discord.answered} answered, ${discord.heldBack} calls held back by the library, none refused`,
      ],
      [
        '… seconds until acknowledged: median, p99, slowest',
        [discord.medianSeconds, discord.p99Seconds, discord.slowestSeconds]
          .map((one) => one.toFixed(2))
          .join(', '),
      ],
    );
  if (telegram)
    rows.push([
      `${telegram.people} people ask on Telegram at once; calls are refused and the bot is restarted in the middle`,
      `${telegram.answered} answered, ${telegram.twice} twice, ${telegram.floods} flood limits of our own making`,
    ]);
  if (week)
    rows.push([
      `${week.days} days of ${week.jobsADay} jobs, kept for ${week.keepJobsDays} days: last day against the first that deletes`,
      `database × ${week.databaseGrowth}, heap × ${week.heapGrowth}`,
    ]);
  return ['| what happens | what follows |', '| --- | --- |', ...rows.map(([a, b]) => `| ${a} | ${b} |`)];
}
