import * as z from 'zod';
import { reason } from './primitives';

/** What a container speaks. Plain HTTP carries its reason with it, so there is no plain HTTP without one. */
export const protocolSchema = z
  .union(
    [
      z.literal('https'),
      z.strictObject({
        http: z
          .strictObject({ reason })
          .describe(
            'The container serves plain HTTP. Traffic between the load balancer and the task is not encrypted.',
          ),
      }),
    ],
    { error: 'must be https, or http with a written reason' },
  )
  .default('https')
  .describe(
    'Protocol of the container. With https, traffic is encrypted up to the task (45 CFR 164.312(e)(1)), and the load balancer accepts a self-signed certificate. Plain HTTP needs a reason, which the plan shows: { http: { reason: … } }.',
  );
