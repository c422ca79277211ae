import type { ServiceRule } from '../rule';

/** CloudFormation's schema of AWS::IAM::Role takes each managed policy once. */
export const policiesAreDistinct: ServiceRule = ({ taskPolicyArns }) =>
  taskPolicyArns.flatMap((arn, index) =>
    taskPolicyArns.indexOf(arn) === index
      ? []
      : [
          {
            path: ['taskPolicyArns', index],
            restsOn: [['taskPolicyArns']],
            given: arn,
            message: 'lists a policy twice',
            allowed: 'each policy once',
            fix: 'remove the repetition',
          },
        ],
  );
