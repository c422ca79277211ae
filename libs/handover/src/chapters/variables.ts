import type { ContainerService } from '@careplane/config';
import { code, tableOf } from '../document/block';
import type { Block, Text } from '../document/block';
import { ofService } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';

/** A value that is longer is in the file that sets it. */
const LONGEST_VALUE = 80;

interface Container {
  readonly Name?: string;
  readonly Environment?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Secrets?: readonly { readonly Name: string }[];
}

/** The variables that a container gets in each environment: those of its file, those of the platform, and the names of its secrets. */
export function variables(facts: HandoverFacts, service: ContainerService): Block[] {
  const environments = service.deployments.map(({ environment }) => environment);
  const given = new Map(environments.map((name) => [name, variablesIn(facts, service, name)]));
  const names = [...new Set([...given.values()].flatMap((own) => [...own.keys()]))];
  if (names.length === 0) return [];
  return [
    tableOf(
      'Variables of the container',
      ['variable', ...environments],
      names.map((name): Text[] => [code(name), ...environments.map((each) => given.get(each)?.get(name) ?? 'not set')]),
    ),
  ];
}

function variablesIn(facts: HandoverFacts, { name }: ContainerService, environment: string): ReadonlyMap<string, Text> {
  const container = ofService(facts, name, environment, 'AWS::ECS::TaskDefinition')
    .filter(({ properties }) => !String(properties['Family']).includes('_before-deploy-'))
    .flatMap(({ properties }) => (properties['ContainerDefinitions'] ?? []) as readonly Container[])
    .find(({ Name }) => Name === name);
  const { Environment = [], Secrets = [] } = container ?? {};
  return new Map([
    ...Environment.map(({ Name, Value }) => [Name, valueOf(Value)] as const),
    ...Secrets.map(({ Name }) => [Name, 'secret'] as const),
  ]);
}

/** What another stack decides, such as the address of the database, is known in the account only. */
function valueOf(value: unknown): Text {
  if (typeof value !== 'string') return 'from the platform';
  return code(value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value);
}
