import { CONNECTIONS, connectionsOf } from '../../connections';
import type { Path } from '../../problem';
import type { Complaint, ServiceRule } from '../rule';
import { variablePlaces } from '../service-places';

export const variablesAreNotTaken: ServiceRule = (service) => {
  const taken = new Map<string, string>([['PORT', 'the container’s port']]);
  for (const { name: owner, variables } of connectionsOf(service).map((kind) => CONNECTIONS[kind])) {
    for (const name of Object.values(variables)) taken.set(name, owner);
  }
  const inVariables = variablePlaces(service).flatMap(({ path, name }) => {
    const owner = service.secrets.includes(name) ? 'a secret of this service' : taken.get(name);
    return owner === undefined ? [] : [takenBy(path, name, owner)];
  });
  const inSecrets = service.secrets.flatMap((name, index) => {
    const owner = service.secrets.indexOf(name) < index ? 'the same secret above' : taken.get(name);
    return owner === undefined ? [] : [takenBy(['secrets', index], name, owner)];
  });
  return [...inVariables, ...inSecrets];
};

function takenBy(path: Path, name: string, owner: string): Complaint {
  return {
    path,
    message: `is a variable that is already set by ${owner}`,
    given: name,
    allowed: 'an unused name',
    fix: 'remove it here, or choose another name',
  };
}
