import { only, PRODUCTION } from './examples';
import { ruleFor } from './rule';
import { inProduction, shown } from './template-values';

/** Production goes on when its zone fails. */
export const databaseSurvivesZone = ruleFor({
  name: 'DatabaseSurvivesZone',
  control: '164.308(a)(7)(ii)(C)',
  sameAs: 'AWS Config: RDS_MULTI_AZ_SUPPORT',
  types: ['AWS::RDS::DBInstance'],
  where: inProduction,
  wrong: ({ properties }) =>
    properties['MultiAZ'] === true
      ? undefined
      : `The database of production has no standby in another zone: MultiAZ is ${shown(properties['MultiAZ'])}. Allowed: true.`,
  examples: {
    fails: [['one zone', only('AWS::RDS::DBInstance', { ...PRODUCTION, MultiAZ: false })]],
    passes: [
      ['two zones', only('AWS::RDS::DBInstance', { ...PRODUCTION, MultiAZ: true })],
      ['one zone elsewhere', only('AWS::RDS::DBInstance', { MultiAZ: false })],
    ],
  },
});
