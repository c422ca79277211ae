import { join } from 'node:path';
import { monthlyCost } from './monthly-cost';
import { assembliesOf, folderWith, MEDMO } from '@careplane/platform/testing';

describe('the cost in a plan', () => {
  it('is a range that rises, and says how many resources are not in it', () => {
    const folder = assembliesOf(MEDMO, { unit: ['medmo-api'] });
    const cost = monthlyCost([join(folder, 'medmo-api')]);
    if ('notPriced' in cost) throw new Error(cost.notPriced);
    expect(Number(cost.lowUsd)).toBeGreaterThan(0);
    expect(Number(cost.highUsd)).toBeGreaterThan(Number(cost.lowUsd));
    expect(cost.unknownResources).toBeGreaterThan(0);
  });

  it('says why where there is none', () => {
    expect(monthlyCost([folderWith()])).toEqual({
      notPriced: expect.stringContaining('contains no cloud assembly') as string,
    });
  });
});
