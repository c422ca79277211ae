import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';

/**
 * GuardDuty: analyses CloudTrail, flow logs and DNS, and in addition S3 data events, logins to databases, what runs in
 * Fargate tasks, and malware on volumes. An account and region has one detector; deleting it deletes its findings, so the
 * detector outlives its stack.
 *
 * GuardDuty adds an agent as a container to every new Fargate task, and makes the VPC endpoint that the agent uses.
 * https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html
 */
export class ThreatDetection extends Construct {
  readonly detector: CfnDetector;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.detector = new CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: [
        { name: 'S3_DATA_EVENTS', status: 'ENABLED' },
        { name: 'RDS_LOGIN_EVENTS', status: 'ENABLED' },
        {
          name: 'RUNTIME_MONITORING',
          status: 'ENABLED',
          additionalConfiguration: [
            { name: 'ECS_FARGATE_AGENT_MANAGEMENT', status: 'ENABLED' },
            // No platform of the toolkit has EKS; instances that appear are watched, too.
            { name: 'EKS_ADDON_MANAGEMENT', status: 'DISABLED' },
            { name: 'EC2_AGENT_MANAGEMENT', status: 'ENABLED' },
          ],
        },
        // Costs nothing as long as no instance has a volume.
        { name: 'EBS_MALWARE_PROTECTION', status: 'ENABLED' },
        { name: 'LAMBDA_NETWORK_LOGS', status: 'ENABLED' },
        { name: 'EKS_AUDIT_LOGS', status: 'DISABLED' },
      ],
    });
    this.detector.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
