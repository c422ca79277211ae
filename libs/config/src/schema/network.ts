import * as z from 'zod';
import { cidr } from './primitives';

const zoneLetter = z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);

const networkKeys = {
  cidr: cidr
    .default('10.20.0.0/16')
    .describe(
      'IPv4 range of the VPC, /16 to /22. Each zone letter owns a fixed eighth of it, so adding a zone moves no subnet. Cannot be changed after the first deploy.',
    ),
  zones: z
    .array(zoneLetter)
    .min(2)
    .max(6)
    .default(['a', 'b'])
    .describe('Availability zones by letter, two to six. Each gets one public, one private and one isolated subnet.'),
  natGateways: z
    .enum(['one', 'per-zone'])
    .default('one')
    .describe(
      'One NAT gateway for all zones, or one in each. One gateway costs about $33 a month in us-east-2, and outbound traffic fails with its zone; per-zone costs this amount for each zone.',
    ),
  endpoints: z
    .enum(['none', 'gateway', 'all'])
    .default('gateway')
    .describe(
      'VPC endpoints. gateway: S3 (which stores image layers), free. all: also interface endpoints for ECR, CloudWatch Logs, Secrets Manager and KMS, which keep that traffic off the NAT gateway at about $7.30 a month for each of the 5 services in each zone (us-east-2, $0.01 an hour).',
    ),
  flowLogDays: z
    .literal([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653])
    .default(2192)
    .describe(
      'Days for which VPC flow logs are kept, one of the periods of CloudWatch Logs. The default is six years (45 CFR 164.316(b)(2)(i)); fewer days are a finding of careplane check.',
    ),
  reserved: z
    .array(cidr)
    .default([])
    .describe('IPv4 ranges in use elsewhere (an office VPN, a peered VPC). The VPC must not overlap any of them.'),
};

export const networkSchema = z
  .strictObject(networkKeys)
  .describe('The VPC: one for each account and region in which the platform has environments.');

/**
 * For an environment in a place of its own. Not the keys above made optional: their defaults would come along, and
 * hide what the platform says.
 */
export const networkOverridesSchema = z
  .strictObject({
    cidr: networkKeys.cidr
      .unwrap()
      .optional()
      .describe('IPv4 range of this VPC. Default: none; required, and must not overlap the platform’s.'),
    zones: networkKeys.zones
      .unwrap()
      .optional()
      .describe('Availability zones by letter. Default: as for the platform.'),
    natGateways: networkKeys.natGateways
      .unwrap()
      .optional()
      .describe('One NAT gateway for all zones, or one in each. Default: as for the platform.'),
    endpoints: networkKeys.endpoints.unwrap().optional().describe('VPC endpoints. Default: as for the platform.'),
    flowLogDays: networkKeys.flowLogDays
      .unwrap()
      .optional()
      .describe('Days for which VPC flow logs are kept. Default: as for the platform.'),
    reserved: networkKeys.reserved
      .unwrap()
      .optional()
      .describe('IPv4 ranges in use elsewhere. Default: as for the platform.'),
  })
  .describe(
    'VPC settings for an environment with its own account or region. Default: the platform’s settings, except for the range.',
  );
