import { createHash } from 'node:crypto';

/** Of an IAM role. */
const LONGEST_ROLE_NAME = 64;

/**
 * A name within the allowed length. The end of a longer name is replaced by eight digits of a hash, so that two long
 * names with the same beginning stay different.
 */
export function shortName(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1)}-${hash}`;
}

/** The role in an environment that may change a service there. A name, because another account must know it. */
export function deployRoleName(unit: string, environment: string): string {
  return shortName(`${unit}-${environment}-deploy`, LONGEST_ROLE_NAME);
}

/** The role of the build that deploys a service; it may take the role above. */
export function deployBuildRoleName(unit: string, environment: string): string {
  return shortName(`${unit}-${environment}-deploy-build`, LONGEST_ROLE_NAME);
}

/** The role with which CloudFormation carries out the deploy of an image: it can change the running service and nothing else. */
export function rolloutRoleName(unit: string, environment: string): string {
  return shortName(`${unit}-${environment}-rollout`, LONGEST_ROLE_NAME);
}
