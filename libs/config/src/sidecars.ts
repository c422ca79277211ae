import type { ParsedService, Sidecar } from './model';

/** The sidecars of a service, with image and digest apart. */
export function sidecarsOf({ sidecars }: ParsedService): Sidecar[] {
  return Object.entries(sidecars).map(([name, { image, environment, ...written }]) => {
    const [source = '', digest = ''] = image.split('@');
    return { name, source, digest, variables: textsOf(environment), ...written };
  });
}

/** The values of environment variables, which are texts. */
export function textsOf(variables: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}
