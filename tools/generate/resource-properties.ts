import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** The types whose properties the cost model has reviewed. */
const REVIEWED = join(__dirname, '../../libs/cost-model/src/testing/reviewed-properties.json');

/**
 * Of each reviewed type, its properties by definition: the type's own under an empty name, then those of each nested
 * definition. A property is its name; `Name:Definition` where it holds such an object, or a list of them.
 */
export type ResourceProperties = Readonly<Record<string, Readonly<Record<string, string>>>>;

type SpecDatabase = ReturnType<typeof loadAwsServiceSpecSync>;
type TypeDefinition = ReturnType<typeof definitionAt>;
type Properties = TypeDefinition['properties'];
type PropertyType = Properties[string]['type'];

/** The properties of CloudFormation's schemas, as the CDK's own database has them. */
export function resourceProperties(): ResourceProperties {
  const database = loadAwsServiceSpecSync();
  const types = Object.keys(JSON.parse(readFileSync(REVIEWED, 'utf8')) as object);
  return Object.fromEntries(types.sort().map((type) => [type, definitionsOf(database, type)]));
}

function definitionsOf(database: SpecDatabase, type: string): Record<string, string> {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource === undefined) throw new Error(`CloudFormation's schemas have no ${type}`);
  const found: Record<string, string> = {};
  const add = (name: string, properties: Properties) => {
    if (Object.hasOwn(found, name)) return;
    found[name] = '';
    const nested = (of: PropertyType) => nestedDefinitions(database, of);
    found[name] = Object.entries(properties)
      .map(([property, { type: of }]) => [property, ...nested(of).map((each) => each.name)].join(':'))
      .sort()
      .join(' ');
    for (const { type: of } of Object.values(properties)) {
      for (const definition of nested(of)) add(definition.name, definition.properties);
    }
  };
  add('', resource.properties);
  return found;
}

function nestedDefinitions(database: SpecDatabase, type: PropertyType): TypeDefinition[] {
  switch (type.type) {
    case 'ref':
      return [definitionAt(database, type.reference.$ref)];
    case 'array':
    case 'map':
      return nestedDefinitions(database, type.element);
    case 'union':
      return type.types.flatMap((each) => nestedDefinitions(database, each));
    default:
      return [];
  }
}

function definitionAt(database: SpecDatabase, reference: string) {
  return database.get('typeDefinition', reference);
}
