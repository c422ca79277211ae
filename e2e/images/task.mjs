// What ECS is told about a service: its task definition in the template that `synth` wrote.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The container of a unit's first environment.
 *
 * @param assembly folder that synth wrote for the unit
 * @returns user, port, the variables that are plain text, MiB by writable folder, and the command of the health check
 */
export function taskIn(assembly) {
  for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(assembly, file), 'utf8'));
    const found = Object.values(Resources).find(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
    if (found === undefined) continue;
    const [container] = found.Properties.ContainerDefinitions;
    if (container.ReadonlyRootFilesystem !== true) throw new Error(`${file}: the root file system may be written`);
    const plain = (container.Environment ?? []).filter(({ Value }) => typeof Value === 'string');
    const folders = container.LinuxParameters.Tmpfs.map(({ ContainerPath, Size }) => [ContainerPath, Size]);
    return {
      user: container.User,
      port: container.PortMappings[0].ContainerPort,
      env: Object.fromEntries(plain.map(({ Name, Value }) => [Name, Value])),
      writable: Object.fromEntries(folders),
      healthCheck: container.HealthCheck.Command,
    };
  }
  throw new Error(`${assembly} has no task definition`);
}
