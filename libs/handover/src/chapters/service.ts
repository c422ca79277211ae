import type { Deployment, Service } from '@careplane/config';
import { code, commands, heading, list, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import { ofService, pipelineOf, serviceStackName } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { logGroupUrl, pipelineUrl } from '../facts/places';
import { handleOf } from '../facts/resources';

/** The page of a service. */
export function servicePage(facts: HandoverFacts, service: Service): Chapter {
  const { name, description, port, protocol, architecture, user, source } = service;
  return {
    id: `service-${name}`,
    title: `Service ${name}`,
    blocks: [
      paragraph(description ?? 'No purpose is written down: write description in service.yaml.'),
      list([
        ['Source: ', code(sourceOf(source)), '.'],
        `Container: port ${port}, ${protocol === 'https' ? 'HTTPS' : `plain HTTP (${protocol.http.reason})`}, ${architecture}, user ${user}.`,
        service.database
          ? 'Reaches the database, over TLS and with its own name in IAM.'
          : 'Does not reach the database.',
        ['When something is wrong: ', toChapter('troubleshooting', 'troubleshooting'), '.'],
      ]),
      heading('Routes'),
      tableOf(
        'Requests that go to the service',
        ['environment', 'address', 'path', 'priority of the rule'],
        routeRows(service),
      ),
      heading('Size and scaling'),
      tableOf(
        'Tasks',
        ['environment', 'CPU units', 'memory, MiB', 'tasks', 'scales at', 'schedule'],
        service.deployments.map(sizeRow),
      ),
      tableOf(
        'Health check of the load balancer and of ECS',
        ['environment', 'path', 'healthy codes', 'every', 'timeout', 'start time'],
        service.deployments.map(({ environment, healthCheck }) => [
          environment,
          code(healthCheck.path),
          healthCheck.codes,
          `${healthCheck.intervalSeconds} s`,
          `${healthCheck.timeoutSeconds} s`,
          `${healthCheck.graceSeconds} s`,
        ]),
      ),
      ...secrets(facts, service),
      ...logs(facts, service),
      heading('Alarms'),
      tableOf('Alarms; each name begins with stack and id', ['alarm', 'fires when'], alarmRows(facts, service)),
      ...pipelines(facts, service),
    ],
  };
}

function sourceOf({ github, codecommit, path }: Service['source']): string {
  if (github !== undefined) return `GitHub ${github}`;
  return codecommit === undefined ? `${path ?? ''} in the platform’s repository` : `CodeCommit ${codecommit}`;
}

function routeRows({ deployments }: Service): Text[][] {
  return deployments.flatMap(({ environment, routes }) =>
    routes.map(({ hostname, path, priority }) => [environment, code(hostname), code(path), String(priority)]),
  );
}

function sizeRow({ environment, cpu, memoryMiB, scaling }: Deployment): Text[] {
  const { min, max, cpuPercent, memoryPercent, requestsPerTarget, schedule } = scaling;
  return [
    environment,
    String(cpu),
    String(memoryMiB),
    `${min} to ${max}`,
    `${cpuPercent} % CPU, ${memoryPercent} % memory, ${requestsPerTarget} requests a minute per task`,
    schedule.map((change) => `${change.cron} ${change.timeZone}: ${change.min} to ${change.max}`).join('; ') || 'none',
  ];
}

function secrets(facts: HandoverFacts, service: Service): Block[] {
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

/** New tasks of a service: ECS knows the service under the name that CloudFormation chose. */
function restart(facts: HandoverFacts, { name, deployments }: Service): string[] {
  const environment = deployments[0]?.environment ?? '';
  const [running] = ofService(facts, name, environment, 'AWS::ECS::Service');
  if (running === undefined) return [];
  const { region, stack, logicalId } = running;
  return [
    `aws ecs update-service --region ${region} --cluster ${facts.input.model.name}-${environment} --force-new-deployment --service "$(aws cloudformation describe-stack-resource --region ${region} --stack-name ${stack} --logical-resource-id ${logicalId} --query StackResourceDetail.PhysicalResourceId --output text)"`,
  ];
}

function logs(facts: HandoverFacts, { name, deployments }: Service): Block[] {
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
        `${String(group.properties['RetentionInDays'])} days`,
        { link: 'open', url: logGroupUrl(group.region, handleOf(group)) },
      ]),
    ),
    commands(
      ...groups.map(({ group }) => `aws logs tail ${handleOf(group)} --region ${group.region} --since 1h --follow`),
    ),
  ];
}

function alarmRows(facts: HandoverFacts, { name, deployments }: Service): Text[][] {
  return deployments.flatMap(({ environment }) =>
    ofService(facts, name, environment, 'AWS::CloudWatch::Alarm').map((alarm): Text[] => [
      code(alarm.name ?? `${alarm.stack}-${alarm.logicalId}`),
      alarm.about,
    ]),
  );
}

function pipelines(facts: HandoverFacts, { name, deployments }: Service): Block[] {
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
  ];
}
