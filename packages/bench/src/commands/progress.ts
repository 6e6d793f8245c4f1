import type { RunProgress } from '../run/clock.js';

const MINUTE = 60_000;

/** One line that is written over on a terminal; elsewhere at most one line per minute. */
export function showProgress(stream: NodeJS.WriteStream): (progress: RunProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const { done, total } = progress;
    if (stream.isTTY) stream.write(`\r\u001b[K${say(progress)}${done === total ? '\n' : ''}`);
    else if (done === total || performance.now() - last >= MINUTE) {
      stream.write(`${say(progress)}\n`);
      last = performance.now();
    }
  };
}

function say({ done, total, cached, item, arm, etaSeconds }: RunProgress): string {
  const rest = etaSeconds === undefined ? '' : `, ${Math.ceil(etaSeconds / 60)} min left`;
  return `${done}/${total} (${cached} from before)${rest}: ${item}, ${arm}`;
}
