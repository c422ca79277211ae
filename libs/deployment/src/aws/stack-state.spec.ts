import { StackStatus } from '@aws-sdk/client-cloudformation';
import { stateOf, recoverySteps } from './stack-state';
import { stackOf } from '../testing/stacks';

describe('stateOf', () => {
  it('knows every status that CloudFormation has', () => {
    const states = Object.values(StackStatus).map((status) => `${status} ${stateOf(status)}`);
    expect(states.sort()).toEqual([
      'CREATE_COMPLETE settled',
      'CREATE_FAILED stuck',
      'CREATE_IN_PROGRESS busy',
      'DELETE_COMPLETE absent',
      'DELETE_FAILED stuck',
      'DELETE_IN_PROGRESS busy',
      'IMPORT_COMPLETE settled',
      'IMPORT_IN_PROGRESS busy',
      'IMPORT_ROLLBACK_COMPLETE settled',
      'IMPORT_ROLLBACK_FAILED stuck',
      'IMPORT_ROLLBACK_IN_PROGRESS busy',
      'REVIEW_IN_PROGRESS review',
      'ROLLBACK_COMPLETE stuck',
      'ROLLBACK_FAILED stuck',
      'ROLLBACK_IN_PROGRESS busy',
      'UPDATE_COMPLETE settled',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS busy',
      'UPDATE_FAILED stuck',
      'UPDATE_IN_PROGRESS busy',
      'UPDATE_ROLLBACK_COMPLETE settled',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS busy',
      'UPDATE_ROLLBACK_FAILED stuck',
      'UPDATE_ROLLBACK_IN_PROGRESS busy',
    ]);
  });

  it('takes a status that is not known for one that a person must look at', () => {
    expect(stateOf('SOMETHING_NEW')).toBe('stuck');
    expect(stateOf(undefined)).toBe('absent');
  });
});

describe('recoverySteps', () => {
  const stepsFor = (status: string, terminationProtection = false) =>
    recoverySteps(
      stackOf('medmo-network'),
      { state: 'stuck', status, arn: 'arn', terminationProtection },
      'careplane deploy apps/medmo',
    );

  it('says how to be rid of a stack whose creation failed', () => {
    expect(stepsFor('ROLLBACK_COMPLETE', true)).toBe(
      `medmo-network (111122223333 us-east-2) is in ROLLBACK_COMPLETE: its creation failed and was rolled back. The stack is empty, and CloudFormation only allows you to delete it.
  aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name medmo-network --region us-east-2
  aws cloudformation delete-stack --stack-name medmo-network --region us-east-2
  aws cloudformation wait stack-delete-complete --stack-name medmo-network --region us-east-2
  careplane deploy apps/medmo`,
    );
  });

  it.each<[string, readonly string[]]>([
    ['ROLLBACK_COMPLETE', ['delete-stack', 'wait stack-delete-complete']],
    ['CREATE_FAILED', ['describe-stack-events', 'delete-stack', 'wait stack-delete-complete']],
    ['ROLLBACK_FAILED', ['describe-stack-events', 'delete-stack', 'wait stack-delete-complete']],
    ['DELETE_FAILED', ['describe-stack-events', 'delete-stack', 'wait stack-delete-complete']],
    ['UPDATE_FAILED', ['rollback-stack', 'wait stack-rollback-complete']],
    ['UPDATE_ROLLBACK_FAILED', ['describe-stack-events', 'continue-update-rollback', 'wait stack-rollback-complete']],
  ])('%s has its own commands, and ends with the one that goes on', (status, commands) => {
    const lines = stepsFor(status).split('\n').slice(1);
    expect(lines.slice(0, -1)).toEqual(
      commands.map((command) => `  aws cloudformation ${command} --stack-name medmo-network --region us-east-2`),
    );
    expect(lines.at(-1)).toBe('  careplane deploy apps/medmo');
  });

  it('admits what it does not know', () => {
    expect(stepsFor('IMPORT_ROLLBACK_FAILED')).toContain('careplane does not know this status');
  });
});
