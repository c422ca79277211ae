import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderProblems } from '@careplane/command-line';
import { load } from '@careplane/config';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { copyOfMedmo } from '@careplane/platform/testing';

it('shows all problems at once, as a person reads them', () => {
  const folder = copyOfMedmo();
  writeFileSync(
    join(folder, 'api/service.yaml'),
    `name: api
source: { github: medmo/api }
prot: 8080
cpu: 300
healthCheck: { path: healthz }
environment:
  AWS_ACCESS_KEY_ID: AKIAIOSFODNN7EXAMPLE
environments:
  prodution: { memoryMiB: 1024 }
secrets: [SESSION_KEY, SMS_GATEWAY_KEY]
`,
  );
  const loaded = load(folder, { rules: toolkitRules });
  const problems = loaded.ok ? [] : loaded.problems;
  const text = renderProblems(problems.map((problem) => ({ ...problem, file: problem.file.replace(folder, 'medmo') })));
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    medmo/api/service.yaml:3
      prot is not a known key.
        given   "prot"
        allowed one of kind, name, description, source, image, architecture, user,
                entryPoint, command, stopTimeoutSeconds, writablePaths, disk,
                secrets, database, databases, queues, topics, caches, buckets,
                fileSystems, calls, sidecars, tasks, taskPolicyArns, port, protocol,
                singleton, cpu, memoryMiB, environment, egress, scaling,
                healthCheck, routes, environments
        fix     did you mean "port"?

    medmo/api/service.yaml:4
      cpu is a task size that Fargate does not offer: 300 CPU units with 512 MiB.
        given   {"cpu":300,"memoryMiB":512}
        allowed 256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, each with its own
                memory sizes
        fix     write cpu: 512 with memoryMiB: 1024

    medmo/api/service.yaml:5
      healthCheck.path must be a URL path that starts with /.
        given   "healthz"
        allowed a URL path that starts with /
        fix     write "/healthz"

    medmo/api/service.yaml:7
      environment.AWS_ACCESS_KEY_ID is a variable that a service must not set:
      static credentials would replace the task’s role.
        given   "AWS_ACCESS_KEY_ID"
        allowed the name of a variable of your own
        fix     remove it; a task gets credentials from its role, and permissions
                from taskPolicyArns

    medmo/api/service.yaml:7
      environment.AWS_ACCESS_KEY_ID looks like an AWS access key id; everybody with
      read access to the task definition could read it.
        given   (20 characters, not shown)
        allowed values that are not secret
        fix     remove it here, add AWS_ACCESS_KEY_ID to secrets, and put the value
                into the secret that the stack creates; if a real value was ever
                committed, replace it first

    medmo/api/service.yaml:9
      environments.prodution overrides an environment that the platform does not
      have.
        given   "prodution"
        allowed one of staging, production
        fix     did you mean "production"?

    medmo/frontend/service.yaml:8
      routes[0] takes requests for medmo.example/* in production, which already go
      to service api.
        given   "medmo.example/*"
        allowed a host and path that no other route has
        fix     give one of the two another host or a narrower path

    medmo/frontend/service.yaml:8
      routes[0] takes requests for staging.medmo.example/* in staging, which already
      go to service api.
        given   "staging.medmo.example/*"
        allowed a host and path that no other route has
        fix     give one of the two another host or a narrower path
    "
  `);
});
