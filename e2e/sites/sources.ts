// The sources: medmo with its web application as a static site, and its API with a proxy beside it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../machine';
import type { World } from '../deploy/world';
import { mustSucceed } from '../deploy/world';
import { checkOut } from '../scan/check-out';
import type { Packages } from '../scan/check-out';

/** Name of the site in production. */
export const SITE_HOST = 'portal.medmo.example';

const SITE = `name: portal
kind: static
description: The web application of the patients.
source: { github: medmo/portal }
build: { command: 'sh build.sh', output: dist }
fallback: /index.html
immutable: [assets/*]
keepReleases: 2
`;

const sidecars = (image: string) => `sidecars:
  proxy: { image: ${image}, memoryMiB: 64 }
`;

/** Change the clone: a site in the place of two web applications, and a sidecar beside the API. */
export function withSiteAndSidecar(world: World, image: string): void {
  mustSucceed(world.inClone('git', ['rm', '-r', '--quiet', 'apps/medmo/admin', 'apps/medmo/frontend']));
  world.commit('feat: a static site', 'apps/medmo/portal/service.yaml', () => SITE);
  world.commit('feat: a proxy beside the API', 'apps/medmo/api/service.yaml', (text) => text + sidecars(image));
}

/**
 * The source of a commit of the site: a build without packages of its own, and a lock file that names one.
 *
 * @param text what the page says
 * @param express version of express in the lock file
 * @param more what the build does besides, in shell
 */
export function siteSource(scratch: string, name: string, text: string, express: string, more = ''): string {
  const source = join(scratch, 'sources', name);
  // As in the templates of front-end frameworks: all of what the bundler takes is there for development.
  const devDependencies = { express };
  const packages = {
    '': { name: 'portal', devDependencies },
    'node_modules/express': {
      ...{ version: express, resolved: 'https://registry.npmjs.org/express', license: 'MIT', dev: true },
    },
  };
  const files = {
    'build.sh':
      'mkdir -p dist/assets && cp page.html dist/index.html && cp page.js "dist/assets/page-$(cksum < page.js | tr -d " ").js"\n' +
      more,
    'page.html': `<!doctype html><title>Portal</title><p>${text}</p>\n`,
    'page.js': `console.log(${JSON.stringify(text)});\n`,
    'package.json': JSON.stringify({ name: 'portal', version: '1.0.0', devDependencies }),
    'package-lock.json': JSON.stringify({ name: 'portal', version: '1.0.0', lockfileVersion: 3, packages }),
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(source, file)), { recursive: true });
    writeFileSync(join(source, file), content);
  }
  return source;
}

/**
 * An image of another maker in a registry of theirs, with these packages of Debian.
 *
 * @returns its name by digest
 */
export function imageOfMaker(
  { scratch, crane, host }: { readonly scratch: string; readonly crane: string; readonly host: string },
  tag: string,
  packages: Packages,
): string {
  const rootfs = join(checkOut({ scratch }, `maker-${tag}`, { packages }), 'rootfs');
  const layer = join(scratch, `maker-${tag}.tar`);
  mustSucceed(run('tar', ['-cf', layer, '-C', rootfs, '.']));
  const name = `${host}/makers/proxy:${tag}`;
  mustSucceed(run(crane, ['append', '--new_layer', layer, '--new_tag', name]));
  mustSucceed(run(crane, ['mutate', '--set-platform', 'linux/amd64', '--entrypoint', '/proxy', '--tag', name, name]));
  const digest = mustSucceed(run(crane, ['digest', name])).stdout.trim();
  return `${host}/makers/proxy@${digest}`;
}
