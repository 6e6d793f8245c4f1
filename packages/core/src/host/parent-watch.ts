// A thread beside the models: a run blocks the main one, for seconds with a large model, and shall not outlive its parent.
import { workerData } from 'node:worker_threads';

const EVERY_MS = 200;
const { parent } = workerData as { parent: number };

// Who loses its parent is given another. Not on Windows: there the engine ends when the run does.
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
