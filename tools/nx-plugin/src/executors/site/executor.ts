import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programEnd } from '@careplane/problems';
import type { ExecutorContext } from '@nx/devkit';
import { buildSite, packSite, takeLockFiles } from '@careplane/pipeline/builds';
import { siteSettings } from './settings';

/** What a task is given; the words are in schema.json. */
export interface SiteOptions {
  readonly context: string;
  readonly service: string;
  readonly environment?: string;
  readonly exceptions?: string;
}

/** Build a static site with the commands of its pipeline, and pack what it wrote. */
export default async function site(options: SiteOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const problem = build(options, root);
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  return { success: problem === undefined };
}

/** Undefined if the site was built, otherwise the error and the fix. */
function build({ context, service, environment, exceptions }: SiteOptions, root: string): string | undefined {
  const crane = spawnSync('crane', ['version'], { encoding: 'utf8', timeout: 30_000 });
  if (crane.status !== 0)
    return `crane, which packs the files, ${programEnd(crane)}. Install it on the PATH: https://github.com/google/go-containerregistry`;
  const settings = siteSettings(root, service, environment);
  const WORK = mkdtempSync(join(tmpdir(), 'careplane-site-'));
  try {
    const env = {
      ...process.env,
      ...settings.variables,
      ...{ WORK, CODEBUILD_SRC_DIR: root, SOURCE_PATH: context, BUILD_NAME: 'localhost/site:build' },
      ...{ SITE_COMMAND: settings.command, SITE_OUTPUT: settings.output },
    };
    const script = [takeLockFiles, buildSite, packSite]
      .flatMap(({ commands }) => commands)
      .map((command) => `{ ${command}\n} || exit 1`)
      .join('\n');
    const ended = spawnSync('bash', ['-c', script], { cwd: root, env, stdio: 'inherit', encoding: 'utf8' });
    if (ended.status !== 0)
      return `The build of the site ${programEnd(ended)}. Its output above has the reason: correct what it names, or build.command in ${service}, and run the target again.`;
  } finally {
    rmSync(WORK, { recursive: true, force: true });
  }
  if (exceptions === undefined || settings.exceptions === undefined) return undefined;
  const from = join(context, settings.exceptions);
  if (!existsSync(join(root, from)))
    return `The file ${from} does not exist, but build.exceptions in service.yaml names it.`;
  copyFileSync(join(root, from), join(root, exceptions));
  return undefined;
}
