import { pipelineUrl } from '@careplane/aws-facts';
import { counted } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import { posix } from 'node:path';
import type { ContainerService, Service } from '@careplane/config';
import { code, commands, heading, list, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import { productionLast, ofService, pipelineOf, serviceFolder, serviceStackName } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { logGroupUrl } from '../facts/places';
import { handleOf } from '../facts/resources';
import { inWords } from '../facts/words';
import { serviceQueues } from './queues';
import { variables } from './variables';
import { reachedBy, workload } from './workload';

/** The page of a service. */
export function servicePage(facts: HandoverFacts, given: ContainerService): Chapter {
  const service = productionLast(facts, given);
  const { name, description, architecture, user } = service;
  return {
    id: `service-${name}`,
    title: `Service ${name}`,
    blocks: [
      paragraph(description ?? 'No purpose is written down: write description in service.yaml.'),
      list([
        ['Source: ', code(sourceOf(facts, service)), '.'],
        `Container: ${reachedBy(service)}, ${architecture}, user ${user}.`,
        reachedDatabases(service),
        ['When something is wrong: ', toChapter('troubleshooting', 'troubleshooting'), '.'],
      ]),
      ...workload(service, serviceFolder(facts, service), facts.input.model),
      ...serviceQueues(facts, service),
      ...secrets(facts, service),
      ...restartAndScale(facts, service),
      ...settings(facts, service),
      ...logs(facts, service),
      heading('Alarms'),
      tableOf('Alarms; each name begins with stack and id', ['alarm', 'fires when'], alarmRows(facts, service)),
      ...pipelines(facts, service),
    ],
  };
}

/** Which databases the service signs in to. */
function reachedDatabases({ database, databases }: ContainerService): string {
  const reached = [...(database ? ['the database'] : []), ...databases.map((key) => `the database ${key}`)];
  return reached.length === 0
    ? 'Does not reach the database.'
    : `Reaches ${inWords(reached)}, over TLS and with its own name in IAM.`;
}

/** Where the source of a service is, in words. */
export function sourceOf(facts: HandoverFacts, service: Service): string {
  const { github, codecommit, path = '.' } = service.source;
  if (github !== undefined) return `GitHub ${github}`;
  return codecommit === undefined
    ? `${posix.join(serviceFolder(facts, service), path)} in the platform’s repository`
    : `CodeCommit ${codecommit}`;
}

function secrets(facts: HandoverFacts, service: ContainerService): Block[] {
  const { handover } = facts.input.model;
  const rows = service.deployments.flatMap(({ environment }) =>
    ofService(facts, service.name, environment, 'AWS::SecretsManager::Secret').map((secret): Text[] => {
      const variable = secret.name?.split('/').at(-1) ?? '';
      const owner = handover.secretOwners[`${service.name}/${variable}`];
      return [
        environment,
        code(handleOf(secret)),
        code(variable),
        owner ?? 'unknown: write handover.secretOwners in platform.yaml',
      ];
    }),
  );
  const [first] = rows;
  if (first === undefined) return [];
  const example = service.deployments
    .flatMap(({ environment }) => ofService(facts, service.name, environment, 'AWS::SecretsManager::Secret'))
    .map((secret) => secret);
  const [secret] = example;
  return [
    heading('Secrets'),
    tableOf('Secrets by name; no document has their values', ['environment', 'secret', 'variable', 'owner'], rows),
    paragraph('AWS does not rotate them. To write a new value, and to start tasks that read it:'),
    commands(
      `aws secretsmanager put-secret-value --region ${secret?.region ?? ''} --secret-id ${secret === undefined ? '' : handleOf(secret)} --secret-string file://new-value.txt`,
      ...restart(facts, service),
    ),
  ];
}

/** New tasks of a service in its first environment. */
function restart(facts: HandoverFacts, service: ContainerService): string[] {
  const [first] = service.deployments;
  return first === undefined ? [] : updateService(facts, service, first.environment, '--force-new-deployment');
}

/** Command that changes the running service: ECS knows it under the name that CloudFormation chose. */
function updateService(
  facts: HandoverFacts,
  { name }: ContainerService,
  environment: string,
  option: string,
): string[] {
  const [running] = ofService(facts, name, environment, 'AWS::ECS::Service');
  if (running === undefined) return [];
  const { region, stack, logicalId } = running;
  return [
    `aws ecs update-service --region ${region} --cluster ${facts.input.model.name}-${environment} ${option} --service "$(aws cloudformation describe-stack-resource --region ${region} --stack-name ${stack} --logical-resource-id ${logicalId} --query StackResourceDetail.PhysicalResourceId --output text)"`,
  ];
}

/** What a person does at once; the change that stays is in service.yaml. */
function restartAndScale(facts: HandoverFacts, service: ContainerService): Block[] {
  if (service.kind === 'scheduled') return [];
  const restarts = service.deployments.flatMap(({ environment }) =>
    updateService(facts, service, environment, '--force-new-deployment'),
  );
  const last = service.deployments.at(-1);
  if (restarts.length === 0 || last === undefined) return [];
  const { max } = last.scaling;
  return [
    heading('Restart and scale'),
    paragraph('To start new tasks from the same image; the old ones end when the new ones are healthy:'),
    commands(...restarts),
    paragraph(
      `To have more tasks at once, such as ${max} in ${last.environment}. Scaling takes over again from there, and removes tasks that are not needed. For a change that stays, change `,
      code('scaling'),
      ' in service.yaml:',
    ),
    commands(...updateService(facts, service, last.environment, `--desired-count ${max}`)),
  ];
}

/** How a variable or a secret is added, and how long a task has to end. */
function settings(facts: HandoverFacts, service: ContainerService): Block[] {
  const { stopTimeoutSeconds = 30 } = service;
  return [
    heading('Change a setting'),
    list([
      [
        'A variable: ',
        code('environment'),
        ' in service.yaml, for all environments or below ',
        code('environments.<name>'),
        '. The stack is deployed, and new tasks have it.',
      ],
      [
        'A secret: its name under ',
        code('secrets'),
        ' in service.yaml, and its owner under ',
        code('handover.secretOwners'),
        ` in ${facts.input.folder}/platform.yaml. The stack makes the secret with a random value. If the value comes from elsewhere, write it, then start new tasks.`,
      ],
      `A task that is stopped, such as by a release, gets SIGTERM and has ${counted(stopTimeoutSeconds, 'second')} to finish what it has begun.`,
    ]),
    ...variables(facts, service),
  ];
}

/** Where the lines of a service are, and the commands that show them. */
export function logs(facts: HandoverFacts, service: Service): Block[] {
  const { name, deployments } = service;
  const groups = deployments.flatMap(({ environment }) =>
    ofService(facts, name, environment, 'AWS::Logs::LogGroup').map((group) => ({ environment, group })),
  );
  return [
    heading('Logs'),
    tableOf(
      'Logs of the running service',
      ['environment', 'log group', 'kept for', 'in the console'],
      groups.map(({ environment, group }) => [
        environment,
        code(handleOf(group)),
        counted(Number(group.properties['RetentionInDays']), 'day'),
        { link: 'open', url: logGroupUrl(group.region, handleOf(group)) },
      ]),
    ),
    paragraph('The newest hour, with your own credentials; --follow goes on with new lines, --filter takes a pattern:'),
    commands(
      ...deployments.map(
        ({ environment }) =>
          `npx careplane logs ${shellWord(serviceFolder(facts, service))} --env ${environment} --since 1h --follow`,
      ),
    ),
    paragraph('The same without Careplane:'),
    commands(
      ...groups.map(({ group }) => `aws logs tail ${handleOf(group)} --region ${group.region} --since 1h --follow`),
    ),
  ];
}

/** The alarms of a service, with what they say. */
export function alarmRows(facts: HandoverFacts, { name, deployments }: Service): Text[][] {
  return deployments.flatMap(({ environment }) =>
    ofService(facts, name, environment, 'AWS::CloudWatch::Alarm').map((alarm): Text[] => [
      code(alarm.name ?? `${alarm.stack}-${alarm.logicalId}`),
      alarm.about,
    ]),
  );
}

/** The pipelines of a service. */
export function pipelines(facts: HandoverFacts, service: Service): Block[] {
  const { name, deployments } = service;
  const rows = deployments.map(({ environment }): Text[] => {
    const pipeline = pipelineOf(facts, name, environment);
    if (pipeline === undefined)
      return [environment, 'none in AWS', '', '', code(serviceStackName(facts, name, environment))];
    return [
      environment,
      { link: pipeline.name, url: pipelineUrl(pipeline.region, pipeline.name) },
      `${pipeline.source}, ${pipeline.branch}`,
      pipeline.actions.map((action) => action.name).join(' → '),
      code(serviceStackName(facts, name, environment)),
    ];
  });
  return [
    heading('Pipelines'),
    tableOf('From a commit to a task', ['environment', 'pipeline', 'starts at', 'actions', 'stack'], rows),
    paragraph(
      'The logs of the builds are in ',
      toChapter('pipelines and their logs', 'pipelines', 'Logs of the builds'),
      '. What runs now, with commit, image, health and drift:',
    ),
    commands(`npx careplane status ${shellWord(serviceFolder(facts, service))}`),
  ];
}
