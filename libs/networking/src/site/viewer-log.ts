import { Stack } from 'aws-cdk-lib';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { deliveredLog } from '../delivered-log';
import type { DeliveredLogProps } from '../delivered-log';

export interface ViewerLogProps extends DeliveredLogProps {
  readonly distributionId: string;
  /** What source and destination of the delivery are called; 60 characters at most. */
  readonly name: string;
}

/**
 * Who asked a distribution for what: CloudFront's standard logging (v2) into CloudWatch Logs. The older kind writes to a bucket with
 * access control lists, which no bucket of a platform has. The log has the addresses of visitors.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class ViewerLog extends Construct {
  constructor(scope: Construct, id: string, props: ViewerLogProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    const logGroup = deliveredLog(this, props);
    const source = new CfnDeliverySource(this, 'Source', {
      name: props.name,
      logType: 'ACCESS_LOGS',
      resourceArn: `arn:${partition}:cloudfront::${account}:distribution/${props.distributionId}`,
    });
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name: props.name,
      destinationResourceArn: logGroup.logGroupArn,
      outputFormat: 'json',
    });
    const delivery = new CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
    });
    // A name is no reference, so CloudFormation would not know the order.
    delivery.node.addDependency(source);
  }
}
