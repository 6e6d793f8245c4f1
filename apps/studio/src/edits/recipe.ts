import { formatCommand } from '@dualedit/commands';
import { changeName } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import { COMMAND_OPTIONS } from '../command-options.js';
import type { Recipe } from '../contract.js';
import { slug } from '../http/files.js';
import { addressOf } from './address.js';

/**
 * All that makes the same edit again.
 * @param picture the name of its file, such as `picture.png`
 */
export function recipeOf(job: Job, picture: string): Recipe {
  const { language, settings, variants, ...address } = addressOf(job);
  const { prompt } = job.options;
  return {
    dualedit: job.result?.config.versions.dualedit ?? '',
    command: job.command,
    canonical: formatCommand(job.edits),
    ...(prompt !== undefined && { prompt }),
    commandLine: commandLineOf(job, picture),
    request: {
      picture: address.picture,
      command: job.command,
      settings,
      ...(language !== undefined && { language }),
      ...(prompt !== undefined && { prompt }),
      ...(variants > 1 && { variants }),
    },
    ...(job.result && { config: job.result.config, prompts: job.result.prompts }),
  };
}

/** The same edit for a shell; the picture and the painted masks are those of the mask set. */
function commandLineOf(job: Job, picture: string): string {
  const { settings, variants, given, language } = addressOf(job);
  const { prompt } = job.options;
  const format = settings.format === undefined || settings.format === 'same' ? undefined : settings.format;
  const parts = [
    `dualedit edit ${picture}`,
    quoted(job.command),
    ...given.map((index) => `--mask ${quoted(`${maskName(job, index)}=${maskFile(job, index)}`)}`),
    ...(prompt === undefined ? [] : [`--prompt ${quoted(prompt)}`]),
    ...(Object.keys(COMMAND_OPTIONS) as (keyof typeof COMMAND_OPTIONS)[]).flatMap((name) =>
      settings[name] === undefined ? [] : [`${COMMAND_OPTIONS[name]} ${settings[name]}`],
    ),
    ...(settings.protect === false ? ['--protect none'] : []),
    ...(settings.retry === false ? ['--no-retry'] : []),
    ...(settings.force ? ['--force'] : []),
    ...(variants > 1 ? [`--variants ${variants}`] : []),
    ...(language === undefined || language.startsWith('en') ? [] : [`--locale ${quoted(language)}`]),
    ...(format === undefined ? [] : [`-o edited.${format}`]),
  ];
  return parts.join(' ');
}

/** What tells an edit from the others of its command: what stands before its arrow. */
function maskName(job: Job, index: number): string {
  return formatCommand([job.edits[index]!]).split('→')[0]!;
}

/** The file of an edit's mask in a mask set. */
export function maskFile(job: Job, index: number): string {
  return `${index + 1}-${slug(changeName(job.edits[index]!))}.png`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
