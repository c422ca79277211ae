import { withFix } from './singletons';

test.each([
  ['Owner: /careplane-baseline/owner already exists', 'governance: { baseline: <that name> }'],
  [
    'Owner: Resource of type AWS::SSM::Parameter with identifier /careplane-baseline/owner already exists.',
    'aws ssm get-parameter --name /careplane-baseline/owner',
  ],
  [
    'ConfigurationServiceLinkedRole: Service role name AWSServiceRoleForConfig has been taken in this account, please try a different suffix.',
    'serviceLinkedRole: existing',
  ],
  ['Recorder: MaxNumberOfConfigurationRecordersExceededException', 'governance.configuration'],
  ['Detector: The request is rejected because a detector already exists for the current account.', 'threatDetection'],
  ['Hub: Account is already subscribed to Security Hub', 'governance.securityHub'],
])('%s is reported with the fix', (reason, fix) => {
  expect(withFix(reason)).toContain(reason);
  expect(withFix(reason)).toContain(fix);
});

test('another reason stays as it is', () => {
  expect(withFix('Bucket: acme-evidence already exists')).toBe('Bucket: acme-evidence already exists');
});
