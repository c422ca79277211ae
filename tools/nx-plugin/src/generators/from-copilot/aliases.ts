import type { Alias } from './names-of-hosts';
import { Manifest } from './manifest';

/** Names that services have in DNS, by environment: `http.alias`, and for an environment its own. */
export function aliasesOf(
  services: ReadonlyMap<string, unknown>,
  names: ReadonlyMap<string, string>,
  environments: ReadonlyMap<string, unknown>,
): Alias[] {
  const all = [...environments.values()].map((document) => String(new Manifest(document).look('name')));
  return [...services].flatMap(([file, document]) => {
    const manifest = new Manifest(document);
    const service = names.get(file) ?? '';
    return all.flatMap((environment) => {
      const own = manifest.look('environments', environment, 'http', 'alias');
      return aliasNames(own ?? manifest.look('http', 'alias')).map((name) => ({ service, environment, name }));
    });
  });
}

/** An alias is a name, names with commas between them, a list of names, or a list of names with their hosted zones. */
export function aliasNames(value: unknown): string[] {
  return [value]
    .flat()
    .flatMap((each: unknown) =>
      typeof each === 'string'
        ? each.split(',')
        : typeof each === 'object' && each !== null && 'name' in each && typeof each.name === 'string'
          ? [each.name]
          : [],
    )
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
