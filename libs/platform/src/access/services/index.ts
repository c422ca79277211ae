import { accessAnalyzer } from './access-analyzer';
import { applicationAutoScaling } from './application-auto-scaling';
import { backup } from './backup';
import { budgets } from './budgets';
import { certificateManager } from './certificate-manager';
import { chatbot } from './chatbot';
import { cloudfront } from './cloudfront';
import { cloudTrail } from './cloud-trail';
import { cloudWatch } from './cloud-watch';
import { codeBuild } from './code-build';
import { codeCommit } from './code-commit';
import { codePipeline } from './code-pipeline';
import { config } from './config';
import { ec2 } from './ec2';
import { ecr } from './ecr';
import { ecs } from './ecs';
import { efs } from './efs';
import { elasticLoadBalancingV2 } from './elastic-load-balancing-v2';
import { elasticache } from './elasticache';
import { events } from './events';
import { guardDuty } from './guard-duty';
import { kms } from './kms';
import { lambda } from './lambda';
import { logs } from './logs';
import { rds } from './rds';
import { route53 } from './route53';
import { s3 } from './s3';
import { scheduler } from './scheduler';
import { secretsManager } from './secrets-manager';
import { securityHub } from './security-hub';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { sso } from './sso';
import { wafv2 } from './wafv2';
import type { ServiceRules } from './rules';

/** All services whose resource types stacks may have; IAM's are in ../iam.ts. One more is one file and one line. */
export const SERVICES: readonly ServiceRules[] = [
  accessAnalyzer,
  applicationAutoScaling,
  backup,
  budgets,
  certificateManager,
  chatbot,
  cloudfront,
  cloudTrail,
  cloudWatch,
  codeBuild,
  codeCommit,
  codePipeline,
  config,
  ec2,
  ecr,
  ecs,
  efs,
  elasticache,
  elasticLoadBalancingV2,
  events,
  guardDuty,
  kms,
  lambda,
  logs,
  rds,
  route53,
  s3,
  scheduler,
  secretsManager,
  securityHub,
  sns,
  sqs,
  ssm,
  sso,
  wafv2,
];
