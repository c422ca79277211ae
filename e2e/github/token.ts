// The token that GitHub gives to a job, and what AWS gives for it. Nobody signs it here; the emulator reads its claims.
// https://docs.github.com/en/actions/reference/security/oidc
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

/** A repository, as GitHub's tokens name it. */
export interface Identity {
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
}

/** What a token says of the job. */
export interface JobAbout {
  readonly ref: string;
  readonly workflow: string;
  readonly environment?: string | undefined;
}

/** Claims of a token. */
export type Claims = Readonly<Record<string, string>>;

/** Variables with the keys of a role, or why there are none. */
export type Assumed = { readonly keys: Keys; readonly refused?: undefined } | { readonly refused: string };

export interface Keys {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
  readonly AWS_SESSION_TOKEN: string;
}

/** What a job's token says of the job. */
export function claimsOf(
  { repository, repositoryId, ownerId }: Identity,
  { ref, workflow, environment }: JobAbout,
): Claims {
  const [owner, name] = repository.split('/');
  const last = environment === undefined ? `ref:${ref}` : `environment:${environment}`;
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    // The form of repositories that were made since 2026-07-15.
    sub: `repo:${owner}@${ownerId}/${name}@${repositoryId}:${last}`,
    repository,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    ref,
    job_workflow_ref: `${repository}/${workflow}@${ref}`,
    ...(environment === undefined ? {} : { environment }),
  };
}

/** A token with these claims. */
export function tokenWith(claims: Claims): string {
  const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iat: now, nbf: now, exp: now + 3600, ...claims })}.unsigned`;
}

/** Keys of a role for a token, or why there are none. */
export async function assume(endpoint: string, region: string, roleArn: string, claims: Claims): Promise<Assumed> {
  const sts = new STSClient({ region, endpoint, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  const asked = { RoleArn: roleArn, RoleSessionName: 'GitHubActions', WebIdentityToken: tokenWith(claims) };
  try {
    const { Credentials: keys } = await sts.send(new AssumeRoleWithWebIdentityCommand(asked));
    return {
      keys: {
        AWS_ACCESS_KEY_ID: keys?.AccessKeyId ?? '',
        AWS_SECRET_ACCESS_KEY: keys?.SecretAccessKey ?? '',
        AWS_SESSION_TOKEN: keys?.SessionToken ?? '',
      },
    };
  } catch (error) {
    return { refused: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
