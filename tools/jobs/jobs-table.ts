/** How often jobs were answered. */
interface Answers {
  jobs: number;
  lost: number;
  twice: number;
}

interface Fairness {
  jain: number;
  largestLead: number;
}

interface Rate {
  perSecond: number;
  cpuMilliseconds: number;
}

/** What was measured on either database. */
interface Figures {
  killWorker: Answers;
  killRealWorker: Answers & { engineLeft: boolean };
  frontEndAway: Answers;
  frontEndBefore: Answers;
  frontEndAfter: Answers;
  databaseAway: Answers & { awaySeconds: number; askedMeanwhile: number };
  cancel: { queuedSeconds: number; runningSeconds: number };
  load: Answers & {
    users: number;
    workers: number;
    fairness: Fairness;
    firstComeFirstServed: Fairness;
    donePerSecond: number;
  };
  speed: { enqueued: Rate; ended: Rate; delivered: Rate; loadAverage: number };
}

export interface JobsFigures {
  embedded: Figures & { secondProcess: { code: string } };
  postgres: Figures & { frozenWorker: Answers };
}

/** The README's table, as lines of Markdown. */
export function tableOf(figures: JobsFigures): string[] {
  const both = (tell: (figures: Figures) => string | number) =>
    [figures.embedded, figures.postgres].map(tell);
  const { frozenWorker, load } = figures.postgres;
  const lines = [
    ['what happens', 'embedded', 'PostgreSQL'],
    ['---', '---', '---'],
    ['kill −9 of a worker in mid-edit', ...both((f) => times(f.killWorker))],
    [
      'the same in a real edit of 20 steps',
      ...both((f) => `${times(f.killRealWorker)}${orphan(f.killRealWorker)}`),
    ],
    ['kill −9 of the front end before the job is done', ...both((f) => times(f.frontEndAway))],
    ['… when it is about to answer', ...both((f) => times(f.frontEndBefore))],
    ['… between the answer and its acknowledgement', ...both((f) => times(f.frontEndAfter))],
    ['the database away', ...both((f) => away(f.databaseAway))],
    [
      'a worker that stands still for longer than its lease',
      'one process: cannot happen',
      times(frozenWorker),
    ],
    [
      'a second process',
      `refused, \`${figures.embedded.secondProcess.code}\`, by its number`,
      'shares the work',
    ],
    [
      'seconds until a job is cancelled: queued, running',
      ...both(({ cancel: f }) => `${f.queuedSeconds}, ${f.runningSeconds}`),
    ],
    [`${load.jobs} jobs of ${load.users} users, ${load.workers} workers`, ...both((f) => times(f.load))],
    ['how fair: Jain’s index, largest lead', ...both((f) => fair(f.load.fairness))],
    ['… had first come been first served', ...both((f) => fair(f.load.firstComeFirstServed))],
    ['those jobs a second, with pictures, progress and delivery', ...both((f) => f.load.donePerSecond)],
    ['the queue alone, jobs a second: taken in', ...both((f) => rate(f.speed.enqueued))],
    ['… handed out and ended', ...both((f) => rate(f.speed.ended))],
    ['… delivered', ...both((f) => rate(f.speed.delivered))],
    ['load average of the machine of 2 cores meanwhile', ...both((f) => f.speed.loadAverage)],
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`);
}

function times({ jobs, lost, twice }: Answers): string {
  if (lost + twice > 0) return `**${lost} lost, ${twice} twice**`;
  return jobs === 1 ? 'answered once' : `${jobs} answered, each once`;
}

const orphan = ({ engineLeft }: { engineLeft: boolean }) =>
  engineLeft ? ', **its engine runs on**' : ', its engine gone';

const away = (figures: Figures['databaseAway']) =>
  `for ${figures.awaySeconds} s: ${times(figures)}${figures.askedMeanwhile ? `; ${figures.askedMeanwhile} were asked for meanwhile` : ''}`;

const fair = ({ jain, largestLead }: Fairness) => `${jain.toFixed(2)}, ${largestLead}`;

const rate = ({ perSecond, cpuMilliseconds }: Rate) => `${perSecond} (${cpuMilliseconds} ms of CPU a job)`;
