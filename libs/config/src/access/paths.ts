/**
 * Paths of a platform. Names of SSM parameters and log groups, and paths of IAM roles and policies, all begin with
 * `/careplane/<platform>/`, and permissions are limited by it. No other file writes this path.
 *
 * `platformPath('medmo', 'network', 'vpc-id')` is `/careplane/medmo/network/vpc-id`; a last part `''` gives the slash at the
 * end, and `'*'` the pattern for everything below.
 */
export function platformPath(platform: string, ...parts: readonly string[]): string {
  return ['/careplane', platform, ...parts].join('/');
}

/** Whether a name lies below the platform's path. */
export function isOfPlatform(platform: string, name: string): boolean {
  return name.startsWith(platformPath(platform, ''));
}
