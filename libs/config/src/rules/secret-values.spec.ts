import { platformWith, serviceWith } from '../testing/examples';
import { noSecretsInPlainText } from './service/no-secrets-in-plain-text';

it.each([
  ['ID', `AKIA${'IOSFODNN7EXAMPLE'}`],
  ['DATABASE_URL', 'mysql://app:hunter2@db/app'],
  ['DB_PASSWORD', 'hunter2'],
])('the complaint about a secret in %s does not show the value', (name, value) => {
  const service = serviceWith({ environments: { staging: { environment: { [name]: value } } } });
  const complaints = noSecretsInPlainText(service, platformWith());
  expect(complaints).toHaveLength(1);
  expect(complaints[0]?.path).toEqual(['environments', 'staging', 'environment', name]);
  expect(JSON.stringify(complaints)).not.toContain(value);
});
