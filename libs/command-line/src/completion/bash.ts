import type { CompletedCommand } from './command-tree';

/** A script for bash 3.2 and later. */
export function bashScript(name: string, commands: readonly CompletedCommand[]): string {
  const inner = commands.slice(1).map(({ path }) => `"${path}"`);
  const words = commands.map(
    ({ path, subcommands, options }) =>
      `    "${path}") commands="${subcommands.map((one) => one.name).join(' ')}" options="${options.flatMap(({ names }) => names).join(' ')}" ;;`,
  );
  return `# Completion for ${name}. Add to ~/.bashrc: eval "$(${name} completion bash)"
_${name}() {
  local word commands="" options="" path="${name}" current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
      ${inner.join(' | ')}) path="$path $word" ;;
    esac
  done
  case "$path" in
${words.join('\n')}
  esac
  # Anything else is the name of a file or folder, which bash completes.
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$commands" -- "$current")) ;;
  esac
}
complete -o default -F _${name} ${name}
`;
}
