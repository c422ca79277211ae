import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '@careplane/command-line/testing';
import { answersOf } from '@careplane/platform/first-platform';
import { loadTarget } from '@careplane/platform/target';
import { folderWith } from '@careplane/platform/testing';
import { program } from '../program';

const GIVEN = {
  account: '012345678901',
  domain: 'acme.example',
  hostedZone: 'Z08412345ABCDEFGHIJKL',
  email: 'on-call@acme.example',
};
const OPTIONS = [
  ...['--account', GIVEN.account, '--domain', GIVEN.domain, '--hosted-zone', GIVEN.hostedZone, '--email', GIVEN.email],
];
const init = (...args: string[]) => runCommand('careplane', program, ['init', ...args]);

it('writes a platform and a service that load', async () => {
  const folder = join(folderWith(), 'acme');
  const { exit, stdout, stderr } = await init(folder, ...OPTIONS, '--service', 'portal');
  expect(exit).toBe(0);
  expect(stdout).toBe(`${join(folder, 'platform.yaml')}\n${join(folder, 'portal/service.yaml')}\n`);
  expect(stderr).toContain(`npx careplane plan ${folder}`);
  const { model } = loadTarget(folder, {});
  expect([model.name, model.account, model.services.map(({ name }) => name)]).toEqual([
    'acme',
    GIVEN.account,
    ['portal'],
  ]);
});

it('replaces no file', async () => {
  const folder = folderWith({ 'web/service.yaml': 'mine' });
  const { exit, stderr } = await init(folder, ...OPTIONS, '--name', 'acme');
  expect(exit).toBe(2);
  expect(stderr).toContain('web/service.yaml already exists, and nothing was written');
  expect(existsSync(join(folder, 'platform.yaml'))).toBe(false);
  expect(readFileSync(join(folder, 'web/service.yaml'), 'utf8')).toBe('mine');
});

it('writes nothing that does not load, and names the place', async () => {
  const folder = join(folderWith(), 'acme');
  const { exit, stderr } = await init(folder, ...OPTIONS, '--region', 'us-moon-9');
  expect(exit).toBe(2);
  expect(stderr).toContain(`${join(folder, 'platform.yaml')}:4`);
  expect(stderr).toContain('nothing was written');
  expect(existsSync(folder)).toBe(false);
});

it('names the options that are missing where standard input is no terminal', async () => {
  await expect(answersOf('acme', { account: '1' }, undefined)).rejects.toThrow(
    'These options are missing, and no terminal is there to ask: --domain, --hosted-zone, --email.',
  );
});

it('asks for what is missing, and takes the default for an empty answer', async () => {
  const asked: string[] = [];
  const answers = await answersOf('apps/acme', { account: GIVEN.account }, (question) => {
    asked.push(question);
    return Promise.resolve(question.startsWith('Domain') ? ' acme.example ' : '');
  });
  expect(answers).toMatchObject({ name: 'acme', account: GIVEN.account, region: 'us-east-1', domain: 'acme.example' });
  expect(asked).toHaveLength(6);
  expect(asked[0]).toBe('Name of the platform [acme]: ');
});
