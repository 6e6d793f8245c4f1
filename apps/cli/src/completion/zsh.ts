import type { Completable, CompletableOption } from './tree.js';

/** A completion script for zsh, a function a command, by its own _arguments. */
export function zshScript(commands: readonly Completable[]): string {
  return `#compdef dualedit
# zsh completion of dualedit; load it by: source <(dualedit completion zsh)
${commands.map(functionOf).join('\n')}
if [ "$funcstack[1]" = _dualedit ]; then _dualedit "$@"; else compdef _dualedit dualedit; fi
`;
}

function functionOf({ path, commands, options, choices }: Completable): string {
  const specs = options.map((option) => `    ${optionSpec(option)} \\`);
  if (commands.length === 0) {
    const rest = choices.length > 0 ? `'1: :(${choices.join(' ')})'` : "'*:file:_files'";
    return `${nameOf(path)}() {\n  _arguments -s \\\n${specs.join('\n')}\n    ${rest}\n}`;
  }
  const list = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  const cases = commands
    .filter(({ name }) => name !== 'help')
    .map(({ name }) => `    ${name}) ${nameOf(`${path} ${name}`.trim())} ;;`);
  return `${nameOf(path)}() {
  local state line
  local -a commands=(
${list.join('\n')}
  )
  _arguments -C -s \\
${specs.join('\n')}
    '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $line[1] in
${cases.map((line) => `    ${line}`).join('\n')}
      esac ;;
  esac
}`;
}

function optionSpec({ short, long, summary, takesValue, choices }: CompletableOption): string {
  const what = `[${summary.replace(/[[\]:\\]/g, '\\$&')}]`;
  const value = takesValue ? (choices.length > 0 ? `: :(${choices.join(' ')})` : ':value:_files') : '';
  const repeated = long === '--mask' ? '*' : '';
  const flags = short === undefined ? [long] : [short, long];
  if (flags.length === 1) return quote(`${repeated}${long}${takesValue ? '=' : ''}${what}${value}`);
  return `'(${flags.join(' ')})'{${flags.map((flag) => `${flag}${takesValue && flag === long ? '=' : ''}`).join(',')}}${quote(`${what}${value}`)}`;
}

function nameOf(path: string): string {
  return ['_dualedit', ...path.split(' ').filter(Boolean)].join('_');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
