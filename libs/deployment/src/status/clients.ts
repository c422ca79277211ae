import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LookSettings } from '../aws/clients';
import { PATIENT } from '../aws/parameter-store';

/** Where the health of what a stack holds is asked, with credentials that only look. */
export interface HealthClients {
  readonly stacks: CloudFormationClient;
  readonly services: ECSClient;
  readonly balancers: ElasticLoadBalancingV2Client;
  readonly alarms: CloudWatchClient;
  readonly pipelines: CodePipelineClient;
}

/** @param settings region and credentials, as `Clients.lookSettings` gives them for a stack */
export function healthClients(settings: LookSettings): HealthClients {
  return {
    stacks: new CloudFormationClient({ ...settings, ...PATIENT }),
    services: new ECSClient({ ...settings, ...PATIENT }),
    balancers: new ElasticLoadBalancingV2Client({ ...settings, ...PATIENT }),
    alarms: new CloudWatchClient({ ...settings, ...PATIENT }),
    pipelines: new CodePipelineClient({ ...settings, ...PATIENT }),
  };
}
