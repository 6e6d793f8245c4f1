// Tries devices in a process of its own: drivers print, and may end the process that asks them.
import { chooseDevice, type Device } from '@dualedit/core';

const telemetry = process.env.ORT_DISABLE_TELEMETRY === '1' ? 'off' : 'on';

for (const name of process.argv.slice(2) as Device[]) {
  const tried = await chooseDevice(name).then(
    (device) => ({ name, works: true, device, telemetry }),
    (error: Error) => ({ name, works: false, reason: error.message }),
  );
  process.stdout.write(`${JSON.stringify(tried)}\n`);
}
