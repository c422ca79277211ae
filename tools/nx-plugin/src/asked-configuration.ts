/**
 * The variable that names the requested environment for `careplane diff` and `careplane deploy`. The CLI uses the same
 * name.
 */
export const CONFIGURATION_VARIABLE = 'CAREPLANE_CONFIGURATION';

/**
 * The configuration in the arguments of Nx, such as `-c staging`, `--configuration=staging` or `medmo:deploy:staging`.
 *
 * Nx ignores a configuration that a target does not have, and a deploy without a configuration deploys all
 * environments. The name is therefore also passed as a variable, so that the command can refuse an unknown environment.
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
