import { nearest } from '../nearest';
import type { Problem } from '../problem';
import type { StackTemplate } from './template';

/**
 * Values for parameters that no template declares. Without this check, a mistyped name would silently have no effect.
 */
export function parameterProblems(
  templates: readonly StackTemplate[],
  given: Readonly<Record<string, string>>,
): Problem[] {
  const declared = new Set(templates.flatMap(parameterNames));
  return Object.keys(given)
    .filter((name) => !declared.has(name))
    .map((name) => {
      const near = nearest(name, declared);
      return {
        file: '(command line)',
        line: 1,
        path: `parameter.${name}`,
        message: 'is not a parameter of any template',
        given: `${name}=${given[name]?.slice(0, 40) ?? ''}`,
        allowed: near ?? (declared.size === 0 ? 'none: they have no parameters' : [...declared].slice(0, 5).join(', ')),
        fix: near === undefined ? `Remove --parameter ${name}=….` : `Write --parameter ${near}=….`,
      };
    });
}

function parameterNames({ body, nested }: StackTemplate): string[] {
  return [...Object.keys(body.Parameters ?? {}), ...Object.values(nested ?? {}).flatMap(parameterNames)];
}
