import type { ParsedPlatform, ParsedService, WrittenPlatform, WrittenService } from '../model';
import { platformSchema, serviceSchema } from '../schema';

/** The least that a platform must say, on 9 lines. */
export const PLATFORM = `name: acme
account: '111122223333'
region: us-east-2
environments:
  production:
    branch: main
    domain: acme.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: acme.example }
alertEmails: [on-call@acme.example]
`;

/** The least that a service must say. */
export const serviceYaml = (name: string, more = '') => `name: ${name}\nsource: { path: src }\n${more}`;

type Overrides<T> = { readonly [K in keyof T]?: T[K] };

export const PRODUCTION: WrittenPlatform['environments'][string] = {
  branch: 'main',
  domain: 'acme.example',
  hostedZone: { id: 'Z08412345ABCDEFGHIJKL', name: 'acme.example' },
};

export const STAGING: WrittenPlatform['environments'][string] = {
  ...PRODUCTION,
  tier: 'nonproduction',
  branch: 'develop',
  domain: 'staging.acme.example',
};

/** People of a platform that no rule complains about. */
export const IDENTITY: NonNullable<WrittenPlatform['identity']> = {
  groups: {
    developers: { users: [{ name: 'dora', email: 'dora@acme.example' }] },
    systemsEngineers: { users: [{ name: 'sam', email: 'sam@acme.example' }] },
    securityEngineers: { users: [{ name: 'sue', email: 'sue@acme.example' }] },
    stakeholders: { users: [{ name: 'stan', email: 'stan@acme.example' }] },
  },
  breakGlass: {
    users: [
      { name: 'sam-emergency', email: 'sam@acme.example' },
      { name: 'sue-emergency', email: 'sue@acme.example' },
    ],
  },
};

/** A platform that no rule complains about, but for what is given. */
export function platformWith(overrides: Overrides<WrittenPlatform> = {}): ParsedPlatform {
  return platformSchema.parse({
    name: 'acme',
    account: '111122223333',
    region: 'us-east-2',
    environments: { production: PRODUCTION, staging: STAGING },
    alertEmails: ['on-call@acme.example'],
    ...overrides,
  });
}

/** A service that no rule complains about, but for what is given. */
export function serviceWith(overrides: Overrides<WrittenService> = {}): ParsedService {
  return serviceSchema.parse({ name: 'api', source: { path: 'src' }, ...overrides });
}
