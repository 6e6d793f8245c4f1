import { Command, Option } from 'commander';
import type { CommonOptions, ModelsAction, PullCommandOptions } from '../options.js';
import { withCommonOptions } from './options.js';

const PULL_HELP = `Examples:
  dualedit models pull sd-1.5                                 a known model
  dualedit models pull owner/name@revision --name mine        any repository of the hub
  dualedit models pull grounding-dino-tiny --into sd-1.5      a part of a pack, here what finds things
  dualedit models pull owner/name --part sam --into sd-1.5
  dualedit models pull --local ../my-export --name mine       a folder of this machine

  dualedit edit photo.jpg "cat→dog" --model sd-1.5
`;

const ENVIRONMENT = `
Environment:
  DUALEDIT_MODELS   where packs are kept; the system's folder for data if not given
  HF_TOKEN          an access token, for gated and private repositories
  HF_ENDPOINT       a mirror of the hub
  HF_HUB_OFFLINE    1: ask the network nothing
`;

/** A command of its own for each thing to do with model packs. */
export function modelsCommand(): Command {
  return new Command('models')
    .summary('list, pull, find, verify and remove model packs')
    .description('Model packs are folders in the layout of stock ONNX exports of Stable Diffusion.')
    .addCommand(subcommand('list', 'which packs are here, and which are known'))
    .addCommand(pullCommand())
    .addCommand(
      subcommand('where', "print a pack's folder").argument('[pack]', 'a name or a folder', 'diorama'),
    )
    .addCommand(
      subcommand('verify', "check every file of a pack against the pack's manifest").argument(
        '[pack]',
        'a name or a folder',
        'diorama',
      ),
    )
    .addCommand(
      subcommand('remove', 'remove a pack that was pulled, or what there is of it').argument(
        '<pack>',
        'its name',
      ),
    );
}

function pullCommand(): Command {
  const command = new Command('pull')
    .summary('fetch a model pack, or a part of one')
    .description(
      'Fetches what a model pack needs from the Hugging Face hub, and nothing else. Interrupted, the same command goes ' +
        'on where it stopped; run again, it mends what is damaged. A pack is here as a whole or not at all.',
    )
    .argument(
      '[model]',
      'a known model (see "models list"), or a repository: owner/name, owner/name@revision',
    )
    .option('--name <name>', 'what the pack is called here; as known, or as the repository if not given')
    .option('--into <pack>', 'the pack that a part is added to: a name or a folder')
    .addOption(
      new Option('--part <kind>', 'what part it is; known models say so themselves').choices([
        'detector',
        'sam',
        'clip',
        'captioner',
        'upscaler',
      ]),
    )
    .option('--local <folder>', 'take it from a folder instead of the hub')
    .addHelpText('before', PULL_HELP)
    .addHelpText('after', ENVIRONMENT);
  return withCommonOptions(command).action(async (model: string | undefined, options: PullCommandOptions) => {
    const { runPull } = await import('../run/pull.js');
    await runPull(model, options);
  });
}

function subcommand(name: ModelsAction, description: string): Command {
  const command = withCommonOptions(new Command(name).description(description));
  return command.action(async (...args: unknown[]) => {
    const { runModels } = await import('../run/models.js');
    const pack = typeof args[0] === 'string' ? args[0] : undefined;
    await runModels(name, pack, command.opts<CommonOptions>());
  });
}
