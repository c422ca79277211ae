import type { PlatformFacts, TemplateResource } from './rule';

/** The platform that the examples of the rules belong to. */
export const EXAMPLE_FACTS: PlatformFacts = {
  rpoHours: 24,
  rtoHours: 8,
  backupsAreCopied: true,
  productionEnvironments: ['production'],
};

/** Tags of a resource in production. */
export const PRODUCTION = { Tags: [{ Key: 'careplane:environment', Value: 'production' }] };

/** A template with one resource, called JudgedResource, and others that it needs. */
export function only(
  Type: string,
  Properties: object,
  others: Readonly<Record<string, TemplateResource>> = {},
): Record<string, TemplateResource> {
  return { JudgedResource: { Type, Properties: { ...Properties } }, ...others };
}

/** A resource that others refer to. */
export function resource(Type: string, Properties: object): TemplateResource {
  return { Type, Properties: { ...Properties } };
}
