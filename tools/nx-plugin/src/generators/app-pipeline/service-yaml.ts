import type { Framework } from './frameworks';
import type { Source } from './source';

export interface ServiceText {
  /** First line, for editors. */
  readonly schema: string;
  readonly name: string;
  readonly source: Source;
  readonly port: number;
  readonly host: string;
  /** Priority of the route, when the computed one is taken. */
  readonly priority?: number;
  readonly container: Pick<Framework, 'healthPath' | 'user' | 'healthCommand' | 'memoryMiB'>;
}

/** The text of a new service.yaml: what is not the default, and nothing else. */
export function serviceYaml({ schema, name, source, port, host, priority, container }: ServiceText): string {
  const { healthPath, user, healthCommand, memoryMiB } = container;
  const command = healthCommand === undefined ? '' : `, command: [${healthCommand.join(', ')}]`;
  const label = host === '@' ? "'@'" : host;
  return [
    schema,
    `name: ${name}`,
    `source: { ${source.kind}: ${source.value} }`,
    `port: ${port}`,
    ...(user === '1000:1000' ? [] : [`user: '${user}'`]),
    ...(memoryMiB === undefined ? [] : [`cpu: 512`, `memoryMiB: ${memoryMiB}`]),
    `healthCheck: { path: ${healthPath}${command} }`,
    'routes:',
    `  - { host: ${label}${priority === undefined ? '' : `, priority: ${priority}`} }`,
    '',
  ].join('\n');
}
