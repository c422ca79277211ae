import { reservedVariable } from '@careplane/aws-facts';
import type { RuleProblem, ServiceRule } from '../rule';
import { sidecarVariablePlaces } from '../service-places';
import { faultOfFolder } from '../writable-folder';

/** Containers of a task share its network and tell themselves apart by name; each has variables and folders of its own. */
export const sidecarsStandAlone: ServiceRule = (service) => {
  const entries = Object.entries(service.sidecars);
  const ports = new Map<number, string>(service.kind === 'web' ? [[service.port, 'the service']] : []);
  const inTask = entries.flatMap(([name, { port }]): RuleProblem[] => {
    const owner = port === undefined ? undefined : ports.get(port);
    if (port !== undefined && owner === undefined) ports.set(port, `the sidecar ${name}`);
    return [
      ...(name === service.name
        ? [
            {
              path: ['sidecars', name],
              given: name,
              message: 'has the name of the service, whose container has it already',
              allowed: 'a name that no other container of the task has',
              fix: 'choose another name',
            },
          ]
        : []),
      ...(owner === undefined
        ? []
        : [
            {
              path: ['sidecars', name, 'port'],
              message: `is the port of ${owner}; the containers of a task share one network`,
              allowed: 'a port that no other container of the task has',
              fix: 'choose another port',
            },
          ]),
    ];
  });
  const checks = entries.flatMap(([name, { healthCheck }]) =>
    healthCheck === undefined || healthCheck.timeoutSeconds < healthCheck.intervalSeconds
      ? []
      : [
          {
            path: ['sidecars', name, 'healthCheck'],
            given: healthCheck,
            message: 'has a timeout that is not shorter than its interval',
            allowed: 'a timeout that is shorter than the interval',
            fix: 'shorten timeoutSeconds',
          },
        ],
  );
  const paths = entries.flatMap(([name, { writablePaths }]) =>
    writablePaths.flatMap((written, index) => {
      const problem = faultOfFolder(written);
      return problem === undefined
        ? []
        : [{ path: ['sidecars', name, 'writablePaths', index], given: written, ...problem }];
    }),
  );
  return [...inTask, ...checks, ...paths, ...variables(service)];
};

const variables: (service: Parameters<ServiceRule>[0]) => RuleProblem[] = (service) => [
  ...[
    ...sidecarVariablePlaces(service),
    ...Object.entries(service.sidecars).flatMap(([sidecar, { secrets }]) =>
      secrets.map((name, index) => ({ path: ['sidecars', sidecar, 'secrets', index], name })),
    ),
  ].flatMap(({ path, name }) => {
    const reason = reservedVariable(name);
    return reason === undefined
      ? []
      : [
          {
            path,
            given: name,
            message: `is a variable that a container must not set: ${reason}`,
            allowed: 'the name of a variable of your own',
            fix: 'remove it; a task gets credentials from its role',
          },
        ];
  }),
  ...Object.entries(service.sidecars).flatMap(([sidecar, { secrets, environment }]) =>
    secrets.flatMap((name, index) =>
      Object.hasOwn(environment, name)
        ? [
            {
              path: ['sidecars', sidecar, 'secrets', index],
              given: name,
              message: 'is a variable that is already set by environment of this sidecar',
              allowed: 'an unused name',
              fix: 'remove one of the two',
            },
          ]
        : [],
    ),
  ),
];
