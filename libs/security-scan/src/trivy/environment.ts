import { resolve } from 'node:path';

/**
 * Trivy reads any of its options from the environment: `TRIVY_SEVERITY=CRITICAL` or `TRIVY_IGNORE_UNFIXED=true` would
 * quietly leave out findings. Only what says where to get things, and with which credentials, goes through.
 */
const TRIVY_VARIABLES: ReadonlySet<string> = new Set([
  'TRIVY_CACHE_DIR',
  'TRIVY_CACERT',
  'TRIVY_DB_REPOSITORY',
  'TRIVY_JAVA_DB_REPOSITORY',
  'TRIVY_CHECKS_BUNDLE_REPOSITORY',
  'TRIVY_USERNAME',
  'TRIVY_PASSWORD',
  'TRIVY_REGISTRY_TOKEN',
  'TRIVY_DOCKER_HOST',
  'TRIVY_PODMAN_HOST',
  'TRIVY_PLATFORM',
]);

/** The environment for Trivy, which is started in a folder of its own: its cache stays where it was meant to be. */
export function trivyEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name]) => !name.toUpperCase().startsWith('TRIVY_') || TRIVY_VARIABLES.has(name),
  );
  const cache = env['TRIVY_CACHE_DIR'];
  return {
    ...Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ...(cache && { TRIVY_CACHE_DIR: resolve(cache) }),
  };
}

/** Named like an option of Trivy's, but for others: our own, and the pipelines' for fetching Trivy. */
const OURS: ReadonlySet<string> = new Set(['TRIVY_BIN', 'TRIVY_URL', 'TRIVY_SHA256']);

/** Variables that would have changed what Trivy looks at, and do not. */
export function ignoredVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const kept = trivyEnvironment(env);
  return Object.keys(env).filter((name) => !(name in kept) && env[name] !== undefined && !OURS.has(name));
}
