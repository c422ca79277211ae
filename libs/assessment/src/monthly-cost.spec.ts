import { join } from 'node:path';
import { costBasis, monthlyCost } from './monthly-cost';
import { assembliesOf, folderWith, MEDMO } from '@careplane/platform/testing';

describe('the cost in a plan', () => {
  it('is a range that rises, and says how many resources have assumed usage', () => {
    const folder = assembliesOf(MEDMO, { unit: ['medmo-api'] });
    const cost = monthlyCost([join(folder, 'medmo-api')]);
    if ('notPriced' in cost) throw new Error(cost.notPriced);
    expect(Number(cost.lowUsd)).toBeGreaterThan(0);
    expect(Number(cost.highUsd)).toBeGreaterThan(Number(cost.lowUsd));
    expect(Number(cost.expectedUsd)).toBeGreaterThan(Number(cost.lowUsd));
    expect(cost.assumedResources).toBeGreaterThan(0);
    expect(costBasis(cost)).toMatch(/^Expected with the usage of a modest month for \d+ resources; /);
  });

  it('says why where there is none', () => {
    expect(monthlyCost([folderWith()])).toEqual({
      notPriced: expect.stringContaining('contains no cloud assembly') as string,
    });
  });
});
