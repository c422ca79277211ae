import type { CompletedCommand } from './command-tree';

/** A script for zsh with compinit. */
export function zshScript(name: string, commands: readonly CompletedCommand[]): string {
  const inner = commands.slice(1).map(({ path }) => quoted(path));
  const words = commands.map(({ path, subcommands, options }) =>
    [
      `    ${quoted(path)})`,
      `      commands=(${subcommands.map((one) => described(one.name, one.description)).join(' ')})`,
      `      options=(${options.flatMap(({ names, description }) => names.map((each) => described(each, description))).join(' ')})`,
      '      ;;',
    ].join('\n'),
  );
  return `#compdef ${name}
# Completion for ${name}. Add to ~/.zshrc, after compinit: eval "$(${name} completion zsh)"
_${name}() {
  local word place=${quoted(name)}
  local -a commands options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
      ${inner.join(' | ')}) place="$place $word" ;;
    esac
  done
  case "$place" in
${words.join('\n')}
  esac
  if [[ "$PREFIX" == -* ]]; then
    _describe -o option options
  elif (( \${#commands} )); then
    _describe command commands
  else
    _files
  fi
}
compdef _${name} ${name}
`;
}

/** A colon separates the word from its description. */
function described(word: string, description: string): string {
  return quoted(`${word}:${description}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
