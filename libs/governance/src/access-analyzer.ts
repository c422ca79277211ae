import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';

/**
 * IAM Access Analyzer of a region: reports every bucket, key, role, queue and secret that a principal outside of the account
 * can reach. The analyzer of external access is free; those of unused and internal access are not, and are not created.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
 */
export class AccessAnalyzer extends Construct {
  readonly analyzer: CfnAnalyzer;

  constructor(scope: Construct, id: string, { name }: { readonly name: string }) {
    super(scope, id);
    this.analyzer = new CfnAnalyzer(this, 'Analyzer', { analyzerName: name, type: 'ACCOUNT' });
  }
}
