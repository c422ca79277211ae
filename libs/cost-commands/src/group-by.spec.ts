import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';

/** An assembly whose stack has a tag; one resource has another value, one has it from a parameter, one is not taggable. */
const FILES = {
  'manifest.json': JSON.stringify({
    artifacts: {
      web: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://111122223333/us-east-2',
        properties: { templateFile: 'web.json', tags: { Team: 'platform' } },
      },
    },
  }),
  'web.json': JSON.stringify({
    Parameters: { Owner: { Type: 'String', Default: 'data' } },
    Resources: {
      Nat: { Type: 'AWS::EC2::NatGateway' },
      Other: { Type: 'AWS::EC2::NatGateway', Properties: { Tags: [{ Key: 'Team', Value: 'web' }] } },
      Key: { Type: 'AWS::KMS::Key', Properties: { Tags: [{ Key: 'Team', Value: { Ref: 'Owner' } }] } },
    },
  }),
};

const estimate = (...args: string[]) => cli('estimate', join(folderWith(FILES), '.'), ...args);

describe('careplane-cost estimate --group-by', () => {
  it('adds by a tag of the resource, or of its stack', async () => {
    const { exit, stdout } = await estimate('--group-by', 'tag:Team');
    expect(exit).toBe(0);
    const rows = stdout
      .split('\n\n')[0]
      ?.split('\n')
      .map((line) => line.replace(/ {2,}/g, '|'));
    expect(rows).toEqual([
      'TAG TEAM, USD A MONTH|LOW|EXPECTED|HIGH',
      'platform|36.50|36.50|36.50',
      'web|36.50|36.50|36.50',
      'data|1.00|1.00|1.00',
      'no tag Team|not known|not known|not known',
      'total|74.00|74.00|74.00',
    ]);
  });

  it('gives the groups as data, CSV and Markdown, and their sum is the total', async () => {
    const json = JSON.parse((await estimate('--group-by', 'service', '--json')).stdout) as {
      groupedBy: string;
      groups: { name: string; monthlyUsd: { expected: number } | null }[];
      totals: { expected: number };
    };
    expect(json.groupedBy).toBe('service');
    expect(json.groups.reduce((sum, { monthlyUsd }) => sum + (monthlyUsd?.expected ?? 0), 0)).toBeCloseTo(
      json.totals.expected,
    );
    expect(json.groups.find(({ name }) => name === 'Data transfer')?.monthlyUsd).toBeNull();
    const csv = await estimate('--group-by', 'stack', '--format', 'csv');
    expect(csv.stdout).toMatch(/^group,monthlyUsdLow,monthlyUsdExpected,monthlyUsdHigh\r\nweb,74,74,74\r\n/);
    const markdown = await estimate('--group-by', 'environment', '--format', 'markdown');
    expect(markdown.exit).toBe(2);
  });

  it.each([
    [['--group-by', 'team'], /must be service, stack, environment or tag:NAME, such as tag:Team/],
    [['--group-by', 'tag:team'], /no resource has the tag team\. The tags are Team\. Did you mean Team\?/],
    [['--group-by', 'service', '--format', 'html'], /--group-by has no page/],
    [['--group-by', 'service', '--all'], /leave out one of them/],
    [['--group-by', 'service', '--what-if'], /leave out --group-by/],
  ])('refuses %j with 2', async (args, message) => {
    const { exit, stdout, stderr } = await estimate(...args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
