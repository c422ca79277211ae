/**
 * Advice for values without a counterpart, by the beginning of their path. The first match is used. Values without a
 * match are reported too.
 */
const ADVICE: readonly (readonly [begin: string, words: string])[] = [
  ['exec', 'There is no shell access to containers. Read the logs, and run one-off work as a separate task.'],
  [
    'sidecars',
    'A sidecar has an image by its digest, a port, words, variables and secrets: see sidecars. Its log goes to CloudWatch, and it shares no files with the service.',
  ],
  ['image.build', 'The image is built from the folder source.path with its Dockerfile. Move the source there.'],
  ['image.location', 'The image comes from the service’s own pipeline. Name its source in service.yaml.'],
  ['image.credentials', 'The build pulls base images: give the credentials to the build.'],
  ['image.depends_on', 'A sidecar says when it starts: see start of sidecars.'],
  ['image.healthcheck', 'The container’s health check uses the times of healthCheck.'],
  ['entrypoint', 'Write it as a list of words under entryPoint, or move it to the Dockerfile.'],
  ['command', 'Write it as a list of words under command, or move it to the Dockerfile.'],
  ['env_file', 'Move the variables to environment, and secrets to secrets.'],
  ['http.alias', 'Names are <host>.<domain of the environment>: see routes and domain.'],
  ['http.stickiness', 'Requests go to tasks in turn. Keep sessions in the database.'],
  ['http.allowed_source_ips', 'WAF filters addresses: add a rule to the web ACL of the environment.'],
  ['http.additional_rules', 'Add entries to routes.'],
  ['http.redirect_to_https', 'Plain HTTP is always redirected to HTTPS.'],
  ['http.healthcheck', 'The load balancer uses healthCheck; its thresholds are fixed.'],
  ['http.deregistration_delay', 'The delay is fixed.'],
  ['http', 'The load balancer belongs to the environment: see routes and healthCheck.'],
  ['nlb', 'There is no network load balancer.'],
  [
    'network.connect',
    'Services call each other through a private load balancer: see calledServices of platform.yaml, and calls. SERVICE_<NAME>_URL has the address, in place of the names of Service Connect and of service discovery.',
  ],
  ['network', 'Tasks run in private subnets with their own security group; additional rules have no counterpart.'],
  ['storage.ephemeral', 'A task has 20 GiB. For more, write disk with its size and the folders on it.'],
  ['storage.readonly_fs', 'The root file system of a container is always read-only.'],
  [
    'storage.volumes',
    'Write folders that end with the task under writablePaths or disk, and a file system of EFS under fileSystems.',
  ],
  ['storage', 'The file system is read-only, except for writablePaths, disk and fileSystems.'],
  ['publish', 'Topics are in platform.yaml, with the queues that get their messages.'],
  ['subscribe.queue', 'The queue of platform.yaml has other settings: see queues there.'],
  ['subscribe', 'Services exchange messages through the queues of platform.yaml.'],
  ['count.queue_delay', 'Scaling on a queue needs both times; otherwise write scaling.queue yourself.'],
  ['count.spot', 'Tasks do not run on Spot, which may stop them with two minutes of notice.'],
  ['count.range.spot_from', 'Tasks do not run on Spot, which may stop them with two minutes of notice.'],
  ['count', 'Scaling supports CPU, memory and requests: see scaling.'],
  ['observability', 'Logs and alarms are created automatically; for traces, add a collector to the image.'],
  ['logging', 'Logs go to CloudWatch, encrypted, and are kept for retention.logDays of platform.yaml.'],
  ['taskdef_overrides', 'Overrides of the template have no counterpart.'],
  ['deployment', 'Deploys replace tasks as new ones become healthy, and roll back on alarms.'],
  ['platform', 'Tasks run on Linux: architecture is x86_64 or arm64.'],
  ['on', 'A job runs at the times of its schedule, and on no other event.'],
  ['retries', 'A run that fails is not repeated and raises an alarm. startRetries only repeats the start of a run.'],
  ['timeout', 'There is no limit to the time of a run. The process has to end itself.'],
  ['cdn', 'There is no CloudFront distribution; put one in front of the domain.'],
  ['variables', 'Exports of other stacks are not read, and ${…} is not replaced. Write the value itself.'],
];

/** What to do about a value that was not taken over. */
export function adviceFor(place: string): string {
  const bare = place.replace(/^environments\.[^.]+\./, '');
  const found = ADVICE.find(([begin]) => bare === begin || bare.startsWith(`${begin}.`));
  return `No counterpart. ${found?.[1] ?? 'Decide whether it is still needed.'}`;
}
