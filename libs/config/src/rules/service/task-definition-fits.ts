import type { Path } from '@careplane/problems';
import type { RuleProblem, ServiceRule } from '../rule';

/** Bytes of a task definition as ECS counts them. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_BYTES = 64 * 1024;
/** For what the toolkit itself writes: roles, logs, health check, secrets and the variables of connections. */
const OWN_BYTES = 12 * 1024;

export const taskDefinitionFits: ServiceRule = (service, platform) => {
  const most = MAX_BYTES - OWN_BYTES;
  const common = bytesOf([service.command ?? [], service.entryPoint ?? [], service.sidecars]);
  // One place is named: the variables of an environment where it has its own, else those of the service.
  const check = (path: Path, bytes: number): RuleProblem[] =>
    bytes <= most
      ? []
      : [
          {
            path,
            given: `${bytes} bytes`,
            message: `makes the task definition too large: variables, commands, entry points and sidecars have ${bytes} bytes`,
            allowed: `at most ${most} bytes together, because ECS takes ${MAX_BYTES} for a task definition`,
            fix: 'put long values into a file of the image, into S3 or into Secrets Manager, and give the container the name',
          },
        ];
  const whole = check(
    [service.environment === undefined ? 'command' : 'environment'],
    common + variableBytes(service.environment),
  );
  if (whole.length > 0) return whole;
  return Object.entries(service.environments)
    .filter(([name, { environment }]) => Object.hasOwn(platform.environments, name) && environment !== undefined)
    .flatMap(([name, { environment }]) =>
      check(['environments', name, 'environment'], common + variableBytes({ ...service.environment, ...environment })),
    );
};

/** As ECS has them: a list of names and values. */
function variableBytes(variables: Readonly<Record<string, unknown>> = {}): number {
  return bytesOf(Object.entries(variables).map(([name, value]) => ({ name, value: String(value) })));
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
