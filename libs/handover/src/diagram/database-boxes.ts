import type { Environment } from '@careplane/config';
import { engineTitle } from '../facts/databases';

/** More databases than this are one box. */
const MAX_DATABASES = 4;

/** A box for each database of an environment, or one for all of them, with the names that the hops have for what is in it. */
export function databaseBoxes({
  databases,
}: Environment): { readonly id: string; readonly name: string; readonly hops: string[] }[] {
  const each = databases.map((database) => {
    const hop = database.key === undefined ? 'database' : `database ${database.key}`;
    return {
      id: hop,
      name: [engineTitle(database), ...(database.key === undefined ? [] : [database.key])].join(' '),
      hops: [hop],
    };
  });
  if (each.length <= MAX_DATABASES) return each;
  return [{ id: 'databases', name: `${each.length} databases`, hops: each.flatMap(({ hops }) => hops) }];
}
