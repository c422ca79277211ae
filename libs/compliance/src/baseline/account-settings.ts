import type { Citation } from '../controls/citations';
import { resourcesOf } from '../rules/template-values';
import type { CloudFormationTemplate } from '../rules/rule';
import { at, listOf } from './requirement';
import type { Requirement } from './requirement';

type Properties = Readonly<Record<string, unknown>>;

/** A custom resource does nothing without its function, so it counts only where its function is in the template too. */
function isMade(template: CloudFormationTemplate, type: string, holds: (properties: Properties) => boolean): boolean {
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map(({ logicalId }) => logicalId);
  return resourcesOf(template, type).some(
    ({ properties }) =>
      functions.includes(String(listOf(at(properties['ServiceToken'], 'Fn::GetAtt'))[0])) && holds(properties),
  );
}

/** A setting under the name that `governance.accountSettings.leftOut` has for it. */
const setting = (
  leftOutAs: string,
  type: string,
  what: string,
  controls: readonly Citation[],
  more: { readonly onceForAnAccount?: boolean; readonly holds?: (properties: Properties) => boolean } = {},
): Requirement => ({
  part: 'accountSettings',
  what,
  controls,
  leftOutAs,
  onceForAnAccount: more.onceForAnAccount ?? false,
  holds: (template) => isMade(template, `Custom::Careplane${type}`, more.holds ?? (() => true)),
});

const contact = (type: string): Requirement =>
  setting('contacts', 'AlternateContact', `alternate contact for ${type.toLowerCase()}`, ['164.308(a)(6)(ii)'], {
    onceForAnAccount: true,
    holds: ({ ContactType }) => ContactType === type,
  });

const VULNERABILITIES: readonly Citation[] = ['164.308(a)(1)(ii)(A)', '164.308(a)(5)(ii)(B)'];

/** FSBP IAM.7 asks for eight characters or more. */
const FEWEST_PASSWORD_CHARACTERS = 8;

export const ACCOUNT_SETTINGS: readonly Requirement[] = [
  setting('inspector', 'Inspector', 'Amazon Inspector for images', VULNERABILITIES, {
    holds: ({ ResourceTypes }) => listOf(ResourceTypes).includes('ECR'),
  }),
  setting('ebsEncryption', 'EbsEncryption', 'encryption of EBS volumes by default', ['164.312(a)(2)(iv)']),
  setting('instanceMetadata', 'InstanceMetadataDefaults', 'IMDSv2 by default', ['164.312(a)(1)']),
  setting('imagePublicAccess', 'ImagePublicAccessBlock', 'block of public AMIs', ['164.312(a)(1)']),
  setting('snapshotPublicAccess', 'SnapshotPublicAccessBlock', 'block of public EBS snapshots', ['164.312(a)(1)']),
  setting('s3PublicAccess', 'S3PublicAccessBlock', 'block of public access to S3 for the account', ['164.312(a)(1)'], {
    onceForAnAccount: true,
  }),
  setting('passwordPolicy', 'PasswordPolicy', 'password policy', ['164.308(a)(5)(ii)(D)', '164.312(d)'], {
    onceForAnAccount: true,
    holds: ({ MinimumPasswordLength }) => Number(MinimumPasswordLength) >= FEWEST_PASSWORD_CHARACTERS,
  }),
  ...['OPERATIONS', 'BILLING', 'SECURITY'].map(contact),
  {
    part: 'accountSettings',
    what: 'log of the function that makes the settings',
    controls: ['164.312(b)'],
    holds: (template) => {
      const groups = resourcesOf(template, 'AWS::Logs::LogGroup').map(({ logicalId }) => logicalId);
      return resourcesOf(template, 'AWS::Lambda::Function').some(({ properties }) =>
        groups.includes(String(at(properties['LoggingConfig'], 'LogGroup', 'Ref'))),
      );
    },
  },
];
