import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { careplane } from '../testing/careplane';
import { clinic, folderWith, MEDMO } from '@careplane/platform/testing';

describe('careplane bootstrap', () => {
  it('prints what an administrator types, account by account, and gives CDK’s own role nothing', () => {
    const { status, stdout } = careplane(['bootstrap', clinic()]);
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      '# With credentials of an administrator of account 111122223333',
      '# With credentials of an administrator of account 444455556666',
    ]);
    const cdk = lines.filter((line) => line.startsWith('npx '));
    expect(cdk).toHaveLength(2);
    expect(
      cdk.every((line) => line.endsWith('--cloudformation-execution-policies arn:aws:iam::aws:policy/AWSDenyAll')),
    ).toBe(true);
    expect(stdout).not.toContain('AdministratorAccess');
    expect(lines.filter((line) => line.startsWith('aws s3 cp'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('cloudformation deploy --stack-name clinic-access'))).toHaveLength(2);
  });

  it('writes the templates and the command that the parameters name', () => {
    const out = join(folderWith(), 'out');
    const { status } = careplane(['bootstrap', MEDMO, '--out', out]);
    expect(status).toBe(0);
    expect(existsSync(join(out, 'careplane.tar.gz'))).toBe(true);
    const { Resources } = JSON.parse(readFileSync(join(out, 'medmo-access-111122223333.template.json'), 'utf8')) as {
      Resources: Record<string, { Properties: Record<string, unknown> }>;
    };
    expect(Resources['CommandKey']?.Properties).toMatchObject({
      Name: '/careplane/medmo/command/key',
      Value: expect.stringMatching(/^medmo\/command\/[0-9a-f]{64}\.tar\.gz$/),
    });
  });

  it.each([
    [['--env', 'staging'], 'Bootstrapping is for the whole platform: leave out --env.'],
    [['--deployer', 'me'], '--deployer me: must be the ARN of a role'],
  ])('refuses %j', (args, sentence) => {
    const { status, stderr } = careplane(['bootstrap', MEDMO, ...args]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
