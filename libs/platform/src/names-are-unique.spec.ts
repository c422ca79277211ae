import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembliesOf, clinic, lab, MEDMO, stacksIn } from './testing';
import type { Resource } from './testing';

/** Properties that name a resource in an account. A name that is made of references is compared as it is written. */
const NAMES = /^(Name|\w+Name|DBInstanceIdentifier)$/;
/** Properties of these endings that name something else: another resource, or a part of this one. */
const OF_OTHERS: Readonly<Record<string, RegExp>> = {
  'AWS::CloudWatch::Alarm': /^(MetricName)$/,
  'AWS::IAM::Policy': /^PolicyName$/,
  'AWS::Logs::MetricFilter': /^LogGroupName$/,
};
/** Types whose own name is only unique within another resource. */
const WITHIN = new Set(['AWS::Backup::RestoreTestingSelection', 'AWS::ECS::Service', 'AWS::IAM::Policy']);

/** The properties by which AWS refuses a second resource of the type. */
function namesOf({ Type, Properties = {} }: Resource): [property: string, name: string][] {
  if (WITHIN.has(Type)) return [];
  const own = Type.slice(Type.lastIndexOf('::') + 2);
  return Object.entries(Properties)
    .filter(([key]) => NAMES.test(key) && OF_OTHERS[Type]?.test(key) !== true)
    .filter(([key]) => key === 'Name' || key === 'DBInstanceIdentifier' || key === `${own}Name`)
    .map(([key, value]) => [key, JSON.stringify(value)]);
}

/** Account and region of each stack of a unit. */
function placesIn(folder: string): ReadonlyMap<string, string> {
  const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { environment?: string }>;
  };
  return new Map(Object.entries(artifacts).map(([name, { environment = '' }]) => [name, environment]));
}

// AWS refuses the second resource of a type and name in an account and region; of IAM, in an account, whatever its path is.
test.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
  ['lab', lab],
])('no two resources of %s have one name', (_, folder) => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  const assemblies = assembliesOf(folder());
  for (const { unit, stack, template } of stacksIn(assemblies)) {
    const place = placesIn(join(assemblies, unit)).get(stack) ?? '';
    for (const [id, resource] of Object.entries(template.Resources)) {
      for (const [property, name] of namesOf(resource)) {
        const where = resource.Type.startsWith('AWS::IAM::') ? place.replace(/[^/]*$/, '') : place;
        // A name has a record of each kind: one for IPv4, one for IPv6.
        const kind = resource.Type === 'AWS::Route53::RecordSet' ? ` ${String(resource.Properties?.['Type'])}` : '';
        const key = `${where} ${resource.Type}${kind} ${property} ${name}`;
        const other = seen.get(key);
        if (other !== undefined) twice.push(`${key}: ${other} and ${stack}/${id}`);
        seen.set(key, `${stack}/${id}`);
      }
    }
  }
  expect(twice).toEqual([]);
  expect(seen.size).toBeGreaterThan(50);
});
