import { Argument, Command } from 'commander';
import type { Shell } from '../options.js';

const EXAMPLES = `Examples:
  source <(dualedit completion bash)          # in ~/.bashrc
  source <(dualedit completion zsh)           # in ~/.zshrc, after compinit
  dualedit completion fish > ~/.config/fish/completions/dualedit.fish
`;

export function completionCommand(): Command {
  const command = new Command('completion');
  return command
    .summary('print a script that completes commands and options in a shell')
    .description('Prints a script that completes commands, options and their values in a shell.')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('before', EXAMPLES)
    .action(async (shell: Shell) => {
      const { runCompletion } = await import('../run/completion.js');
      await runCompletion(shell, command.parent!);
    });
}
