import type { PlatformRule } from '../rule';

/** Last words of the names of stacks that no environment owns, and `shared`, which is their owner. */
const SHARED_WORDS = [
  'access',
  'baseline',
  'command',
  'identity',
  'main',
  'network',
  'pipelines',
  'repository',
  'shared',
];

/**
 * Permissions distinguish stacks by the ends of their names: `medmo-web-staging` is staging's, `medmo-web-pipelines` is
 * shared.
 */
export const namesTellStacksApart: PlatformRule = (platform) => {
  const names = Object.keys(platform.environments);
  return names.flatMap((name) => {
    const taken = SHARED_WORDS.find((word) => name === word || name.endsWith(`-${word}`));
    const other = names.find((known) => name.endsWith(`-${known}`));
    const ending = taken ?? other;
    if (ending === undefined) return [];
    return [
      {
        path: ['environments', name],
        message:
          taken === undefined
            ? `ends in the name of environment ${ending}, so the names of their stacks cannot be told apart`
            : `ends in "${ending}", which is reserved for shared stacks`,
        given: name,
        allowed: 'a name that ends neither in the name of another environment nor in a reserved word for shared stacks',
        fix: `choose another name, such as ${name.replaceAll('-', '')}${name.includes('-') ? '' : '1'}`,
      },
    ];
  });
};
