export type Json = Record<string, unknown>;
export interface Resource {
  readonly Type: string;
  Properties: Json;
  DeletionPolicy?: string;
  Metadata?: Record<string, object>;
}

/** The resources of one stack, to be changed. */
export type Resources = Record<string, Resource>;

/** What someone takes away, and how the templates look then. */
export type Mutation = readonly [what: string, mutate: (stacks: readonly Resources[]) => void];

export const each =
  (type: string, change: (properties: Json, resource: Resource) => void) =>
  (stacks: readonly Resources[]): void => {
    for (const resources of stacks)
      for (const resource of Object.values(resources))
        if (resource.Type === type) change(resource.Properties, resource);
  };
export const without =
  (type: string, which: (properties: Json) => boolean = () => true) =>
  (stacks: readonly Resources[]): void => {
    for (const resources of stacks)
      for (const [id, { Type, Properties }] of Object.entries(resources)) {
        if (Type === type && which(Properties)) delete resources[id];
      }
  };
export const set = (type: string, key: string, value: unknown) =>
  each(type, (properties) => void (properties[key] = value));
export const unset = (type: string, key: string) => each(type, (properties) => void delete properties[key]);
export const attribute = (key: string, value: string) =>
  each('AWS::ElasticLoadBalancingV2::LoadBalancer', (properties) => {
    for (const one of properties['LoadBalancerAttributes'] as { Key: string; Value: string }[])
      if (one.Key === key) one.Value = value;
  });
export const container = (change: (container: Json) => void) =>
  each('AWS::ECS::TaskDefinition', (properties) => (properties['ContainerDefinitions'] as Json[]).forEach(change));
export const withoutStage = (...names: readonly string[]) =>
  each('AWS::CodePipeline::Pipeline', (properties) => {
    properties['Stages'] = (properties['Stages'] as { Name: string }[]).filter(({ Name }) => !names.includes(Name));
  });
export const backupRule = (change: (rule: Json) => void) =>
  each('AWS::Backup::BackupPlan', (properties) =>
    (properties['BackupPlan'] as { BackupPlanRule: Json[] }).BackupPlanRule.forEach(change),
  );
export const add =
  (id: string, resource: Resource) =>
  (stacks: readonly Resources[]): void => {
    const [first] = stacks;
    if (first !== undefined) first[id] = resource;
  };
