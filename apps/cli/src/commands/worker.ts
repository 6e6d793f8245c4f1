import type { Worker } from '@dualedit/jobs';
import { Command } from 'commander';
import type { ModelOptions } from '../options.js';
import { wholeNumber, withCommonOptions, withModelOptions } from './options.js';

interface WorkerOptions extends ModelOptions {
  database?: string;
  folder?: string;
  name?: string;
  grace?: number;
  shareDevice?: boolean;
}

const HELP = `
It takes edits from the queue that bots fill, one at a time, until it is told to end: SIGTERM or Ctrl-C lets
it finish the running edit first, a second one gives that back to the queue. Killed outright, its edit is
taken over by another worker.

Examples:
  DATABASE_URL=postgres://dualedit@db.example/dualedit dualedit worker
  CUDA_VISIBLE_DEVICES=1 dualedit worker --device cuda --name gpu-box-1 --grace 25
`;

const DAY_SECONDS = 86_400;

export function workerCommand(): Command {
  const command = new Command('worker')
    .summary('run the edits that bots were asked for')
    .description('Takes edits from the queue of a database, on as many machines as there are workers.')
    .option('--database <url>', 'a PostgreSQL server; DATABASE_URL if not given')
    .option('--folder <folder>', 'an embedded database, where there is no server; DUALEDIT_JOBS if not given')
    .option('--name <name>', 'how figures and failures call it; host and process if not given')
    .option('--no-safety-check', "give out results that the pack's safety checker, if it has one, flags")
    .option('--share-device', 'run although another worker of this machine runs on the same card')
    .option('--grace <seconds>', 'how long it may finish when told to end', wholeNumber(0, DAY_SECONDS))
    .addHelpText('after', HELP);
  return withCommonOptions(withModelOptions(command)).action(runWorker);
}

async function runWorker(options: WorkerOptions): Promise<void> {
  const [{ openJobs }, { openEditor }] = await Promise.all([
    import('@dualedit/jobs'),
    import('@dualedit/editor'),
  ]);
  const tell = teller(options);
  const { model, maskSource, captions, device = 'auto' } = options;
  const jobs = await openJobs({
    ...(options.database !== undefined && { databaseUrl: options.database }),
    ...(options.folder !== undefined && { databaseUrl: '', folder: options.folder }),
    onTrouble: (error) => tell('trouble', (error as Error).message),
  });
  try {
    const editor = await openEditor({
      model,
      device,
      maskSource,
      captions,
      safetyCheck: options.safetyCheck === false ? false : 'auto',
      exclusive: !options.shareDevice,
    });
    const where = editor.device ?? device;
    const worker = await jobs.startWorker({
      editor: async () => editor.engine,
      device: where,
      ...(options.name !== undefined && { name: options.name }),
    });
    tell('ready', `Worker ${worker.id} takes edits, on ${where}.`);
    await untilTold(worker, options, tell);
    tell('ended', `Worker ${worker.id} has ended.`);
  } finally {
    await jobs.close();
  }
}

/** Resolves when the worker has ended: by itself never, by a first signal with its edit, by a second without. */
async function untilTold(worker: Worker, { grace }: WorkerOptions, tell: Teller): Promise<void> {
  let told = false;
  const end = () => {
    tell('draining', told ? 'Giving back the running edit.' : 'Finishing the running edit.');
    void worker.drain(told ? 0 : grace);
    told = true;
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  await worker.ended;
  process.off('SIGTERM', end).off('SIGINT', end);
}

type Teller = (event: string, text: string) => void;

/** A service's log: lines on stderr, wherever that goes. */
function teller({ json = false, quiet = false }: WorkerOptions): Teller {
  if (json) return (event, message) => process.stderr.write(`${JSON.stringify({ event, message })}\n`);
  return (event, text) => (quiet && event !== 'trouble') || process.stderr.write(`${text}\n`);
}
