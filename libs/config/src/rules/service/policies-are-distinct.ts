import type { ServiceRule } from '../rule';

/** IAM refuses a role that lists a managed policy twice. */
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
