import type { Completable } from './tree.js';

/** A completion script for fish. File names are offered wherever a command takes an argument or a value. */
export function fishScript(commands: readonly Completable[]): string {
  const lines = commands.flatMap(({ path, commands, options, choices }) => {
    const where = `complete -c dualedit -n ${quote(condition(path, commands))}`;
    return [
      ...commands.map(({ name, summary }) => `${where} -f -a ${quote(name)} -d ${quote(summary)}`),
      ...(choices.length > 0 ? [`${where} -f -a ${quote(choices.join(' '))}`] : []),
      ...options.map(({ short, long, summary, takesValue, choices }) =>
        [
          where,
          short && `-s ${short.slice(1)}`,
          `-l ${long.slice(2)}`,
          takesValue && (choices.length > 0 ? `-x -a ${quote(choices.join(' '))}` : '-r -F'),
          `-d ${quote(summary)}`,
        ]
          .filter(Boolean)
          .join(' '),
      ),
    ];
  });
  return `# fish completion of dualedit; load it by: dualedit completion fish | source\n${lines.join('\n')}\n`;
}

/** Whether the command stands on the line, and none of those below it. */
function condition(path: string, below: Completable['commands']): string {
  const names = below.map(({ name }) => name).join(' ');
  const seen = path
    .split(' ')
    .filter(Boolean)
    .map((word) => `__fish_seen_subcommand_from ${word}`);
  const here = path === '' ? ['__fish_use_subcommand'] : seen;
  return [...here, ...(path !== '' && names !== '' ? [`not __fish_seen_subcommand_from ${names}`] : [])].join(
    '; and ',
  );
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
