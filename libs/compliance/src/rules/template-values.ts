import type { CloudFormationTemplate, JudgedResource, TemplateResource } from './rule';

/** Days of six years, with the leap days that six years can have: the shortest retention of records. 45 CFR 164.316(b)(2)(i) */
export const SIX_YEARS_DAYS = 2192;

const ENVIRONMENT_TAG = 'careplane:environment';

/** The resources of a type, with their logical ids. */
export function resourcesOf(
  template: CloudFormationTemplate,
  type: string,
): { logicalId: string; properties: Readonly<Record<string, unknown>> }[] {
  const { Resources = {} } = template;
  return Object.keys(Resources)
    .filter((logicalId) => Resources[logicalId]?.Type === type)
    .map((logicalId) => ({ logicalId, properties: Resources[logicalId]?.Properties ?? {} }));
}

/** A property as a sentence shows it. What is not there, or is only known in the account, is never what a rule asks for. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A property below others, or undefined where one of them is missing. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) =>
      found !== null && typeof found === 'object' ? (found as Readonly<Record<string, unknown>>)[key] : undefined,
    value,
  );
}

/** A value as a list: CloudFormation and IAM allow one value where a list of one is meant. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Whether a value refers to a resource of the same template, by Ref, Fn::GetAtt or Fn::Sub, at any depth. */
export function refersTo(value: unknown, logicalId: string): boolean {
  if (Array.isArray(value)) return value.some((item) => refersTo(item, logicalId));
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, inner]) => {
    if (key === 'Ref') return inner === logicalId;
    if (key === 'Fn::GetAtt') return Array.isArray(inner) ? inner[0] === logicalId : inner === logicalId;
    if (key === 'Fn::Sub' && typeof inner === 'string') return inner.includes(`\${${logicalId}}`);
    return refersTo(inner, logicalId);
  });
}

/** Databases by themselves: instances of RDS and clusters of Aurora. */
export const DATABASE_TYPES = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'];

/** Whether an instance of RDS is a part of a cluster, which has its data, its password and its settings. */
export function isClusterMember({ properties }: Pick<JudgedResource, 'properties'>): boolean {
  return properties['DBClusterIdentifier'] !== undefined;
}

/** Parameters of the group that a database names, by the property with the name; none where the group is not in the same template. */
export function databaseParameters(
  template: CloudFormationTemplate,
  properties: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const name = at(properties['DBClusterParameterGroupName'] ?? properties['DBParameterGroupName'], 'Ref');
  const group = typeof name === 'string' ? template.Resources?.[name] : undefined;
  return (group?.Properties?.['Parameters'] ?? {}) as Readonly<Record<string, unknown>>;
}

/** Whether a resource of a type refers to this one in a property. */
export function isNamedBy({ template, logicalId }: JudgedResource, type: string, property?: string): boolean {
  return resourcesOf(template, type).some(({ properties }) =>
    refersTo(property === undefined ? properties : properties[property], logicalId),
  );
}

/** The value of a tag: resources have them as a list of pairs or as a map. */
export function tagOf({ Properties = {} }: TemplateResource, key: string): string | undefined {
  const tags = Properties['Tags'] ?? Properties['BackupVaultTags'] ?? Properties['BackupPlanTags'];
  const value = Array.isArray(tags)
    ? (tags as readonly { readonly Key?: string; readonly Value?: unknown }[]).find(({ Key }) => Key === key)?.Value
    : at(tags, key);
  return typeof value === 'string' ? value : undefined;
}

/** Whether a resource belongs to an environment that patients use. */
export function inProduction({ resource, facts }: JudgedResource): boolean {
  return facts.productionEnvironments.includes(tagOf(resource, ENVIRONMENT_TAG) ?? '');
}

/** Statements of a policy document that allow something. */
export function allowed(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  return statementsOf(document).filter(({ Effect }) => Effect === 'Allow');
}

/** Statements of a policy document. */
export function statementsOf(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  return listOf(at(document, 'Statement')) as readonly Readonly<Record<string, unknown>>[];
}

/** Whether a policy denies everything that comes without TLS. */
export function deniesPlainText(document: unknown): boolean {
  return statementsOf(document).some(
    ({ Effect, Condition }) => Effect === 'Deny' && String(at(Condition, 'Bool', 'aws:SecureTransport')) === 'false',
  );
}
