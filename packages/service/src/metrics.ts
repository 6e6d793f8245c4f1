import type { Figures, Jobs } from '@dualedit/jobs';
import { Gauge, Registry } from 'prom-client';
import type { RunningBot } from './running-bot.js';

/** What `/metrics` answers. */
export interface Metrics {
  /** Of the answer's header. */
  readonly contentType: string;
  /** The figures as they are now, in the text format of Prometheus. Without a database, only what the process knows. */
  text(): Promise<string>;
}

type Row = [value: number, labels?: Record<string, string>];

/** The figures of the store and of this process. No label names a user, a word or a picture. */
export function createMetrics(jobs: Jobs, bot: () => Pick<RunningBot, 'ready'> | undefined): Metrics {
  return {
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    async text() {
      // one for each answer, since several may be asked for at once
      const registry = new Registry();
      const figures = await jobs.admin.figures().catch(() => undefined);
      const { rss, heapUsed } = process.memoryUsage();
      const connected = (await bot()?.ready()) ?? false;
      add(registry, 'dualedit_connected', 'Whether the bot hears its platform', [[Number(connected)]]);
      add(registry, 'dualedit_database_up', 'Whether the database answers', [
        [Number(figures !== undefined)],
      ]);
      add(registry, 'process_resident_memory_bytes', 'Memory of this process', [[rss]]);
      add(registry, 'nodejs_heap_size_used_bytes', 'Heap of this process', [[heapUsed]]);
      if (figures) addFigures(registry, figures);
      return registry.metrics();
    },
  };
}

function addFigures(registry: Registry, figures: Figures): void {
  const { day, workers, pictures } = figures;
  const labeled = (values: Record<string, number>, label: string): Row[] =>
    Object.entries(values).map(([name, value]) => [value, { [label]: name }]);
  const stages = Object.entries(day.stages);
  const all: [name: string, help: string, rows: Row[]][] = [
    ['dualedit_jobs', 'Stored jobs by state', labeled(figures.jobs, 'state')],
    ['dualedit_queue_oldest_seconds', 'How long the oldest job has waited', [[figures.oldestQueuedSeconds]]],
    ['dualedit_paused', 'Whether workers take no new jobs', [[Number(figures.paused !== undefined)]]],
    ['dualedit_workers', 'Workers that are alive', [[workers.length]]],
    ['dualedit_workers_busy', 'Workers that run a job', [[workers.filter(({ job }) => job).length]]],
    ['dualedit_pictures', 'Stored pictures', [[pictures.count]]],
    ['dualedit_pictures_bytes', 'Their size', [[pictures.bytes]]],
    ['dualedit_deliveries_waiting', 'Answers on their way', labeled(figures.undelivered, 'front_end')],
    ['dualedit_deliveries_given_up', 'Answers without a way', labeled(figures.undeliverable, 'front_end')],
    ['dualedit_day_jobs', 'Jobs that ended within 24 hours', labeled(ended(day), 'state')],
    ['dualedit_day_failures', 'Failures within 24 hours by code', labeled(day.errors, 'code')],
    ['dualedit_day_users', 'People with a job within 24 hours', [[day.users]]],
    ['dualedit_day_wait_seconds', 'Median from request to start within 24 hours', [[day.waitSeconds]]],
    ['dualedit_day_run_seconds', 'Median from start to end within 24 hours', [[day.runSeconds]]],
    [
      'dualedit_day_stage_seconds_sum',
      'Seconds of each stage within 24 hours',
      stages.map(([stage, { seconds }]) => [seconds, { stage }]),
    ],
    [
      'dualedit_day_stage_count',
      'Jobs that went through each stage within 24 hours',
      stages.map(([stage, { count }]) => [count, { stage }]),
    ],
  ];
  for (const [name, help, rows] of all) add(registry, name, help, rows);
}

const ended = ({ done, failed, cancelled }: Figures['day']) => ({ done, failed, cancelled });

function add(registry: Registry, name: string, help: string, rows: readonly Row[]): void {
  const labelNames = Object.keys(rows[0]?.[1] ?? {});
  const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
  for (const [value, labels = {}] of rows) gauge.set(labels, value);
}
