import { secretForm } from '@careplane/problems';
import type { RuleProblem, ServiceRule } from '../rule';
import { sidecarVariablePlaces, variablePlaces } from '../service-places';

export const noSecretsInPlainText: ServiceRule = (service) =>
  [...variablePlaces(service), ...sidecarVariablePlaces(service)].flatMap(({ path, name, value }): RuleProblem[] => {
    const text = String(value);
    const what = secretForm(name, text);
    if (what === undefined) return [];
    return [
      {
        path,
        message: `looks like ${what}; everybody with read access to the task definition could read it`,
        // Never the value: problem reports end up in build logs.
        given: `(${text.length} characters, not shown)`,
        allowed: 'values that are not secret',
        fix: `remove it here, add ${name} to secrets, and put the value into the secret that the stack creates; if a real value was ever committed, replace it first`,
      },
    ];
  });
