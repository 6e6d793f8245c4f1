// Prints the device that `auto` takes here.
import { chooseDevice } from '@dualedit/core';

const { name } = await chooseDevice('auto');
process.stdout.write(`${name}\n`);
