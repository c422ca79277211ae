import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { alternateContact } from './alternate-contact';
import { inspector } from './inspector';
import type { WantedSetting } from './wanted';

/** Service that scans images; it makes its service-linked role, of this name, when it is enabled. */
const INSPECTOR = 'inspector2.amazonaws.com';
const INSPECTOR_ROLE = 'AWSServiceRoleForAmazonInspector2';

/**
 * What the function may do: the actions of the wanted settings and its log. IAM knows no resources for the actions of EC2, S3,
 * IAM and Inspector, so `*` is the only resource that fits.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @param logGroupArn with the `:*` that stands for its streams
 */
export function settingsStatements(
  scope: Construct,
  wanted: readonly WantedSetting[],
  logGroupArn: string,
): PolicyStatement[] {
  const { account, partition, region } = Stack.of(scope);
  const rest = wanted.filter(({ setting }) => setting !== alternateContact).map(({ setting }) => setting);
  const actionsIn = (place: 'account' | 'region') =>
    [...new Set(rest.filter((setting) => setting.scope === place).flatMap(({ actions }) => actions))].sort();
  const contacts = wanted.filter(({ setting }) => setting === alternateContact);
  const statements: [sid: string, props: ConstructorParameters<typeof PolicyStatement>[0] & object][] = [
    ['Log', { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] }],
    [
      'SettingsOfTheRegion',
      {
        actions: actionsIn('region'),
        resources: ['*'],
        conditions: { StringEquals: { 'aws:RequestedRegion': region } },
      },
    ],
    ['SettingsOfTheAccount', { actions: actionsIn('account'), resources: ['*'] }],
    [
      'Contacts',
      {
        actions: contacts.length === 0 ? [] : [...alternateContact.actions],
        resources: [`arn:${partition}:account::${account}:account`],
        // A key with several values, although a request has one.
        conditions: {
          'ForAnyValue:StringEquals': {
            'account:AlternateContactTypes': contacts.map(({ properties }) => String(properties['ContactType'])),
          },
        },
      },
    ],
    [
      'RoleOfInspector',
      {
        actions: rest.includes(inspector) ? ['iam:CreateServiceLinkedRole'] : [],
        resources: [`arn:${partition}:iam::${account}:role/aws-service-role/${INSPECTOR}/${INSPECTOR_ROLE}`],
        conditions: { StringEquals: { 'iam:AWSServiceName': INSPECTOR } },
      },
    ],
  ];
  return statements
    .filter(([, { actions }]) => actions !== undefined && actions.length > 0)
    .map(([sid, props]) => new PolicyStatement({ sid, ...props }));
}
