import type { CompletedCommand, CompletedOption } from './command-tree';

/** A script for fish 3 and later. */
export function fishScript(name: string, commands: readonly CompletedCommand[]): string {
  const inner = commands.slice(1).map(({ path }) => quoted(path));
  return [
    `# Completion for ${name}. Run: ${name} completion fish > ~/.config/fish/completions/${name}.fish`,
    `function __${name}_place`,
    `    set -l place ${name}`,
    '    set -l words (commandline -opc)',
    '    set -e words[1]',
    '    for word in $words',
    '        switch "$place $word"',
    `            case ${inner.join(' ')}`,
    '                set place "$place $word"',
    '        end',
    '    end',
    '    echo $place',
    'end',
    ...commands.flatMap((command) => linesOf(name, command)),
    '',
  ].join('\n');
}

function linesOf(name: string, { path, subcommands, options }: CompletedCommand): string[] {
  const here = `complete -c ${name} -n ${quoted(`test (__${name}_place) = "${path}"`)}`;
  return [
    ...subcommands.map((one) => `${here} -f -a ${quoted(one.name)} -d ${quoted(one.description)}`),
    ...options.map((option) => `${here} ${namesOf(option)} -d ${quoted(option.description)}`),
  ];
}

/** `-r`: a value follows, and files are offered for it. */
function namesOf({ names, takesValue }: CompletedOption): string {
  const flags = names.map((each) => (each.startsWith('--') ? `-l ${each.slice(2)}` : `-s ${each.slice(1)}`));
  return [...flags, ...(takesValue ? ['-r'] : [])].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
