import { only } from './examples';
import { ruleFor } from './rule';

/** What makes a trail a record: it runs, in every region, and a changed file is noticed. */
const NEEDED = ['IsLogging', 'IsMultiRegionTrail', 'IncludeGlobalServiceEvents', 'EnableLogFileValidation'];

/** The audit trail of the account has no gaps, and nobody changes it unnoticed. */
export const trailRecordsEveryRegion = ruleFor({
  name: 'TrailRecordsEveryRegion',
  control: '164.312(b)',
  sameAs: 'AWS Config: MULTI_REGION_CLOUD_TRAIL_ENABLED, CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
  types: ['AWS::CloudTrail::Trail'],
  wrong: ({ properties }) => {
    const off = NEEDED.filter((name) => properties[name] !== true);
    return off.length === 0 ? undefined : `The trail has gaps: ${off.join(', ')} must be true.`;
  },
  examples: {
    fails: [
      ['a trail of one region', only('AWS::CloudTrail::Trail', { ...on(NEEDED), IsMultiRegionTrail: false })],
      ['a trail that is off', only('AWS::CloudTrail::Trail', on(NEEDED.slice(1)))],
    ],
    passes: [['a whole trail', only('AWS::CloudTrail::Trail', on(NEEDED))]],
  },
});

function on(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, true]));
}
