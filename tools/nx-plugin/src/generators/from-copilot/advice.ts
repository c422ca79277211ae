/**
 * What to do about values without a counterpart, by the beginning of their place. The first that fits is said; what fits
 * none is reported all the same.
 */
const ADVICE: readonly (readonly [begin: string, words: string])[] = [
  ['exec', 'There is no shell access to containers. Read logs; run one-off work as a task of its own.'],
  ['sidecars', 'A task has one container. Logs go to CloudWatch by themselves; build the rest into the image.'],
  ['image.build', 'The image is built from the folder source.path with its Dockerfile. Move the source there.'],
  ['image.location', 'The image comes from the service’s own pipeline. Name its source in service.yaml.'],
  ['image.credentials', 'Base images are pulled while building: give the credentials to the build.'],
  ['image.depends_on', 'A task has one container.'],
  ['image.healthcheck', 'Times of the container’s check are those of healthCheck.'],
  ['entrypoint', 'Write it into the Dockerfile.'],
  ['command', 'Write it into the Dockerfile.'],
  ['env_file', 'Write the variables to environment, and secrets to secrets.'],
  ['http.alias', 'Names are <host>.<domain of the environment>: see routes and domain.'],
  ['http.stickiness', 'Tasks are chosen by turns. Keep sessions in the database.'],
  ['http.allowed_source_ips', 'Addresses are judged by WAF: add a rule to the web ACL of the environment.'],
  ['http.additional_rules', 'Write them as further entries of routes.'],
  ['http.redirect_to_https', 'Plain HTTP is always redirected.'],
  ['http.healthcheck', 'The balancer’s check is that of healthCheck; thresholds are fixed.'],
  ['http.deregistration_delay', 'The delay is fixed.'],
  ['http', 'The balancer is the environment’s: see routes and healthCheck.'],
  ['nlb', 'There is no network load balancer.'],
  ['network.connect', 'There is no Service Connect: services reach each other through their routes.'],
  ['network', 'Tasks run in private subnets with a security group of their own; more rules have no counterpart.'],
  ['storage', 'The file system is read-only but for writablePaths, in memory. Keep files in S3 or the database.'],
  ['publish', 'Make the topic outside, and give its policy to taskPolicyArns.'],
  ['subscribe', 'Make the queue and its subscription outside, and give its policy to taskPolicyArns.'],
  ['count.spot', 'Tasks do not run on Spot: it may take them away within two minutes.'],
  ['count.range.spot_from', 'Tasks do not run on Spot: it may take them away within two minutes.'],
  ['count', 'Scaling knows CPU, memory and requests: see scaling.'],
  ['observability', 'Logs and alarms are made for you; for traces add a collector to the image.'],
  ['logging', 'Logs go to CloudWatch, encrypted, for retention.logDays of platform.yaml.'],
  ['taskdef_overrides', 'Overrides of the template have no counterpart.'],
  ['deployment', 'Deploys replace tasks as new ones become healthy, and roll back on alarms.'],
  ['platform', 'Tasks run on Linux: architecture is x86_64 or arm64.'],
  ['on', 'There are no scheduled jobs. EventBridge Scheduler with a task of its own does it.'],
  ['cdn', 'There is no CloudFront distribution; put one in front of the domain.'],
  ['variables', 'Exports of other stacks are not read, and ${…} is not filled in. Write the value itself.'],
];

/** What to do about a value that was not taken over. */
export function adviceFor(place: string): string {
  const bare = place.replace(/^environments\.[^.]+\./, '');
  const found = ADVICE.find(([begin]) => bare === begin || bare.startsWith(`${begin}.`));
  return `No counterpart. ${found?.[1] ?? 'Decide whether it is still needed.'}`;
}
