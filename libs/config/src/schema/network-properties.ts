import * as z from 'zod';
import { propertyEnvironment, propertyName, propertyWords, wildcardNames } from './properties';

/** What is at an end of a connection. */
export const PROPERTY_END_KINDS = [
  'internet',
  'load balancer',
  'service',
  'job',
  'function',
  'build',
  'instance',
  'database',
  'cache',
  'file system',
  'endpoint of AWS',
] as const;

const ends = (words: string) =>
  z
    .strictObject({
      kind: z.array(z.enum(PROPERTY_END_KINDS)).min(1).optional().describe('What the ends are. Default: all.'),
      environment: propertyEnvironment.optional().describe('Environment of the ends. Default: all.'),
      name: wildcardNames('Construct paths, or stacks and logical ids such as medmo-api-production/Service')
        .optional()
        .describe(
          'Construct paths, or stacks and logical ids such as medmo-api-production/*, with * and ? as wildcards. Default: all.',
        ),
      firewall: z.boolean().optional().describe('Whether AWS WAF looks at each request. Default: both.'),
      public: z.boolean().optional().describe('Whether hosts of the internet can address the ends. Default: both.'),
      not: wildcardNames('Names of ends that are left out')
        .optional()
        .describe('Names of ends that are left out, with * and ? as wildcards. Default: none.'),
    })
    .describe(`${words}; every key that is given must fit.`);

const ports = (words: string) => z.array(z.int().min(0).max(65_535)).min(1).optional().describe(words);

/** Properties of the network that careplane prove decides. */
export const networkPropertiesSchema = z
  .array(
    z.strictObject({
      name: propertyName,
      words: propertyWords,
      from: ends('The ends that no way may lead from').default({}),
      to: ends('The ends that no way may lead to').default({}),
      onlyThrough: ends('Ways through these ends are allowed')
        .optional()
        .describe('Ends through which a way is allowed; every key that is given must fit. Default: no way is allowed.'),
      direct: z
        .boolean()
        .default(false)
        .describe('Whether single connections count alone. Otherwise ways of several connections count too.'),
      viaInternet: z
        .boolean()
        .default(false)
        .describe('Whether a way counts that leaves to the internet and comes back.'),
      ports: ports('TCP ports that the last connection of a way must not open. Default: all traffic counts.'),
      exceptPorts: ports('TCP ports that the last connection may open all the same. Default: none.'),
    }),
  )
  .default([])
  .describe(
    'Properties of the network of your own that careplane prove and careplane check decide: from where to where no connection can be opened.',
  );
