import type { Command } from 'commander';
import { createProgram } from '../../apps/cli/src/program.js';

/** Help of every command, as the terminal shows it. */
export function commandLinePage(): string {
  const program = createProgram();
  const sections = [{ path: program.name(), command: program }, ...commandsBelow(program)].map(
    ({ path, command }) => `## ${path}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`,
  );
  return `# Command line\n\nWhat \`--help\` prints. What the options do to a picture is in the [command line's README](../../apps/cli/README.md).\n\n${sections.join('\n')}`;
}

interface Named {
  path: string;
  command: Command;
}

function commandsBelow(parent: Command, path = parent.name()): Named[] {
  return parent.commands.flatMap((command) => {
    const own = `${path} ${command.name()}`;
    return [{ path: own, command }, ...commandsBelow(command, own)];
  });
}

/** With the texts before and after it, and without colors. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHasColors: () => false,
    getOutHelpWidth: () => 72,
  });
  command.outputHelp();
  return text.trim();
}
