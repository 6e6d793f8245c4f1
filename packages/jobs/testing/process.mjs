// A process of the kind that is killed in tests: a front end, workers, or both, steered over IPC.
import { openJobs } from '@dualedit/jobs';
import { quickEditor } from './quick-editor.mjs';

const { store, workers = 0, editMilliseconds, real = false, frontEnd } = JSON.parse(process.env.JOBS_PROCESS);

const tell = (message) => process.send?.(message);
const onRun = (run) => tell({ event: 'run', ...run });

const jobs = await openJobs({
  ...store,
  onTrouble: (error) => tell({ event: 'trouble', code: error.code, message: error.message }),
}).catch((error) => {
  tell({ event: 'refused', code: error.code, message: error.message, hint: error.hint });
  process.exit(1);
});

const editor = async () => {
  if (!real) return quickEditor({ milliseconds: editMilliseconds, onRun });
  const { startEditor } = await import('@dualedit/core');
  return startEditor();
};
const crew = [];
for (let i = 0; i < workers; i++) {
  crew.push(await jobs.startWorker({ editor, name: `worker-${process.pid}-${i}` }));
}

if (frontEnd) {
  jobs.watch({ frontEnd: 'chat' }, ({ id, state, place, fraction, preview }) =>
    tell({ event: 'watch', id, state, place, fraction, preview }),
  );
  jobs.deliver('chat', answer, { concurrency: frontEnd.concurrency ?? 1 });
}

async function answer({ job, key, attempt }) {
  if (frontEnd.hold === 'before') await hold();
  await fetch(frontEnd.platform, {
    method: 'POST',
    body: JSON.stringify({
      nonce: key,
      message: job.address.message,
      job: job.id,
      state: job.state,
      attempt,
    }),
  });
  if (frontEnd.hold === 'after') await hold();
}

/** Stays in the middle of a delivery, to be killed there. */
function hold() {
  tell({ event: 'holding' });
  return new Promise(() => {});
}

process.on('message', async ({ id, path, args }) => {
  try {
    const [method, owner] = path.split('.').reverse();
    if (owner === 'insist') {
      tell({ reply: id, value: await jobs.insist(() => jobs[method](...args)) });
      return;
    }
    const target = owner ? jobs[owner] : jobs;
    tell({ reply: id, value: await target[method](...args) });
  } catch (error) {
    tell({ reply: id, error: { code: error.code, message: error.message, hint: error.hint } });
  }
});
process.on('SIGTERM', async () => {
  await Promise.all(crew.map((worker) => worker.drain()));
  await jobs.close();
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
tell({ event: 'ready' });
