import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, MEDMO, TEMPLATE } from './testing/folders';

const template = () => join(folderWith({ 'web.yaml': TEMPLATE }), 'web.yaml');

describe('careplane-cost estimate', () => {
  it('prices a template', async () => {
    const { exit, stdout, stderr } = await cli('estimate', template(), '--region', 'us-east-2');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/NAT gateway hours +730 hours × 0\.045 +32\.85$/m);
    expect(stdout).toMatch(/^At least \d+\.\d\d USD a month expected/m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('prices a platform, which it synthesizes, in the region that it goes to', async () => {
    const { exit, stdout } = await cli('estimate', join(MEDMO, 'admin'), '--env', 'staging', '--json');
    expect(exit).toBe(0);
    const { lines } = JSON.parse(stdout) as { lines: { stack: string; price: { region: string } | null }[] };
    expect([...new Set(lines.map(({ stack }) => stack))]).toEqual(
      expect.arrayContaining(['medmo-admin-repository', 'medmo-admin-staging']),
    );
    expect(new Set(lines.flatMap(({ price }) => price?.region ?? []))).toEqual(new Set(['us-east-2']));
  });

  it('assumes the usage of a modest month for a platform, and for templates if asked', async () => {
    const admin = join(MEDMO, 'admin');
    interface Answer {
      readonly totals: { readonly low: number; readonly expected: number };
      readonly assumed?: { readonly profile: string };
    }
    const of = async (...args: string[]) => JSON.parse((await cli('estimate', ...args, '--json')).stdout) as Answer;
    const assumed = await of(admin);
    expect(assumed.assumed).toMatchObject({ profile: 'modest-month' });
    expect(assumed.totals.expected).toBeGreaterThan(assumed.totals.low);
    const fixed = await of(admin, '--usage-profile', 'none');
    expect(fixed).not.toHaveProperty('assumed');
    expect(fixed.totals.expected).toBe(assumed.totals.low);
    expect(await of(template())).not.toHaveProperty('assumed');
    expect(await of(template(), '--usage-profile', 'modest-month')).toHaveProperty('assumed');
    const wrong = await cli('estimate', admin, '--usage-profile', 'large');
    expect(wrong).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('Allowed choices are modest-month, none') as string,
    });
  });

  it('judges a budget with assumed usage, and says whose usage it is', async () => {
    const args = ['estimate', template(), '--usage-profile', 'modest-month', '--budget', '1000'];
    expect(await cli(...args)).toMatchObject({
      exit: 0,
      stderr: expect.stringMatching(
        /^Within the budget: [\d.]+ USD \(the expected figure, with the usage of a modest month\) of 1,000\.00\.\n$/,
      ) as string,
    });
    const strict = await cli(...args, '--fail-on', 'usage');
    expect(strict).toMatchObject({ exit: 1, stderr: expect.stringContaining('with assumed usage') as string });
  });

  it.each([
    ['html', '<!doctype html>'],
    ['md', '**'],
    ['csv', 'stack,logicalId,'],
    ['json', '{'],
    ['txt', 'STACK web'],
  ])('writes a .%s as its name says, and leaves nothing else behind', async (extension, begin) => {
    const file = template();
    const out = join(file, '..', `cost.${extension}`);
    expect(await cli('estimate', file, '--out', out)).toEqual({ exit: 0, stdout: '', stderr: `Written: ${out}\n` });
    expect(readFileSync(out, 'utf8').startsWith(begin)).toBe(true);
    expect(readdirSync(join(file, '..')).sort()).toEqual([`cost.${extension}`, 'web.yaml']);
  });

  it('ends with 1 above the budget, and says which figure counts', async () => {
    const over = await cli('estimate', template(), '--budget', '60');
    expect(over.exit).toBe(1);
    expect(over.stderr).toMatch(
      /^Over the budget: at least [\d.]+ USD \(the expected figure\) is more than 60\.00, and \d resources that need usage\.\nNext: /,
    );
    expect(over.stdout).not.toBe('');
    const within = await cli('estimate', template(), '--budget', '$1,000.00', '--budget-figure', 'high');
    expect(within).toMatchObject({
      exit: 0,
      stderr: expect.stringMatching(/^Not decided: at least .*the high figure.* need usage\.\nNext: /) as string,
    });
  });

  it('says what else could be saved, by itself and as data', async () => {
    const { stdout } = await cli('estimate', template(), '--what-if');
    expect(stdout).toMatch(/Fargate on ARM \(Graviton\) +\d+\.\d\d$/m);
    const { whatIf } = JSON.parse((await cli('estimate', template(), '--what-if', '--json')).stdout) as {
      whatIf: { name: string; savedUsd: { expected: number } | null; reason: string | null }[];
    };
    expect(whatIf.map(({ name }) => name)).toContain('Fargate Spot');
    expect(whatIf.every(({ savedUsd, reason }) => (savedUsd === null) === (reason !== null))).toBe(true);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a path that is missing', ['nowhere.yaml'], /nowhere\.yaml:1\n.*does not exist[^]*fix/],
    ['an unknown region', ['web.yaml', '--region', 'us-esat-1'], /is not an AWS region[^]*us-east-1/],
    ['usage that is missing', ['web.yaml', '--usage', 'none.yaml'], /none\.yaml cannot be read: it does not exist/],
    ['negative usage', ['web.yaml', '--usage', 'negative.yaml'], /negative\.yaml:3/],
    ['usage that is not a number', ['web.yaml', '--usage', 'words.yaml'], /words\.yaml:3/],
    ['usage of nothing here', ['web.yaml', '--usage', 'typo.yaml'], /typo\.yaml:2[^]*web\/Nat/],
    [
      'a price snapshot with a hole',
      ['web.yaml', '--prices', 'hole.json'],
      /hole\.json:1[^]*prices[^]*not a usable price snapshot/,
    ],
    ['prices that are no JSON', ['web.yaml', '--prices', 'web.yaml'], /web\.yaml is not valid JSON/],
    ['a folder without anything', ['empty'], /contains no cloud assembly/],
    [
      'the folder above a platform',
      ['above'],
      /There is a platform in above\/shop\. Next: careplane-cost estimate above\/shop/,
    ],
    ['the bare name of a platform', ['shop'], /There is a platform in above\/shop/],
    ['an address', ['https://example.org/web.yaml'], /Download the template first/],
    ['a parameter that no template has', ['size.yaml', '--parameter', 'Sise=db.t4g.large'], /Sise[^]*Size/],
    ['--env for a template', ['web.yaml', '--env', 'staging'], /--env applies only to platforms/],
    ['a budget that is none', ['web.yaml', '--budget', 'lots'], /must be an amount of US dollars/],
    ['a parameter without a value', ['web.yaml', '--parameter', 'Size'], /must be Name=Value/],
    ['a format that is none', ['web.yaml', '--format', 'xml'], /Allowed choices are table, json, markdown, html, csv/],
    [
      'a place that cannot be written',
      ['web.yaml', '--out', 'no/such/folder/x.html'],
      /cannot be written: there is no folder/,
    ],
    ['an unknown option', ['web.yaml', '--budgte', '3'], /unknown option '--budgte'[^]*Did you mean --budget/],
  ])('refuses %s with 2, place and fix, and writes nothing', async (_, args, message) => {
    const folder = folderWith({
      'web.yaml': TEMPLATE,
      'empty/notes.txt': '',
      'above/shop/platform.yaml': 'name: shop\n',
      'size.yaml': `Parameters: { Size: { Type: String, Default: db.t4g.medium } }\n${TEMPLATE}`,
      'negative.yaml': 'usage:\n  AWS::EC2::NatGateway:\n    monthlyDataProcessedGb: -5\n',
      'words.yaml': 'usage:\n  AWS::EC2::NatGateway:\n    monthlyDataProcessedGb: lots\n',
      'typo.yaml': 'usage:\n  web/Nta:\n    monthlyDataProcessedGb: 5\n',
      'hole.json':
        '{"asOf":"2026-01-01","sources":["x"],"prices":{"AmazonEC2/NatGateway-Hours":{"unit":"Hrs","regions":{"us-east-1":[null,0,"2026-01-01","listed"]}}}}',
    });
    const before = readdirSync(folder);
    const here = process.cwd();
    process.chdir(folder);
    try {
      const { exit, stdout, stderr } = await cli('estimate', ...args);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toMatch(message);
    } finally {
      process.chdir(here);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it('leaves the file that is there when something is wrong', async () => {
    const file = template();
    const out = join(file, '../cost.json');
    writeFileSync(out, 'as it was');
    expect((await cli('estimate', file, '--region', 'mars', '--out', out)).exit).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('as it was');
  });

  it('passes on what careplane says of a platform', async () => {
    const folder = folderWith({ 'platform.yaml': 'name: medmo\nregoin: us-east-2\n' });
    const { exit, stdout, stderr } = await cli('estimate', folder);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/platform\.yaml:2\n[^]*did you mean "region"[^]*Next: careplane plan/);
    expect(existsSync(join(folder, 'cdk.out'))).toBe(false);
  });
});

describe('careplane-cost', () => {
  it.each([
    [['--help']],
    [['estimate', '--help']],
    [['diff', '--help']],
    [['load-test', '--help']],
    [['tco', '--help']],
    [['prices', '--help']],
    [['prices', 'refresh', '--help']],
  ])('%j shows help', async (args) => {
    const { exit, stdout, stderr } = await cli(...args);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('Usage: careplane-cost');
  });

  it.each<[readonly string[], RegExp]>([
    [[], /Usage: careplane-cost/],
    [['estmate', 'x'], /unknown command 'estmate'[^]*Did you mean estimate/],
    [['estimate'], /missing required argument 'what'/],
    [['tco', 'x'], /No bill is given: --billing FILE/],
    [['prices'], /Usage: careplane-cost prices/],
    [['prices', 'refrehs'], /unknown command 'refrehs'/],
  ])('%j is refused, and help is offered', async (args, message) => {
    const { exit, stdout, stderr } = await cli(...args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('the day whose rates apply', () => {
  const OLD = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: postgres, EngineVersion: '13.4', DBInstanceClass: db.t3.large, AllocatedStorage: '20' }
`;
  const supportOn = async (...date: string[]) => {
    const place = join(folderWith({ 'old.yaml': OLD }), 'old.yaml');
    const { stdout } = await cli('estimate', place, '--region', 'us-east-1', '--format', 'csv', ...date);
    return stdout.split('\n').find((line) => line.includes('Extended support'));
  };

  it('decides what Extended Support costs', async () => {
    expect(await supportOn('--date', '2026-02-28')).toBeUndefined();
    expect(await supportOn('--date', '2026-11-29')).toContain('years 1 and 2');
    expect(await supportOn('--date', '2028-03-01')).toContain('year 3');
  });

  it.each(['tomorrow', '2027-02-30', '2027-13-01'])('is refused as %s', async (date) => {
    expect(await cli('estimate', 'x.yaml', '--date', date)).toMatchObject({ exit: 2 });
  });
});
