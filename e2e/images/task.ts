// What ECS gets of a service: its task definition in the template that `synth` wrote.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { left } from '../harness';

/** What a task definition says of its container. */
export interface Task {
  readonly user: string;
  readonly port: number;
  /** The variables that are plain text. */
  readonly env: Readonly<Record<string, string>>;
  /** MiB by writable folder. */
  readonly writable: Readonly<Record<string, number>>;
  /** The command of the health check. */
  readonly healthCheck: readonly string[];
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Properties: { readonly ContainerDefinitions: readonly Container[] } }
    >
  >;
}

interface Container {
  readonly User: string;
  readonly ReadonlyRootFilesystem?: boolean;
  readonly PortMappings: readonly { readonly ContainerPort: number }[];
  readonly Environment?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly LinuxParameters: { readonly Tmpfs: readonly { readonly ContainerPath: string; readonly Size: number }[] };
  readonly HealthCheck: { readonly Command: readonly string[] };
}

/**
 * The container of a unit's first environment.
 *
 * @param assembly folder that synth wrote for the unit
 */
export function taskIn(assembly: string): Task {
  for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Template;
    const found = Object.values(Resources).find(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
    if (found === undefined) continue;
    const container = left(found.Properties.ContainerDefinitions[0], 'the container');
    if (container.ReadonlyRootFilesystem !== true) throw new Error(`${file}: the root file system may be written`);
    const plain = (container.Environment ?? []).flatMap(({ Name, Value }): [string, string][] =>
      typeof Value === 'string' ? [[Name, Value]] : [],
    );
    const folders = container.LinuxParameters.Tmpfs.map(({ ContainerPath, Size }): [string, number] => [
      ContainerPath,
      Size,
    ]);
    return {
      user: container.User,
      port: left(container.PortMappings[0], 'the port').ContainerPort,
      env: Object.fromEntries(plain),
      writable: Object.fromEntries(folders),
      healthCheck: container.HealthCheck.Command,
    };
  }
  throw new Error(`${assembly} has no task definition`);
}
