import { charge, type Component, type Priceable } from './priced-type';

/** A password that RDS manages is charged like any other secret. */
export function masterSecret({ resource }: Priceable): Component[] {
  if (resource.flag('ManageMasterUserPassword', false) !== true) return [];
  const assumption = 'The secret for the master password, created by RDS.';
  return [charge('Secret', 'months', 1, 'AWSSecretsManager/AWSSecretsManager-Secrets', { assumption })];
}
