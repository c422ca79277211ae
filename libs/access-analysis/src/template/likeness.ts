import type { Guard } from '../decide/question';
import type { Statement } from '../policy/statement';
import type { Principal } from './principal';

const TAG = 'aws:resourcetag/';

/** The guards, each with a text that is the same for resources that no policy tells apart: by account and by tags that some policy asks for. */
export function withLikeness(guards: readonly Guard[], principals: readonly Principal[]): Guard[] {
  const asked = new Set(
    [
      ...principals.map(({ caller }) => caller.identity),
      ...new Set(principals.map(({ caller }) => caller.boundary ?? [])),
      ...guards.map(({ statements }) => statements),
    ].flatMap((statements) => statements.flatMap(tagsAskedFor)),
  );
  return guards.map((guard) => {
    const tags = [...(guard.known ?? [])].filter(([key]) => asked.has(key));
    const words = tags.map((tag) => JSON.stringify(tag)).sort();
    return { ...guard, likeness: [guard.account, ...words].join('\n') };
  });
}

const ASKED = new WeakMap<Statement, readonly string[]>();

/** Keys of the tags of resources that a statement asks for, in lower case: in its conditions, and in policy variables. */
function tagsAskedFor(statement: Statement): readonly string[] {
  const known = ASKED.get(statement);
  if (known !== undefined) return known;
  const { conditions, resources } = statement;
  const keys = conditions.map(({ key }) => key.toLowerCase()).filter((key) => key.startsWith(TAG));
  const texts = [...resources, ...conditions.flatMap(({ values }) => values)].flat();
  const variables = texts.flatMap((part) =>
    typeof part === 'string' && part.includes('${')
      ? [...part.toLowerCase().matchAll(/\$\{(aws:resourcetag\/[^},]*)/g)].map(([, key = '']) => key.trim())
      : [],
  );
  const asked = [...keys, ...variables];
  ASKED.set(statement, asked);
  return asked;
}
