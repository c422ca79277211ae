import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembliesOf, clinic, contentsOf, folderWith } from '@careplane/platform/testing';
import { careplane } from './testing/careplane';

/** The platform of two accounts, with a bootstrap of its own. */
function clinicWith(line: string): string {
  const folder = clinic();
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n${line}\n`);
  return folder;
}

describe('a platform with another bootstrap than CDK’s own', () => {
  const folder = clinicWith('bootstrapQualifier: acme42');
  let assemblies: string;
  let files: Record<string, string>;
  beforeAll(() => {
    assemblies = assembliesOf(folder);
    files = contentsOf(assemblies);
  });
  const containing = (text: string) => Object.keys(files).filter((file) => files[file]?.includes(text));

  test('no assembly names CDK’s own bootstrap anywhere', () => {
    expect(containing('hnb659fds')).toEqual([]);
    expect(Object.keys(files).length).toBeGreaterThan(20);
  });

  test('synthesizers, asset buckets, the version parameter and roles’ policies name that one', () => {
    const manifests = Object.keys(files).filter((file) => file.endsWith('manifest.json'));
    expect(containing('/cdk-bootstrap/acme42/version')).toEqual(expect.arrayContaining(manifests));
    const assets = Object.keys(files).filter((file) => file.endsWith('.assets.json'));
    expect(containing('cdk-acme42-assets-')).toEqual(expect.arrayContaining(assets));
  });

  test('careplane bootstrap makes it, in a stack of its own, and its roles are limited to it', () => {
    const out = join(folderWith(), 'out');
    const { status, stdout } = careplane(['bootstrap', folder, '--assembly', assemblies, '--out', out]);
    expect(status).toBe(0);
    const lines = stdout.split('\n').filter((line) => line.startsWith('npx '));
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/ bootstrap aws:.* --qualifier acme42 --toolkit-stack-name CDKToolkit-acme42$/);
    }
    expect(stdout).toContain(' s3://cdk-acme42-assets-111122223333-');
    const templates = Object.entries(contentsOf(out)).filter(([file]) => file.endsWith('.template.json'));
    expect(templates).toHaveLength(2);
    for (const [, template] of templates) {
      expect(template).not.toMatch(/hnb659fds|stack\/CDKToolkit\/\*/);
      expect(template).toContain('parameter/cdk-bootstrap/acme42/version');
      expect(template).toContain('stack/CDKToolkit-acme42/*');
    }
  });
});

test.each(['Acme', 'a-b', 'abcdefghijk', ''])('the qualifier %j is refused in a sentence', (qualifier) => {
  const { status, stderr } = careplane(['synth', clinicWith(`bootstrapQualifier: '${qualifier}'`)]);
  expect(status).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'bootstrapQualifier must be 1 to 10 lower-case letters and digits, as in cdk bootstrap --qualifier.',
  );
});
