import type { Alias } from './names-of-hosts';
import { isRecord, Manifest } from './manifest';
import { PRODUCTION } from './production';

/**
 * Names that services have in DNS, by environment: `http.alias` of an environment, or of the whole manifest. A name of the whole manifest
 * can belong to one environment only, so it is that of production, if there is one.
 */
export function aliasesOf(
  services: ReadonlyMap<string, unknown>,
  names: ReadonlyMap<string, string>,
  environments: ReadonlyMap<string, unknown>,
): Alias[] {
  const all = [...environments.values()].map((document) => String(new Manifest(document).look('name')));
  const main = all.find((name) => PRODUCTION.test(name)) ?? all[0];
  return [...services].flatMap(([file, document]) => {
    const manifest = new Manifest(document);
    const service = names.get(file) ?? '';
    return all.flatMap((environment) => {
      const own = manifest.look('environments', environment, 'http', 'alias');
      const usual = environment === main ? manifest.look('http', 'alias') : undefined;
      return aliasNames(own ?? usual).map((name) => ({ service, environment, name }));
    });
  });
}

/** An alias is a name, names with commas between them, a list of names, or a list of names with their hosted zones. */
export function aliasNames(value: unknown): string[] {
  return [value]
    .flat()
    .flatMap((each: unknown) => (typeof each === 'string' ? each.split(',') : nameIn(each)))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function nameIn(value: unknown): string[] {
  return isRecord(value) && typeof value['name'] === 'string' ? [value['name']] : [];
}
