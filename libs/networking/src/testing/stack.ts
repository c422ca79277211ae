import { App, Stack } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';

/** A stack like those of the deploy app: with account and region, and CDK's recommended flags, zones not looked up. */
export function testStack(): Stack {
  const env = { account: '111122223333', region: 'us-east-2' };
  const zones = {
    'availability-zones:account=111122223333:region=us-east-2': ['us-east-2a', 'us-east-2b', 'us-east-2c'],
  };
  return new Stack(new App({ postCliContext: { ...recommendedFlags, ...zones } }), 'Test', { env });
}
