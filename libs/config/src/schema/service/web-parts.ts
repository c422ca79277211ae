import * as z from 'zod';

const codes = z.string().regex(/^[2-4]\d\d(?:-[2-4]\d\d)?(?:,[2-4]\d\d(?:-[2-4]\d\d)?)*$/, {
  error: 'must be HTTP status codes from 200 to 499, single, as a list or as a range: "200", "200,302" or "200-299"',
});

const urlPath = z
  .string()
  .max(128)
  .regex(/^\/[A-Za-z0-9_.~!$&'()*+,;=:@%/?-]*$/, { error: 'must be a URL path that starts with /' });

export const healthCheckOverridesSchema = z
  .strictObject({
    path: urlPath.optional().describe('Path of the health check. Default: /.'),
    codes: codes
      .optional()
      .describe('Status codes of a healthy answer: "200", "200,302" or "200-299". Default: "200".'),
    intervalSeconds: z.int().min(5).max(300).optional().describe('Seconds between two checks. Default: 30.'),
    timeoutSeconds: z
      .int()
      .min(2)
      .max(60)
      .optional()
      .describe('Timeout of a check in seconds; less than the interval. Default: 5.'),
    graceSeconds: z
      .int()
      .min(0)
      .max(300)
      .optional()
      .describe('Start time of a new task in seconds, during which failed checks do not count. Default: 60.'),
    command: z
      .array(z.string().min(1))
      .min(2)
      .optional()
      .describe(
        'Command of the check inside the container, in ECS form: ["CMD", "/app/health"] or ["CMD-SHELL", "…"]. Default: curl or, if it is missing, wget requests the path and compares the status code. An image with neither needs its own command.',
      ),
  })
  .describe('The health check of ECS and the load balancer. Default: status 200 at /, every 30 seconds.');

const label = z.string().regex(/^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/, {
  error: 'must be one DNS label in lower case, or @ for the environment’s domain itself',
});

const routePattern = z
  .string()
  .max(128)
  .regex(/^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/, {
    error: 'must be a path pattern of the load balancer: it starts with / and may contain * and ?',
  });

export const routeSchema = z
  .strictObject({
    host: label
      .default('@')
      .describe(
        'Label in front of the environment’s domain (api gives api.staging.medmo.example), or @ for the domain itself.',
      ),
    paths: z
      .array(routePattern)
      .min(1)
      .max(20)
      .default(['/*'])
      .describe('Path patterns: * stands for any characters, ? for any one. Each becomes a rule of the load balancer.'),
    priority: z
      .int()
      .min(1)
      .max(50000)
      .optional()
      .describe(
        'Priority of the load balancer’s rule. Default: computed from the route alone, narrower paths first. Needed only if two routes get the same number; the problem report then names a free one. Only for a route with a single path.',
      ),
  })
  .describe('Requests that go to this service.');
