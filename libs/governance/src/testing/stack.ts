import { App, Stack } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';

/** A stack like those of the deploy app: with account and region, and CDK's recommended flags. */
export function testStack(): Stack {
  const env = { account: '111122223333', region: 'us-east-2' };
  return new Stack(new App({ postCliContext: recommendedFlags }), 'Test', { env });
}
