// The token that GitHub gives to a job, and what AWS gives for it. Nobody signs it here; the emulator reads its claims.
// https://docs.github.com/en/actions/reference/security/oidc
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

/** What a job's token says of the job. */
export function claimsOf({ repository, repositoryId, ownerId }, { ref, workflow, environment }) {
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
export function tokenWith(claims) {
  const part = (data) => Buffer.from(JSON.stringify(data)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iat: now, nbf: now, exp: now + 3600, ...claims })}.unsigned`;
}

/** Keys of a role for a token, or why there are none. */
export async function assume(endpoint, region, roleArn, claims) {
  const sts = new STSClient({ region, endpoint, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  const asked = { RoleArn: roleArn, RoleSessionName: 'GitHubActions', WebIdentityToken: tokenWith(claims) };
  try {
    const { Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand(asked));
    return {
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
    };
  } catch (error) {
    return { refused: `${error.name}: ${error.message}` };
  }
}
