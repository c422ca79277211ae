import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { assemblyFiles } from '@careplane/platform/assembly-files';
import type { AssemblyFiles } from '@careplane/platform/assembly-files';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { assembliesOf, folderWith, lab, MEDMO } from '@careplane/platform/testing';
import { refuseForeignAssembly } from './trusted-assembly';

let model: PlatformModel;
let assemblies: string;

beforeAll(() => {
  const loaded = load(MEDMO, { rules: toolkitRules });
  if (!loaded.ok) throw new Error('medmo is wrong');
  ({ model } = loaded);
  assemblies = assembliesOf(MEDMO);
});

function opened(folder: string): AssemblyFiles {
  const files = assemblyFiles(folder);
  if (files === undefined) throw new Error(`${folder} has no assembly`);
  return files;
}

/** The platform's assembly with one file edited. */
function assemblyWith(file: string, edit: (text: string) => string): string {
  const folder = join(folderWith(), 'medmo');
  cpSync(join(assemblies, 'medmo'), folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return folder;
}

const ASSETS = 'medmo-network.assets.json';

it('takes what synth writes, unit by unit', () => {
  for (const unit of [model.unit, ...model.services.map((service) => service.unit)]) {
    expect(() => refuseForeignAssembly(model, unit, opened(join(assemblies, unit)))).not.toThrow();
  }
});

it('takes those of a platform with a static site, whose stacks are in us-east-1', () => {
  const folder = lab();
  const loaded = load(folder, { rules: toolkitRules });
  if (!loaded.ok) throw new Error('the lab is wrong');
  const made = assembliesOf(folder);
  const units = readdirSync(made).filter((name) => name !== 'shared');
  expect(units).toContain('lab-portal');
  for (const unit of units)
    expect(() => refuseForeignAssembly(loaded.model, unit, opened(join(made, unit)))).not.toThrow();
});

it.each([
  ['another deploy role', 'manifest.json', /medmo-shared-deploy/, 'administrator', 'assumeRoleArn'],
  ['another execution role', 'manifest.json', /medmo-shared-execution/, 'admin', 'cloudFormationExecutionRoleArn'],
  ['the role of another scope', 'manifest.json', /medmo-staging-deploy/, 'medmo-production-deploy', 'assumeRoleArn'],
  ['another role to look', 'manifest.json', /medmo-shared-look/, 'medmo-other-look', 'lookupRole'],
  ['another account', 'manifest.json', /aws:\/\/111122223333/, 'aws://999988887777', 'where medmo has no stacks'],
  ['another bucket for the template', 'manifest.json', /s3:\/\/cdk-/, 's3://mine-', 'reads its template from'],
  [
    'a template outside',
    'manifest.json',
    /"templateFile": "/,
    '"templateFile": "../',
    'has no template in the assembly',
  ],
  [
    'a damaged template',
    'medmo-network.template.json',
    /^\{/,
    '',
    'medmo-network.template.json is damaged: it is not JSON',
  ],
  [
    'an older bootstrap',
    'manifest.json',
    /"requiresBootstrapStackVersion": 21/,
    '"requiresBootstrapStackVersion": 6',
    'requiresBootstrapStackVersion',
  ],
  [
    'a nested assembly',
    'manifest.json',
    /cdk:feature-flag-report/,
    'cdk:cloud-assembly',
    'has the type cdk:cloud-assembly',
  ],
  [
    'the access stack',
    'manifest.json',
    /"templateFile": "medmo-network/,
    '"stackName": "medmo-access", "templateFile": "medmo-network',
    'medmo-access is not the name',
  ],
  [
    'the stack of another platform',
    'manifest.json',
    /"templateFile": "medmo-network/,
    '"stackName": "acme-network", "templateFile": "medmo-network',
    'acme-network is not the name',
  ],
  [
    'a program that builds a file',
    ASSETS,
    /"packaging": "zip"/,
    '"executable": ["sh", "-c", "id"]',
    'has a file with "executable"',
  ],
  ['a file outside', ASSETS, /"path": "asset/, '"path": "../../asset', 'which is outside the assembly'],
  [
    'a container image',
    ASSETS,
    /"dockerImages": \{\}/,
    '"dockerImages": {"x": {"source": {"executable": ["id"]}}}',
    'requests the container image x',
  ],
  ['another bucket for files', ASSETS, /"bucketName": "cdk-/, '"bucketName": "mine-', 'publishes to'],
  ['the prefix of the published command', ASSETS, /medmo\/shared\//, 'medmo/command/', 'publishes to'],
  ['another role to publish', ASSETS, /shared-publish/, 'admin', 'publishes to'],
])('refuses %s', (_, file, pattern, replacement, sentence) => {
  const folder = assemblyWith(file, (text) => text.replace(pattern, replacement));
  expect(() => refuseForeignAssembly(model, 'medmo', opened(folder))).toThrow(sentence);
});

it('refuses a link, which could lead anywhere', () => {
  const folder = join(folderWith(), 'medmo');
  cpSync(join(assemblies, 'medmo'), folder, { recursive: true });
  mkdirSync(join(folder, 'asset.x'));
  symlinkSync('/etc', join(folder, 'asset.x/etc'));
  expect(() => refuseForeignAssembly(model, 'medmo', opened(folder))).toThrow(
    'asset.x/etc is neither a file nor a folder',
  );
});
