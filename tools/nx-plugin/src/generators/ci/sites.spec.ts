import { parse } from 'yaml';
import { treeWithAcme } from '../../testing/tree';
import ci from './generator';

const OPTIONS = { repository: 'acme/health', repositoryId: 123456789, ownerId: 4242 };

interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string }[];
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
      expect(scan?.permissions).toEqual({ 'id-token': 'write' });
      expect(scan?.needs).toContain(`deploy-${environment}`);
      const text = (job?: Job) => (job?.steps ?? []).map(({ run = '' }) => run).join('\n');
      expect(text(scan)).toMatch(/careplane-scan site [^]*--report-only[^]*careplane-scan gate/);
      expect(text(release)).toMatch(/s3 cp --recursive[^]*update-stack[^]*cloudfront wait distribution-deployed/);
      expect(release?.environment).toBe(`acme-${environment}`);
      expect(text(scan) + text(release)).not.toMatch(/\bnx (?:affected|image|show|site) |npm ci/);
    }
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
