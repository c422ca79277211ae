import type { Service } from '@careplane/config';

/** Variables of a service whose values are in Secrets Manager. A static site is public, and has none. */
export function secretsOf(service: Service): readonly string[] {
  return service.kind === 'static' ? [] : service.secrets;
}
