import { resourcesIn } from '@careplane/platform/testing';
import type { Facts } from './fact';
import { list, statements, text } from './fact';

/** Reasons about the policies of people. */
export const IDENTITY_FACTS: Facts = {
  'These actions only list or describe, and most of them know no resources. None of them returns data of patients, a secret or a line of a log.':
    {
      'they read, and none of them reads objects, secrets, logs or databases': statements(
        /./,
        ({ Resource, Action }) =>
          !list(Resource).includes('*') ||
          list(Action).every((action) =>
            /^[a-z0-9-]+:(?:BatchGet|Check|Describe|Filter|Generate|Get|List|Select|Simulate|Start(?:ConfigRulesEvaluation)|Stop(?:Query)|LookupEvents|Validate|View|ArchiveFindings|BatchUpdateFindings|UpdateFindings)/.test(
              action,
            ),
          ) ||
          list(Action).includes('*'),
      ),
    },
  'These actions mark findings and credentials as handled; they know no resources, or the resource is not known before the incident. None of them gives a permission.':
    {
      'the one policy that can be attached denies everything': statements(
        /^iam:Attach/,
        ({ Condition }) => text(Condition) === '{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AWSDenyAll"}}',
      ),
    },
  'The name of the platform, of an environment or of its path stands before the asterisk; AWS chooses what follows it.':
    {
      'names stand before the asterisk, or a condition names them': statements(/./, ({ Resource, Condition }) =>
        list(Resource).every(
          (resource) =>
            !text(resource).includes('*') ||
            resource === '*' ||
            /medmo|user\/\*|role\/\*|recovery-point:\*|snapshot:awsbackup/.test(text(resource)) ||
            Condition !== undefined,
        ),
      ),
    },
  'The role is for emergencies, which cannot be listed beforehand. It needs MFA, ends after an hour, sounds an alarm, and cannot touch audit trail, backups, keys or rights.':
    {
      'MFA, within the hour': ({ stacks }) => {
        const role = resourcesIn(stacks, 'AWS::IAM::Role').find(
          ({ Properties = {} }) => Properties['RoleName'] === 'medmo-break-glass',
        );
        const trust = text(role?.Properties?.['AssumeRolePolicyDocument']);
        return trust.includes('"aws:MultiFactorAuthPresent":"true"') &&
          role?.Properties?.['MaxSessionDuration'] === 3600
          ? []
          : ['medmo-break-glass'];
      },
      'an alarm at every use': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::Events::Rule').some((one) => text(one.Properties).includes('medmo-break-glass'))
          ? []
          : ['no rule about medmo-break-glass'],
    },
};
