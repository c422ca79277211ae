/** Variable that tells `careplane diff` and `careplane deploy` which environment was asked for. The CLI says the same. */
export const CONFIGURATION_VARIABLE = 'CAREPLANE_CONFIGURATION';

/**
 * The configuration that somebody asked Nx for, as `-c staging`, `--configuration=staging` or `medmo:deploy:staging`.
 *
 * Nx takes a configuration that a target does not have for none at all, and a deploy without a configuration is one to all
 * environments. So the name is handed on beside it, for the command to refuse what it does not know.
 *
 * @param argv of the process of Nx
 */
export function askedConfiguration(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const found = words.flatMap((word, index) => {
    if (/^(?:-c|--configuration)$/.test(word)) return words[index + 1] ?? [];
    return /^(?:-c|--configuration)=(.+)$/.exec(word)?.[1] ?? /^[^-:][^:]*:(?:diff|deploy):(.+)$/.exec(word)?.[1] ?? [];
  });
  return found.at(-1);
}
