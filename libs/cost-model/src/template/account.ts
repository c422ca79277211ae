import type { Problem } from '@careplane/problems';
import { assumedParameters } from './assumed-parameters';
import type { TemplateResource } from './resource';
import type { Scope, StackContext } from './scope';
import { exportsOf, readStack, type LeftOut } from './stack';
import type { StackTemplate } from './template';

/** AWS's own placeholder account, where the assembly does not say which. */
const SOME_ACCOUNT = '123456789012';

/** All stacks that are priced together. */
export interface ReadAccount {
  readonly resources: readonly TemplateResource[];
  readonly leftOut: readonly LeftOut[];
  /** Names of the stacks that were read, those of nested ones too. */
  readonly stacks: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** What could not be resolved so far: properties are evaluated when they are asked for. */
  readonly notes: () => readonly string[];
}

/** Reads the stacks of an account; values that one stack exports are known to the others. */
export function readAccount(
  templates: readonly StackTemplate[],
  given: {
    readonly region: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly accountsOf?: StackContext['accountsOf'];
  },
): ReadAccount {
  const notes = new Set<string>();
  const note = (sentence: string) => void notes.add(sentence);
  const scopes: Scope[] = [];
  const exports = exportsOf(() => scopes);
  const stacks = templates.flatMap((template) => {
    const parameters = { ...assumedParameters(template, given.parameters, note), ...given.parameters };
    const context = {
      region: given.region,
      account: SOME_ACCOUNT,
      parameters,
      exports,
      ...(given.accountsOf && { accountsOf: given.accountsOf }),
    };
    const read = readStack(template, context, note);
    scopes.push(...read.map(({ scope }) => scope));
    return read;
  });
  return {
    resources: stacks.flatMap(({ resources }) => resources),
    stacks: new Set(stacks.map(({ scope }) => scope.template.stack)),
    leftOut: stacks.flatMap(({ leftOut }) => leftOut),
    problems: stacks.flatMap(({ problems }) => problems),
    notes: () => [...notes],
  };
}
