import { join } from 'node:path';
import { monthlyCost } from './monthly-cost';
import { assembliesOf } from './testing/assemblies';
import { careplane } from './testing/careplane';
import { folderWith, MEDMO } from './testing/folders';

describe('careplane cost', () => {
  it.each([[['--help']], [['estimate', '--help']]])('%j shows the help of careplane-cost', (args) => {
    const { status, stdout } = careplane(['cost', ...args]);
    expect({ status, usage: stdout.startsWith('Usage: careplane-cost') }).toEqual({ status: 0, usage: true });
  });

  it('ends as careplane-cost ends, and says what it says', () => {
    const { status, stdout, stderr } = careplane(['cost', 'estimate', '/nowhere.yaml', '--budget', '5']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('/nowhere.yaml');
  });
});

describe('the cost in a plan', () => {
  it('is a band that rises, and says how many resources are not in it', () => {
    const folder = assembliesOf(MEDMO, ['--unit', 'medmo-api']);
    const cost = monthlyCost([join(folder, 'medmo-api')]);
    if ('notPriced' in cost) throw new Error(cost.notPriced);
    expect(Number(cost.lowUsd)).toBeGreaterThan(0);
    expect(Number(cost.highUsd)).toBeGreaterThan(Number(cost.lowUsd));
    expect(cost.unknownResources).toBeGreaterThan(0);
  });

  it('says why where there is none', () => {
    expect(monthlyCost([folderWith()])).toEqual({
      notPriced: expect.stringContaining('holds no cloud assembly') as string,
    });
  });
});
