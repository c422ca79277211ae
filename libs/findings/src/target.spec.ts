import { stableTarget } from './target';

test.each([
  ['medmo-api:3f2c1d (debian 12.5)', 'medmo-api:3f2c1d', 'debian'],
  ['medmo-api:3f2c1d (debian bookworm/sid)', 'medmo-api:3f2c1d', 'debian'],
  ['nginx (alpine 3.19.1)', 'nginx', 'alpine'],
  ['amazonlinux:2 (amazon 2 (Karoo))', 'amazonlinux:2', 'amazon'],
  [
    'registry.example:5000/a/b:1 (red hat enterprise linux 9.4)',
    'registry.example:5000/a/b:1',
    'red hat enterprise linux',
  ],
  ['opensuse:15 (opensuse.leap 15.5)', 'opensuse:15', 'opensuse.leap'],
  ['image.tar (debian 12.5)', 'image.tar', 'debian'],
  ['/builds/7/image.tar.gz (debian 12.5)', '/builds/8/image.tar.gz', 'debian'],
  [`a@sha256:${'0'.repeat(64)} (wolfi 20230201)`, 'other', 'wolfi'],
  ['/builds/7/layout (alpine 3.19)', '/builds/7/layout', 'alpine'],
  ['medmo-api:1 (none )', 'medmo-api:1', 'none'],
  ['medmo-api:1 ()', 'medmo-api:1', 'system'],
  ['medmo-api:3f2c1d', 'medmo-api:3f2c1d', 'image'],
  ['app/package-lock.json', 'medmo-api:1', 'app/package-lock.json'],
  ['./app/package-lock.json', '.', 'app/package-lock.json'],
  ['app\\web\\yarn.lock', '.', 'app/web/yarn.lock'],
  ['usr/local/bin/app', 'medmo-api:1', 'usr/local/bin/app'],
  ['docs/letter (copy 2)', 'medmo-api:1', 'docs/letter (copy 2)'],
  ['Java', 'medmo-api:1', 'Java'],
])('%s, in %s, is %s', (target, artifact, expected) => {
  expect(stableTarget(target, artifact)).toBe(expected);
  // Asked twice, it says the same.
  expect(stableTarget(stableTarget(target, artifact), artifact)).toBe(expected);
});
