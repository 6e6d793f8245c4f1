#!/usr/bin/env node
import { availableParallelism } from 'node:os';

// Read by libuv when its first thread starts, so it is set before anything that loads sharp.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(4, availableParallelism()));
const { main } = await import('./main.js');
await main(process.argv);
