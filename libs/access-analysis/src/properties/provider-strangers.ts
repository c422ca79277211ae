/** Someone who has signed in at an identity provider, by the claims that policies compare. */
interface ProviderStranger {
  readonly name: string;
  /** Hosts of the providers that have such subjects. */
  readonly providers: RegExp;
  readonly claims: Readonly<Record<string, string>>;
}

const SHARED = /^(?:cognito-identity\.amazonaws\.com|accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com)$/;

/**
 * Strangers of providers, of which the first that fits is asked about. Of a provider that everyone shares, another application's users; of all others, a subject that a policy for one
 * repository, project or service account does not name. (IAM User Guide, "Identity provider controls for shared OIDC providers".)
 */
export const PROVIDER_STRANGERS: readonly ProviderStranger[] = [
  { name: "another application's user", providers: SHARED, claims: { aud: 'another-application' } },
  {
    name: 'a workflow of another repository',
    providers: /^token\.actions\./,
    claims: {
      sub: 'repo:stranger/repository:ref:refs/heads/main',
      repository: 'stranger/repository',
      repository_owner: 'stranger',
      job_workflow_ref: 'stranger/repository/.github/workflows/any.yml@refs/heads/main',
    },
  },
  {
    name: 'a service account of another namespace',
    providers: /^oidc\.eks\./,
    claims: { sub: 'system:serviceaccount:stranger:stranger' },
  },
  {
    name: 'a pipeline of another project',
    providers: /gitlab/,
    claims: { sub: 'project_path:stranger/project:ref_type:branch:ref:main' },
  },
  {
    name: 'any subject',
    // SAML providers are the directories of an organization, and have no such claims.
    providers: /^(?!arn:)/,
    claims: { sub: 'stranger' },
  },
];
