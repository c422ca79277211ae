import * as z from 'zod';
import { eachOnce } from './primitives';

/** Names that a build may get on its command line: never an option, never outside of the folder. */
const INSIDE = /^(?!-)(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[A-Za-z0-9._@/-]+$/;

export const relativePath = z
  .string()
  .max(200)
  .regex(INSIDE, { error: 'must be a relative path of letters, digits and . _ @ / - without ".."' });

export const githubRepository = z
  .string()
  // https://docs.github.com/en/get-started/learning-about-github/types-of-github-accounts: 39 characters, single hyphens inside.
  .regex(/^(?=[^/]{1,39}\/)[A-Za-z0-9](?:[-_]?[A-Za-z0-9])*\/(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/, {
    error: 'must be owner/repository, as in the address of the repository on GitHub, without .git',
  });

export const codecommitRepository = z.string().regex(/^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/, {
  error: 'must be the name of a CodeCommit repository: letters, digits and . _ - , not ending in .git',
});

export const branchName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, { error: 'must be the name of a git branch' });

export const buildSize = z.enum(['small', 'medium', 'large', 'xlarge']);

export const repositorySchema = z
  .strictObject({
    github: githubRepository
      .optional()
      .describe('GitHub repository as owner/repository, read through githubConnectionArn. Default: none.'),
    codecommit: codecommitRepository
      .optional()
      .describe('Name of a CodeCommit repository in the platform’s account and region. Default: none.'),
    create: z
      .boolean()
      .default(false)
      .describe(
        'Whether the platform creates the CodeCommit repository. The repository is kept when the platform’s stacks are deleted. With false it must exist.',
      ),
    branch: branchName.default('main').describe('Branch whose changes the platform’s pipeline deploys.'),
    folder: relativePath
      .optional()
      .describe('The platform’s folder in the repository. Default: apps/ and the platform’s name.'),
    buildSize: buildSize
      .default('medium')
      .describe(
        'Size of the machine that synthesizes, checks and deploys: small (2 vCPU), medium (4), large (8) or xlarge (36).',
      ),
  })
  .refine(({ github, codecommit }) => (github === undefined) !== (codecommit === undefined), {
    error: 'must have exactly one of github and codecommit',
  })
  .describe(
    'The repository of this file. Default: none; then neither the platform nor services whose source is a path have pipelines.',
  );

export const slackSchema = z
  .strictObject({
    workspaceId: z
      .string()
      .regex(/^T[0-9A-Z]{1,255}$/, { error: 'must be the id of a Slack workspace, such as T01ABCD2EFG' })
      .describe('Id of the Slack workspace, which must be authorized in Amazon Q Developer in chat applications.'),
    channelId: z
      .string()
      .regex(/^[CG][0-9A-Z]{1,255}$/, { error: 'must be the id of a Slack channel, such as C01ABCD2EFG' })
      .describe('Id of the channel.'),
  })
  .describe('Slack channel for failed pipeline steps and waiting approvals. Default: e-mail only.');

export const evidenceSchema = z
  .strictObject({
    retentionDays: z
      .int()
      .min(2192)
      .max(36500)
      .default(2192)
      .describe(
        'Days for which reports, SBOMs and approvals are kept and cannot be deleted: six years or more (45 CFR 164.316(b)(2)(i)).',
      ),
    lock: z
      .enum(['governance', 'compliance'])
      .default('governance')
      .describe(
        'S3 Object Lock. governance: only principals with s3:BypassGovernanceRetention may delete earlier. compliance: no one can, not even the root user, and this cannot be undone.',
      ),
  })
  .describe('The evidence that the pipelines store for auditors.');

/** SHA-256 of trivy_0.74.0_Linux-64bit.tar.gz in trivy_0.74.0_checksums.txt, https://github.com/aquasecurity/trivy/releases/tag/v0.74.0 */
export const TRIVY = {
  version: '0.74.0',
  sha256: '2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a',
};

const ociReference = z.string().regex(/^[a-z0-9.-]+(?::\d+)?\/[a-z0-9._/-]+:[A-Za-z0-9._-]+$/, {
  error: 'must be an OCI reference with a tag, such as public.ecr.aws/aquasecurity/trivy-db:2',
});

export const trivySchema = z
  .strictObject({
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, { error: 'must be a version such as 0.74.0' })
      .default(TRIVY.version)
      .describe('Version of Trivy. Another version needs another sha256.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits in lower case' })
      .default(TRIVY.sha256)
      .describe('SHA-256 of the archive for Linux on x86-64, as in the checksums file of the release.'),
    url: z
      .string()
      .regex(/^https:\/\/[A-Za-z0-9./_{}%~+-]+$/, { error: 'must be an https:// address' })
      .default('https://github.com/aquasecurity/trivy/releases/download/v{version}/trivy_{version}_Linux-64bit.tar.gz')
      .describe(
        'Download address of the archive; {version} stands for the version. A mirror must serve the same bytes.',
      ),
    databaseRepository: ociReference
      .default('public.ecr.aws/aquasecurity/trivy-db:2')
      .describe('OCI reference of the vulnerability database: your own mirror, or AWS’s public one.'),
    javaDatabaseRepository: ociReference
      .default('public.ecr.aws/aquasecurity/trivy-java-db:1')
      .describe('OCI reference of the database of Java archives.'),
    verdictHours: z
      .int()
      .min(1)
      .max(168)
      .default(72)
      .describe(
        'Hours for which the verdict of a scan counts where a release needs an approval. A deploy that comes later is refused: start its pipeline again, which scans again. The default lasts from Friday to Monday.',
      ),
  })
  .describe('The scanner for every image.');

export const triggerPathsSchema = z
  .array(
    z
      .string()
      .max(255)
      .regex(/^(?!-)(?!\/)[A-Za-z0-9._@/*?{},!-]+$/, { error: 'must be a path pattern, such as services/api/**' }),
  )
  .min(1)
  .max(8)
  .refine(...eachOnce)
  .optional()
  .describe(
    'Path patterns from the top of the repository, for GitHub. Only a push that changes a matching file starts the pipeline. Default: every push to the environment’s branch; for a path source, those below that path.',
  );

export const imageSchema = z
  .strictObject({
    dockerfile: relativePath.default('Dockerfile').describe('The Dockerfile, from the top of the source.'),
    context: relativePath.default('.').describe('The folder that is built, from the top of the source.'),
    triggerPaths: triggerPathsSchema,
    exceptions: relativePath
      .optional()
      .describe('File in the source with excepted findings, each with reason, owner and expiry. Default: none.'),
    buildSize: buildSize
      .default('medium')
      .describe('Size of the machine that builds the image: small (2 vCPU), medium (4), large (8) or xlarge (36).'),
  })
  .describe('How the image is built, and what starts its pipelines.');
