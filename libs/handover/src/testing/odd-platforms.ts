import { folderWith } from '@careplane/platform/testing';

const ENVIRONMENT = (domain: string) =>
  `{ branch: main, domain: ${domain}, hostedZone: { id: Z08412345ABCDEFGHIJKL, name: ${domain} } }`;
const HEAD = (name: string) =>
  [`name: ${name}`, `account: '111122223333'`, 'region: us-east-2', `alertEmails: [operations@${name}.example]`].join(
    '\n',
  );

/** A platform without a service. */
export function bare(): string {
  return folderWith({
    'platform.yaml': `${HEAD('bare')}\nenvironments:\n  production: ${ENVIRONMENT('bare.example')}\n`,
  });
}

/** A platform whose one service takes no requests, and whose numbers are all one, where they may be. */
export function ones(): string {
  return folderWith({
    'platform.yaml': `${HEAD('ones')}
environments:
  production: ${ENVIRONMENT('ones.example')}
repository: { codecommit: ones, branch: main, folder: platforms/ones }
queues: { jobs: { alarmMinutes: 1, maxReceives: 1 } }
recovery: { rtoHours: 1 }
backup: { intervalHours: 1, restoreTest: { everyDays: 1, validationHours: 1 } }
handover: { requiredReviews: 1 }
`,
    'consumer/service.yaml': `name: consumer
kind: worker
source: { path: . }
queues: { jobs: receive }
scaling: { min: 1, max: 1, queue: { name: jobs, messagesPerTask: 1 } }
tasks: { migrate: { command: [migrate], before: deploy, timeoutMinutes: 1 } }
`,
    'consumer/Dockerfile': 'FROM scratch\n',
    'tick/service.yaml': `name: tick
kind: scheduled
source: { path: . }
schedule: { everyMinutes: 1 }
startRetries: 1
startWithinMinutes: 1
`,
    'tick/Dockerfile': 'FROM scratch\n',
  });
}
