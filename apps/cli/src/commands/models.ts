import { Command } from 'commander';
import type { CommonOptions, ModelsAction } from '../options.js';
import { withCommonOptions } from './options.js';

/** A command of its own for each of `list`, `where` and `verify`. */
export function modelsCommand(): Command {
  return new Command('models')
    .summary('list, find and verify model packs')
    .description('Model packs are folders in the layout of stock ONNX exports of Stable Diffusion.')
    .addCommand(subcommand('list', 'which packs are here'))
    .addCommand(
      subcommand('where', "print a pack's folder").argument('[pack]', 'a name or a folder', 'diorama'),
    )
    .addCommand(
      subcommand('verify', "check every file of a pack against the pack's manifest").argument(
        '[pack]',
        'a name or a folder',
        'diorama',
      ),
    );
}

function subcommand(name: ModelsAction, description: string): Command {
  const command = withCommonOptions(new Command(name).description(description));
  return command.action(async (...args: unknown[]) => {
    const { runModels } = await import('../run/models.js');
    const pack = typeof args[0] === 'string' ? args[0] : undefined;
    await runModels(name, pack, command.opts<CommonOptions>());
  });
}
