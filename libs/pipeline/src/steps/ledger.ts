import type { Permission } from '../permissions';

/** Read what the platform's stacks publish and what the ledger says, in one listing. */
export const READ_LEDGER: Permission = { actions: ['ssm:GetParametersByPath'], on: 'platformParameters' };

/** Note what was deployed, and lock what is being deployed. */
export const KEEP_LEDGER: readonly Permission[] = [
  { actions: ['ssm:PutParameter'], on: 'deployedRecords' },
  { actions: ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'], on: 'deploymentLocks' },
];

/** Work with the roles that the access stack has for this build. */
export const ASSUME_ACCESS_ROLES: Permission = { actions: ['sts:AssumeRole'], on: 'accessRoles' };
