import { reservedVariable } from '@careplane/aws-facts';
import type { ReservedVariable } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import { callVariable } from '../../calls';
import { CONNECTIONS, connectionsOf } from '../../connections';
import { databaseVariables } from '../../database-variables';
import { queueVariable } from '../../queue-variable';
import { STORE_KINDS, STORES, storesUsed, storeVariables } from '../../stores';
import type { RuleProblem, ServiceRule } from '../rule';
import { variablePlaces } from '../service-places';

export const variablesAreNotTaken: ServiceRule = (service) => {
  const taken = new Map<string, string>(service.kind === 'web' ? [['PORT', 'the container’s port']] : []);
  for (const queue of Object.keys(service.queues)) taken.set(queueVariable(queue), `the queue ${queue}`);
  for (const called of service.calls) taken.set(callVariable(called), `the call of the service ${called}`);
  for (const key of service.databases) {
    for (const name of Object.values(databaseVariables(key))) taken.set(name, `the database ${key}`);
  }
  for (const { name: owner, variables } of connectionsOf(service).map((kind) => CONNECTIONS[kind])) {
    for (const name of Object.values(variables)) taken.set(name, owner);
  }
  for (const kind of STORE_KINDS) {
    for (const store of storesUsed(service, kind)) {
      const owner = `the ${STORES[kind].one} ${store}`;
      for (const name of Object.values<string>(storeVariables(kind, store))) taken.set(name, owner);
    }
  }
  const reserved = [
    ...variablePlaces(service),
    ...service.secrets.map((name, index) => ({ path: ['secrets', index], name })),
  ].flatMap(({ path, name }) => {
    const reserved = reservedVariable(name);
    return reserved === undefined ? [] : [reservedBy(path, name, reserved)];
  });
  const inVariables = variablePlaces(service).flatMap(({ path, name }) => {
    const owner = service.secrets.includes(name) ? 'a secret of this service' : taken.get(name);
    return owner === undefined ? [] : [takenBy(path, name, owner)];
  });
  const inSecrets = service.secrets.flatMap((name, index) => {
    const owner = service.secrets.indexOf(name) < index ? 'the same secret above' : taken.get(name);
    return owner === undefined ? [] : [takenBy(['secrets', index], name, owner)];
  });
  return [...reserved, ...inVariables, ...inSecrets];
};

function reservedBy(path: Path, name: string, { reason, fix }: ReservedVariable): RuleProblem {
  return {
    path,
    message: `is a variable that a service must not set: ${reason}`,
    given: name,
    allowed: 'the name of a variable of your own',
    fix,
  };
}

function takenBy(path: Path, name: string, owner: string): RuleProblem {
  return {
    path,
    message: `is a variable that is already set by ${owner}`,
    given: name,
    allowed: 'an unused name',
    fix: 'remove it here, or choose another name',
  };
}
