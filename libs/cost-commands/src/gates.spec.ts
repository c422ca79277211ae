import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';

const KEY = 'K: { Type: AWS::KMS::Key }';
const SECRETS = 'A: { Type: AWS::SSM::Parameter, Properties: { Tier: Advanced } }';
const UNPRICED = 'B: { Type: AWS::EC2::Instance, Properties: { InstanceType: none.large, ImageId: ami-1 } }';
const UNSUPPORTED = 'S: { Type: AWS::NoSuch::Thing }';

const resources = (...declarations: string[]) => `Resources:\n${declarations.map((each) => `  ${each}\n`).join('')}`;

function run(verb: string, templates: readonly string[], ...args: string[]) {
  const files = Object.fromEntries(templates.map((text, index) => [`${index}/web.yaml`, text]));
  const folder = folderWith(files);
  return cli(verb, ...Object.keys(files).map((file) => join(folder, file)), '--region', 'us-east-2', ...args);
}

describe('careplane-cost estimate', () => {
  it.each([
    [
      'complete and below',
      [SECRETS],
      ['--budget', '5'],
      0,
      /^Within the budget: 0\.05 USD \(the expected figure\) of 5\.00\.$/m,
    ],
    ['complete and above', [SECRETS], ['--budget', '0.01'], 1, /^Over the budget: 0\.05 USD /],
    [
      'usage is missing',
      [KEY],
      ['--budget', '5'],
      0,
      /^Not decided: at least 1\.00 USD .* and 1 resource that needs usage\.$/m,
    ],
    ['usage is missing, which fails', [KEY], ['--budget', '5', '--fail-on', 'usage'], 1, /^Not decided/],
    [
      'a type is not priced',
      [UNSUPPORTED],
      ['--budget', '5'],
      1,
      /^Not decided: .* 1 resource without a known price\./,
    ],
    ['a price is not known', [UNPRICED], ['--budget', '5'], 1, /^Not decided/],
    [
      'a price is not known, which is accepted',
      [SECRETS, UNSUPPORTED],
      ['--budget', '5', '--fail-on', 'usage'],
      0,
      /^Not decided/,
    ],
    ['no budget', [UNSUPPORTED], [], 0, /^$/],
    [
      'no budget, and a gate',
      [UNSUPPORTED],
      ['--fail-on', 'unpriced'],
      1,
      /^Failed by --fail-on unpriced: 1 resource without/,
    ],
    [
      'no budget, and a gate for everything',
      [KEY],
      ['--fail-on', 'unknown'],
      1,
      /^Failed by --fail-on unknown: 1 resource that/,
    ],
    ['no budget, and a gate that holds', [KEY], ['--fail-on', 'unpriced'], 0, /^$/],
  ])('%s', async (_name, declarations, args, exit, message) => {
    const answer = await run('estimate', [resources(...declarations)], ...args);
    expect({ exit: answer.exit, stderr: answer.stderr }).toEqual({
      exit,
      stderr: expect.stringMatching(message) as string,
    });
  });

  it('says in its data whether the totals are complete', async () => {
    const totals = async (...declarations: string[]) =>
      JSON.parse((await run('estimate', [resources(...declarations)], '--json')).stdout) as object;
    expect(await totals(SECRETS)).toMatchObject({
      totals: { expected: 0.05, complete: true },
      missing: { unpriced: 0, usage: 0 },
    });
    expect(await totals(KEY, UNSUPPORTED)).toMatchObject({
      totals: { complete: false },
      missing: { unpriced: 1, usage: 1 },
    });
  });
});

describe('careplane-cost diff', () => {
  const TWO = 'C: { Type: AWS::SSM::Parameter, Properties: { Tier: Advanced } }';

  it.each([
    ['below the limit', [SECRETS, TWO], ['--max-increase', '1'], 0, /^Within the limit: an increase of 0\.05 USD/],
    ['above the limit', [SECRETS, TWO], ['--max-increase', '0.01'], 1, /^Over the limit: .* more than 0\.01\.$/m],
    ['above a percentage', [SECRETS, TWO], ['--max-increase', '99%'], 1, /more than 99%, which is 0\.05\./],
    ['at a percentage', [SECRETS, TWO], ['--max-increase', '100%'], 0, /^Within the limit/],
    [
      'a price is not known',
      [SECRETS, UNPRICED],
      ['--max-increase', '100'],
      1,
      /^Not decided: .* because prices are not known and usage is not given\.$/m,
    ],
    [
      'usage is missing',
      [SECRETS, KEY],
      ['--max-increase', '100'],
      0,
      /^Not decided: .* because usage is not given\.$/m,
    ],
    [
      'usage is missing, which fails',
      [SECRETS, KEY],
      ['--max-increase', '100', '--fail-on', 'usage'],
      1,
      /^Not decided/,
    ],
    ['a new type, and a gate', [SECRETS, UNSUPPORTED], ['--fail-on', 'unpriced'], 1, /^Failed by --fail-on unpriced/],
    ['no gate', [SECRETS, UNSUPPORTED], [], 0, /^$/],
  ])('%s', async (_name, declarations, args, exit, message) => {
    const answer = await run('diff', [resources(SECRETS), resources(...declarations)], ...args);
    expect({ exit: answer.exit, stderr: answer.stderr }).toEqual({
      exit,
      stderr: expect.stringMatching(message) as string,
    });
  });

  it('shows a changed class as a change, also where no amount differs', async () => {
    const volume = (type: string) =>
      resources(`V: { Type: AWS::EC2::Volume, Properties: { Size: 100, VolumeType: ${type} } }`);
    const { stdout } = await run('diff', [volume('gp2'), volume('gp3')]);
    expect(stdout).toMatch(/^~ V +-2\.00\n {4}Volume: changed: gp2 → gp3; 100 GB, 10\.00 → 100 GB, 8\.00$/m);
  });
});
