// What the gate reads about a site is of its commit, whatever the code does that is built.
import { report } from '../harness';
import { tagsOf } from '../scan/registry';
import { FIXED, release, REPOSITORY, VULNERABLE } from './releases';
import { siteSource } from './sources';
import type { Sites } from './stage';

/** Code that is built rewrites what the gate reads, in each place that it can reach: the commit has the vulnerable package. */
export async function cannotChooseItsLockFile(sites: Sites): Promise<void> {
  const fix = (file: string) => `sed -i s/${VULNERABLE}/${FIXED}/ "${file}"\n`;
  const open = await release(sites, '5', 'rewritten', VULNERABLE, { more: fix('package-lock.json') });
  report(
    'site: a build that rewrites its lock file fails, and its log says which',
    open.builds.Build?.failed?.phase === 'build' &&
      open.builds.Build.output.includes('The build changed package-lock.json') &&
      open.builds.ScanAndPush === undefined,
    open.builds.Build?.output,
  );
  const restored = await release(sites, '6', 'restored', VULNERABLE, {
    more: `cp package-lock.json kept\n${fix('package-lock.json')}mv kept package-lock.json\n`,
  });
  report(
    'site: one that rewrites it for a while meets the gate with that of the commit',
    restored.builds.ScanAndPush?.failed?.code === 1 &&
      restored.builds.ScanAndPush.failed.command.startsWith('careplane-scan gate'),
    restored.builds.ScanAndPush?.output,
  );
  const hidden = await release(sites, '7', 'hidden', VULNERABLE, {
    more: `${fix('package-lock.json')}${fix('$WORK/content/source/package-lock.json')}`,
  });
  report(
    'site: one that rewrites the copies as well is not scanned, and the log says why',
    hidden.builds.Build?.succeeded === true &&
      hidden.builds.ScanAndPush?.failed?.phase === 'pre_build' &&
      hidden.builds.ScanAndPush.output.includes('the lock files of the site are not those of commit 7777'),
    `${hidden.builds.Build?.output}\n${hidden.builds.ScanAndPush?.output}`,
  );
  const tags = await tagsOf(sites.registry.url, REPOSITORY);
  report('site: nothing of these is in the registry', Object.keys(tags).length === 0, JSON.stringify(tags));
}

/** The role of the build that runs code of the repository cannot put another commit into the place of its own. */
export async function cannotReplaceItsCommit({ site, scratch }: Sites): Promise<void> {
  const { Build } = site.pipeline.roles;
  const keys = await Build.keys();
  const forged = siteSource(scratch, 'portal-forged', 'forged', FIXED);
  let answer = 'stored';
  try {
    Build.store(keys, forged, `${site.pipeline.name.slice(0, 20)}/source/forged`);
  } catch (error) {
    answer = String(error);
  }
  report('site: the build that runs its code cannot replace the commit', answer.includes('AccessDenied'), answer);
}
