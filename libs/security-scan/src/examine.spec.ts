import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine } from './examine';
import type { Circumstances } from './examine';
import { readReport } from './report/read-report';
import { chunksOf } from './testing/chunks';
import type { Json } from './testing/reports';
import { templatesIn } from './trivy/templates';
import { notExaminedBy, warningsOf } from './trivy/warnings';

const PACKAGES = { Target: 'x (debian 12)', Class: 'os-pkgs', Type: 'debian', Packages: [{ Name: 'openssl' }] };
const MODULES = { Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', Packages: [{ Name: 'a' }, { Name: 'b' }] };
const NO_PACKAGES = [
  { Target: 'image.tar', Class: 'config', Type: 'dockerfile', MisconfSummary: { Successes: 26 } },
  { Target: 'OS Packages', Class: 'license' },
  { Target: '/app/.env', Class: 'secret' },
];

/** The gaps of an image with this operating system and these results. */
function gapsOf(
  system: Json | undefined,
  results: readonly Json[],
  around: Circumstances = { warnings: [] },
): readonly string[] {
  const report = { SchemaVersion: 2, ArtifactName: 'x', Metadata: { OS: system }, Results: results };
  const outcome = readReport(chunksOf(JSON.stringify(report)), () => undefined);
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return examine('image', outcome.header, around).gaps;
}

const DEBIAN = { Family: 'debian', Name: '12.5' };
const EMPTY = { warnings: [], emptyBecause: 'one static binary, made from scratch' };

describe('an image is examined', () => {
  it.each<[string, Json | undefined, readonly Json[]]>([
    ['by its system’s packages', DEBIAN, [PACKAGES]],
    ['by both kinds', DEBIAN, [PACKAGES, MODULES]],
    ['by packages of applications where there is no system', undefined, [MODULES]],
    [
      'by a vulnerability that names a package',
      DEBIAN,
      [
        {
          ...PACKAGES,
          Packages: undefined,
          Vulnerabilities: [{ VulnerabilityID: 'CVE-1', PkgName: 'a', InstalledVersion: '1', Severity: 'LOW' }],
        },
      ],
    ],
  ])('%s', (_, system, results) => expect(gapsOf(system, results)).toEqual([]));
});

describe('an image is not examined', () => {
  it.each<[string, Json | undefined, readonly Json[], RegExp]>([
    [
      'whose /etc/os-release was removed',
      { Family: 'none', Name: '' },
      NO_PACKAGES,
      /Trivy does not know the operating system/,
    ],
    ['of an unknown distribution, whatever its applications', { Family: 'none', Name: '' }, [MODULES], /does not know/],
    ['whose package database was deleted', DEBIAN, NO_PACKAGES, /built on debian 12\.5, but Trivy lists none/],
    ['whose package database was deleted, whatever its applications', DEBIAN, [MODULES], /lists none of its packages/],
  ])('%s, and no reason helps', (_, system, results, message) => {
    for (const around of [{ warnings: [] }, EMPTY]) {
      expect(gapsOf(system, results, around)).toEqual([expect.stringMatching(message)]);
    }
  });

  it('that has nothing in it, without a reason', () => {
    expect(gapsOf(undefined, NO_PACKAGES)).toEqual([expect.stringContaining('--allow-empty REASON')]);
    expect(gapsOf(undefined, [])).toHaveLength(1);
    expect(gapsOf(undefined, NO_PACKAGES, EMPTY)).toEqual([]);
  });

  it('of a release that Trivy has no data for, as it warns', () => {
    const warnings = ['This OS version is not on the EOL list family="debian" version="99"'];
    expect(gapsOf(DEBIAN, [PACKAGES], { ...EMPTY, warnings })).toEqual([
      expect.stringContaining('does not know this release'),
    ]);
  });
});

it('keeps what Trivy warned of once each, without time and colours, and what blocks whatever its number', () => {
  const many = Array.from({ length: 300 }, (_, index) => `2026-11-20T10:00:00Z\tWARN\tnumber ${index}`);
  const kept = warningsOf([
    '2026-11-20T10:00:00Z\t\u001b[33mWARN\u001b[0m\t[secret] too large\tsize=1',
    '2026-11-20T10:00:00Z\tINFO\tWARN is a word',
    ...many,
    ...many,
    'WARN\tUnsupported os\tfamily="x"',
  ]);
  expect(kept).toHaveLength(201);
  expect(kept[0]).toBe('[secret] too large size=1');
  expect(kept.filter(notExaminedBy)).toEqual(['Unsupported os family="x"']);
});

it('finds templates by what they hold, also those that are broken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-templates-'));
  try {
    const files: Record<string, string> = {
      'a/web.template.json': '{}',
      'a/tree.json': '{"tree":{"attributes":{"aws:cdk:cloudformation:type":"AWS::S3::Bucket"}}}',
      'a/manifest.json': '{"artifacts":{}}',
      'a/plain.json': '{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}',
      'cut.json': '{"Resources":{"A":{"Type":"AWS::S3::Bucket"',
      'list.json': 'null',
      'one.yml': '# x\nResources:\n  A:\n    Type: "AWS::S3::Bucket"\n',
      'compose.yaml': 'services: {}\n',
      'node_modules/x/one.yml': 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n',
      Dockerfile: 'FROM scratch\n',
      'README.md': 'Resources:',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    expect(templatesIn(folder)).toEqual(['Dockerfile', 'a/plain.json', 'a/web.template.json', 'cut.json', 'one.yml']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
