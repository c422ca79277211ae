import { relative } from 'node:path';
import { load } from './load';
import { testdir } from './testing/testdir';

const AWS_KEY = `AKIA${'IOSFODNN7EXAMPLE'}`;

// Everything at once that people get wrong, as one report.
const files = {
  'platform.yaml': `name: acme
account: 111122223333
region: us-east-2
backup:
  intervalHours: 25
  retentionDay: 35
environments:
  production:
    branch: main
    domain: acme.example
alertEmails: [on-call@acme.example]
`,
  'api/service.yaml': `name: api
source: { path: src }
port: eighty
environment:
  UPLOAD_KEY: ${AWS_KEY}
  DB_PASSWORD: hunter2
routes:
  - paths: [/api/*]
`,
  'broken/service.yaml': `name: broken
source: { path: src
port: 8080
`,
  'copy/service.yaml': `name: api
source: { path: src }
routes:
  - host: www
  - paths: [/v1/*, /api/*]
environments:
  prodution:
    cpu: 512
`,
};

it('tells all problems of all files in one report', () => {
  const directory = testdir(files);
  const result = load(directory);
  const problems = result.ok ? [] : result.problems;
  const report = problems.map((problem) => ({ ...problem, file: relative(directory, problem.file) }));
  expect(JSON.parse(JSON.stringify(report).replaceAll(`${directory}/`, ''))).toMatchInlineSnapshot(`
    [
      {
        "allowed": "a whole number from 1024 to 65535",
        "file": "api/service.yaml",
        "fix": "write a whole number from 1024 to 65535",
        "given": ""eighty"",
        "line": 3,
        "message": "must be a whole number from 1024 to 65535",
        "path": "port",
      },
      {
        "allowed": "values that are not secret",
        "file": "api/service.yaml",
        "fix": "remove it here, add UPLOAD_KEY to secrets, and put the value into the secret that the stack creates; if a real value was ever committed, replace it first",
        "given": "(20 characters, not shown)",
        "line": 5,
        "message": "looks like an AWS access key id; everybody with read access to the task definition could read it",
        "path": "environment.UPLOAD_KEY",
      },
      {
        "allowed": "values that are not secret",
        "file": "api/service.yaml",
        "fix": "remove it here, add DB_PASSWORD to secrets, and put the value into the secret that the stack creates; if a real value was ever committed, replace it first",
        "given": "(7 characters, not shown)",
        "line": 6,
        "message": "looks like a secret, judging by the name of the variable; everybody with read access to the task definition could read it",
        "path": "environment.DB_PASSWORD",
      },
      {
        "allowed": "one YAML 1.2 document",
        "file": "broken/service.yaml",
        "fix": "add the closing }, and indent all lines between the braces",
        "given": "port: …",
        "line": 3,
        "message": "is not valid YAML: a brace { is not closed, or a line in it is not indented",
        "path": "",
      },
      {
        "allowed": "a unique name",
        "file": "copy/service.yaml",
        "fix": "rename one of the two",
        "given": ""api"",
        "line": 1,
        "message": "is also the name of the service in api/service.yaml",
        "path": "name",
      },
      {
        "allowed": "a host and path that no other route has",
        "file": "copy/service.yaml",
        "fix": "give one of the two another host or a narrower path",
        "given": ""acme.example/api/*"",
        "line": 5,
        "message": "takes requests for acme.example/api/* in production, which already go to service api",
        "path": "routes[1]",
      },
      {
        "allowed": "one of production",
        "file": "copy/service.yaml",
        "fix": "did you mean "production"?",
        "given": ""prodution"",
        "line": 7,
        "message": "overrides an environment that the platform does not have",
        "path": "environments.prodution",
      },
      {
        "allowed": "text: AWS account, 12 digits in quotes",
        "file": "platform.yaml",
        "fix": "put it in quotation marks",
        "given": "111122223333",
        "line": 2,
        "message": "must be text: AWS account, 12 digits in quotes",
        "path": "account",
      },
      {
        "allowed": "1, 2, 3, 4, 6, 8, 12 (rpoHours less startWindowHours is 23)",
        "file": "platform.yaml",
        "fix": "back up more often; only the business can decide to raise rpoHours",
        "given": "25",
        "line": 5,
        "message": "breaks the recovery point objective: with a backup every 25 h that may start 1 h late, up to 26 h pass without a backup, but recovery.rpoHours is 24",
        "path": "backup.intervalHours",
      },
      {
        "allowed": "1, 2, 3, 4, 6, 8, 12 or 24",
        "file": "platform.yaml",
        "fix": "choose one of these",
        "given": "25",
        "line": 5,
        "message": "does not divide a day evenly, so the last interval of the day would differ",
        "path": "backup.intervalHours",
      },
      {
        "allowed": "one of intervalHours, startWindowHours, retentionDays, retentionReason, vaultLock, lockGraceDays, copyRegion, restoreTest",
        "file": "platform.yaml",
        "fix": "did you mean "retentionDays"?",
        "given": ""retentionDay"",
        "line": 6,
        "message": "is not a known key",
        "path": "backup.retentionDay",
      },
      {
        "allowed": "exactly one of certificateArn and hostedZone",
        "file": "platform.yaml",
        "fix": "add hostedZone: {id, name} to create a certificate for acme.example, or add the certificateArn of an existing one",
        "given": "(neither certificateArn nor hostedZone)",
        "line": 8,
        "message": "has no certificate, but the load balancer serves only HTTPS",
        "path": "environments.production",
      },
    ]
  `);
});

it('shows no secret anywhere', () => {
  const text = JSON.stringify(load(testdir(files)));
  expect(text).not.toContain(AWS_KEY);
  expect(text).not.toContain('hunter2');
});
