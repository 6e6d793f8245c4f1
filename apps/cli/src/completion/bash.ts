import type { Completable } from './tree.js';

/**
 * A completion script for bash 3.2 and newer, without the bash-completion package. It knows every command
 * and option by itself: pressing the key starts no process. Where nothing is known, file names are offered.
 */
export function bashScript(commands: readonly Completable[]): string {
  const words = (list: readonly string[]) => list.join(' ');
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ short, long, choices }) => {
        const flags = [long, short].filter(Boolean).map((flag) => `'${path}:${flag}'`);
        return `    ${flags.join('|')}) __dualedit_offer '${words(choices)}'; return ;;`;
      }),
  );
  const flags = commands.map(({ path, options }) => {
    const all = options.flatMap(({ long, short }) => (short === undefined ? [long] : [long, short]));
    return `    '${path}:'-*) __dualedit_offer '${words(all)}' ;;`;
  });
  const plain = commands.map(
    ({ path, commands, choices }) =>
      `    '${path}:'*) __dualedit_offer '${words([...commands.map(({ name }) => name), ...choices])}' ;;`,
  );
  return `# bash completion of dualedit; load it by: source <(dualedit completion bash)
__dualedit_offer() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}
__dualedit() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  # "=" is a word of its own here: --method=p2p arrives as three.
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${command:+$command }\${COMP_WORDS[i]}" in
      ${paths.join('|')}) command="\${command:+$command }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$command:$prev" in
${values.join('\n')}
  esac
  case "$command:$cur" in
${flags.join('\n')}
${plain.join('\n')}
  esac
}
complete -o default -F __dualedit dualedit
`;
}
