import type { RunProgress } from '../run/clock.js';

/** One line that is written over on a terminal; elsewhere a line each twentieth. */
export function showProgress(stream: NodeJS.WriteStream): (progress: RunProgress) => void {
  return (progress) => {
    const { done, total } = progress;
    if (stream.isTTY) stream.write(`\r\u001b[K${say(progress)}${done === total ? '\n' : ''}`);
    else if (done === total || done % Math.ceil(total / 20) === 0) stream.write(`${say(progress)}\n`);
  };
}

function say({ done, total, cached, item, arm, etaSeconds }: RunProgress): string {
  const rest = etaSeconds === undefined ? '' : `, ${Math.ceil(etaSeconds / 60)} min left`;
  return `${done}/${total} (${cached} from before)${rest}: ${item}, ${arm}`;
}
