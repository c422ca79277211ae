import { parse } from 'yaml';
import { treeWithAcme } from '../../testing/tree';
import ci from './generator';

const OPTIONS = { repository: 'acme/health', repositoryId: 123456789, ownerId: 4242 };

interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}

describe('with a static site', () => {
  async function withSite(service = 'name: portal\nkind: static\nsource: { path: . }\nbuild: { output: dist }\n') {
    const tree = await treeWithAcme();
    tree.write('package-lock.json', '{}');
    tree.write('apps/acme/portal/service.yaml', service);
    await ci(tree, OPTIONS);
    const text = tree.read('.github/workflows/deploy-acme.yml', 'utf8') ?? '';
    return { flow: parse(text) as { readonly jobs: Readonly<Record<string, Job>> } };
  }

  it('the workflow builds, scans and releases sites: the role of each job is that of images', async () => {
    const { flow } = await withSite();
    for (const environment of ['staging', 'production']) {
      const [build, scan, release] = ['build', 'scan', 'deploy'].map((job) => flow.jobs[`site-${job}-${environment}`]);
      expect(build?.permissions).toEqual({ contents: 'read' });
      expect(
        build?.steps.some(({ run = '' }) => run.includes(`nx site "acme-$SERVICE" --environment=${environment}`)),
      ).toBe(true);
      expect(scan?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
      expect(scan?.needs).toContain(`deploy-${environment}`);
      const text = (job?: Job) => (job?.steps ?? []).map(({ run = '' }) => run).join('\n');
      expect(text(scan)).toMatch(/careplane-scan site [^]*--report-only[^]*careplane-scan gate/);
      expect(text(release)).toMatch(/s3 cp --recursive[^]*update-stack[^]*cloudfront wait distribution-deployed/);
      expect(release?.environment).toBe(`acme-${environment}`);
      expect(text(scan) + text(release)).not.toMatch(/\bnx (?:affected|image|show|site) |npm ci/);
    }
  });

  it('what decides at the gate is of the commit, and not of the job that has run its code', async () => {
    const { flow } = await withSite();
    const job = flow.jobs['site-scan-production'];
    const uses = job?.steps.map(({ uses = '', with: given }) => [uses.split('@')[0], given?.['path']]) ?? [];
    const of = (action: string) => uses.findIndex(([name]) => name === action);
    // git works in a folder that is empty: what was built could have put a configuration there.
    expect(uses[of('actions/checkout')]).toEqual(['actions/checkout', 'commit']);
    expect(of('actions/checkout')).toBeLessThan(of('actions/download-artifact'));
    expect(uses[of('actions/download-artifact')]).toEqual(['actions/download-artifact', 'built']);
    const text = job?.steps.map(({ run = '' }) => run).join('\n') ?? '';
    expect(text).toContain('IMAGE="$GITHUB_WORKSPACE/built/image.tar"');
    expect(text).toContain('cd "$GITHUB_WORKSPACE/commit/$SOURCE_PATH"');
    expect(text).toContain('/careplane/acme/pipelines/exceptions/$SERVICE');
    expect(text).toContain('EXCEPTIONS_FILE="${EXCEPTIONS:+$GITHUB_WORKSPACE/commit/apps/acme/$EXCEPTIONS}"');
    expect(text).not.toContain('CODEBUILD_SRC_DIR');
  });

  it('the jobs take how a site is released from its stacks, and read no file of the commit', async () => {
    const { flow } = await withSite();
    const release = flow.jobs['site-deploy-production']?.steps.map(({ run = '' }) => run).join('\n') ?? '';
    expect(release).toContain('/careplane/acme/pipelines/sites/$SERVICE');
    expect(release).toContain('buckets["production"]');
    expect(release).not.toContain('service.yaml"');
  });

  it('there are none for a site whose source is in another repository', async () => {
    const { flow } = await withSite(
      'name: portal\nkind: static\nsource: { codecommit: portal }\nbuild: { output: dist }\n',
    );
    expect(Object.keys(flow.jobs).filter((job) => job.startsWith('site-'))).toEqual([]);
  });
});
