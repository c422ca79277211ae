import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, listOf, resourcesOf } from './template-values';

/** The events that the audit plugin records: who connected, and who changed tables or rights. */
const EVENTS = ['CONNECT', 'QUERY_DDL', 'QUERY_DCL'];

/** Log-ins to the database, the failed ones too, and changes of rights leave a record outside of it. */
export const databaseIsAudited = ruleFor({
  name: 'DatabaseIsAudited',
  control: '164.308(a)(5)(ii)(C)',
  sameAs: 'AWS Config: RDS_LOGGING_ENABLED',
  types: ['AWS::RDS::DBInstance'],
  wrong: ({ properties, template }) => {
    if (!listOf(properties['EnableCloudwatchLogsExports']).includes('audit'))
      return 'The database does not export its audit log to CloudWatch.';
    const option = at(properties['OptionGroupName'], 'Ref');
    const group = resourcesOf(template, 'AWS::RDS::OptionGroup').find(({ logicalId }) => logicalId === option);
    const events = JSON.stringify(group?.properties['OptionConfigurations'] ?? []);
    const missing = EVENTS.filter((event) => !events.includes(event));
    return missing.length === 0 ? undefined : `The audit log of the database does not record ${missing.join(', ')}.`;
  },
  examples: {
    fails: [
      ['no export', databaseWith(['error'], 'CONNECT,QUERY_DDL,QUERY_DCL')],
      ['without log-ins', databaseWith(['audit'], 'QUERY_DDL,QUERY_DCL')],
    ],
    passes: [['log-ins and changes of rights', databaseWith(['audit'], 'CONNECT,QUERY_DDL,QUERY_DCL')]],
  },
});

function databaseWith(EnableCloudwatchLogsExports: string[], Value: string) {
  const settings = [{ Name: 'SERVER_AUDIT_EVENTS', Value }];
  return only(
    'AWS::RDS::DBInstance',
    { EnableCloudwatchLogsExports, OptionGroupName: { Ref: 'Options' } },
    {
      Options: resource('AWS::RDS::OptionGroup', { OptionConfigurations: [{ OptionSettings: settings }] }),
    },
  );
}
