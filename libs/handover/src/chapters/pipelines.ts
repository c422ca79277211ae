import { pipelineUrl } from '@careplane/aws-facts';
import { counted } from '@careplane/command-line';
import { code, commands, heading, paragraph, tableOf } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import type { Diagram } from '@careplane/pages';
import { describe } from '../diagram/network';
import type { HandoverFacts } from '../facts/facts';
import { logGroupUrl } from '../facts/places';
import type { PipelineFacts } from '../facts/pipelines';
import { handleOf } from '../facts/resources';

/** Pipelines with their actions, builds and logs. */
export function pipelineChapter({ pipelines, logGroups, input }: HandoverFacts): Chapter {
  const rows = pipelines.map(({ name, region, source, branch, stack, actions }): Text[] => [
    { link: name, url: pipelineUrl(region, name) },
    source,
    code(branch),
    actions.map((action) => action.name).join(' → '),
    code(stack),
  ]);
  const builds = pipelines.flatMap(({ name, region, actions }) =>
    actions.flatMap(({ name: action, project }): Text[][] => {
      const group = project === undefined ? undefined : logGroups.get(project);
      if (project === undefined) return [];
      const log = group === undefined ? undefined : handleOf(group);
      return [
        [
          name,
          action,
          code(project),
          log === undefined ? 'not in the templates' : code(log),
          log === undefined ? '' : { link: 'open', url: logGroupUrl(region, log) },
        ],
      ];
    }),
  );
  const [first] = pipelines;
  return {
    id: 'pipelines',
    title: 'Pipelines and their logs',
    blocks: [
      ...pipelineKinds(pipelines).map((diagram): Block => ({ kind: 'diagram', diagram })),
      tableOf(
        'Pipelines',
        ['pipeline', 'source', 'branch', 'actions', 'stack'],
        rows,
        'no pipeline is in the templates: platform.yaml has no repository.',
      ),
      ...(first === undefined
        ? []
        : [
            heading('State of a pipeline'),
            commands(
              `aws codepipeline get-pipeline-state --region ${first.region} --name ${first.name} --query "stageStates[].[stageName,latestExecution.status]" --output table`,
            ),
          ]),
      heading('Logs of the builds'),
      paragraph(
        `Build logs are kept for ${counted(input.model.retention.logDays, 'day')}. Reports of scans and approvals are also in the evidence bucket, for years.`,
      ),
      tableOf('Builds and their logs', ['pipeline', 'action', 'build', 'log group', 'in the console'], builds),
    ],
  };
}

/** One picture for each sequence of actions that pipelines have. */
function pipelineKinds(pipelines: readonly PipelineFacts[]): Diagram[] {
  const kinds = new Map<string, PipelineFacts[]>();
  for (const pipeline of pipelines) {
    const key = pipeline.actions.map(({ stage, name }) => `${stage}/${name}`).join(' ');
    kinds.set(key, [...(kinds.get(key) ?? []), pipeline]);
  }
  return [...kinds.values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [kindDiagram(alike, first)];
  });
}

const DETAILS: Readonly<Record<string, string>> = { Approval: 'a person', Source: 'commit', Build: 'CodeBuild' };

function kindDiagram(alike: readonly PipelineFacts[], { actions, name }: PipelineFacts): Diagram {
  const nodes = actions.map((action, tier) => ({
    id: String(tier),
    name: action.name,
    detail: DETAILS[action.category] ?? action.category,
    tier,
  }));
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: String(index), to: id, label: '' }));
  return {
    title: alike.length === 1 ? `Pipeline ${name}` : `Pipelines such as ${name} (${alike.length})`,
    description: describe(nodes, edges),
    nodes,
    edges,
  };
}
