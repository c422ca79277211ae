import { githubEnvironmentName, githubWorkflowFile } from '@careplane/config';
import type { CiTarget } from './target';

/** Who issues the tokens of GitHub's jobs. */
export const ISSUER = 'token.actions.githubusercontent.com';
/** Whom the tokens are for. */
export const AUDIENCE = 'sts.amazonaws.com';

/** Which jobs may take a role. */
export interface TrustedJobs {
  /** Branches that the workflow runs on. */
  readonly branches: readonly string[];
  /** Scope whose GitHub environment the job runs in; none, and only jobs without an environment may. */
  readonly scope?: string;
  /** File of the workflow that has the jobs. @default - the one that deploys */
  readonly workflow?: string;
}

/** The conditions of a trust policy, all of which must hold. */
export interface TrustConditions {
  readonly StringEquals: Readonly<Record<string, string | readonly string[]>>;
  readonly Null?: Readonly<Record<string, string>>;
}

/**
 * Single claims of the token, each compared for equality. `sub` is not among them: it has one form for repositories from
 * before 2026-07-15 and another one since, and neither holds branch and environment together. IAM refuses a trust in
 * GitHub that looks at neither `sub` nor `job_workflow_ref`; the latter also says which file has the job.
 *
 * `ref` is there in every role: GitHub makes an environment that does not exist, without reviewers and for any branch.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function trustConditions(target: CiTarget, { branches, scope, workflow: file }: TrustedJobs): TrustConditions {
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const workflow = `${target.repository}/${file ?? githubWorkflowFile(target.platform)}`;
  const claims = {
    aud: AUDIENCE,
    repository_id: target.identity.repositoryId,
    repository_owner_id: target.identity.ownerId,
    ref: refs,
    job_workflow_ref: refs.map((ref) => `${workflow}@${ref}`),
    ...(scope === undefined ? {} : { environment: githubEnvironmentName(target.platform, scope) }),
  };
  return {
    StringEquals: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${ISSUER}:${claim}`, value])),
    ...(scope === undefined ? { Null: { [`${ISSUER}:environment`]: 'true' } } : {}),
  };
}
