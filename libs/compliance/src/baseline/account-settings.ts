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
  more: { readonly onceForAnAccount?: boolean; readonly holds?: (properties: Properties) => boolean } = {},
): Requirement => ({
  part: 'accountSettings',
  what,
  leftOutAs,
  onceForAnAccount: more.onceForAnAccount ?? false,
  holds: (template) => isMade(template, `Custom::Careplane${type}`, more.holds ?? (() => true)),
});

const contact = (type: string): Requirement =>
  setting('contacts', 'AlternateContact', `alternate contact for ${type.toLowerCase()}`, {
    onceForAnAccount: true,
    holds: ({ ContactType }) => ContactType === type,
  });

/** FSBP IAM.7 asks for eight characters or more. */
const FEWEST_PASSWORD_CHARACTERS = 8;

export const ACCOUNT_SETTINGS: readonly Requirement[] = [
  setting('inspector', 'Inspector', 'Amazon Inspector for images', {
    holds: ({ ResourceTypes }) => listOf(ResourceTypes).includes('ECR'),
  }),
  setting('ebsEncryption', 'EbsEncryption', 'encryption of EBS volumes by default'),
  setting('instanceMetadata', 'InstanceMetadataDefaults', 'IMDSv2 by default'),
  setting('imagePublicAccess', 'ImagePublicAccessBlock', 'block of public AMIs'),
  setting('s3PublicAccess', 'S3PublicAccessBlock', 'block of public access to S3 for the account', {
    onceForAnAccount: true,
  }),
  setting('passwordPolicy', 'PasswordPolicy', 'password policy', {
    onceForAnAccount: true,
    holds: ({ MinimumPasswordLength }) => Number(MinimumPasswordLength) >= FEWEST_PASSWORD_CHARACTERS,
  }),
  ...['OPERATIONS', 'BILLING', 'SECURITY'].map(contact),
  {
    part: 'accountSettings',
    what: 'log of the function that makes the settings',
    holds: (template) => {
      const groups = resourcesOf(template, 'AWS::Logs::LogGroup').map(({ logicalId }) => logicalId);
      return resourcesOf(template, 'AWS::Lambda::Function').some(({ properties }) =>
        groups.includes(String(at(properties['LoggingConfig'], 'LogGroup', 'Ref'))),
      );
    },
  },
];
