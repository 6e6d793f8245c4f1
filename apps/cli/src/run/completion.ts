import type { Command } from 'commander';
import { bashScript } from '../completion/bash.js';
import { fishScript } from '../completion/fish.js';
import { completables } from '../completion/tree.js';
import { zshScript } from '../completion/zsh.js';
import { writeStdout } from '../files/standard-streams.js';
import type { Shell } from '../options.js';

const SCRIPTS = { bash: bashScript, fish: fishScript, zsh: zshScript };

export async function runCompletion(shell: Shell, program: Command): Promise<void> {
  await writeStdout(SCRIPTS[shell](completables(program)));
}
