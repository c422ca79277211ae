import { shellWord } from '@careplane/problems';
import { code, commands, heading, list, numbered, paragraph, strong, toChapter } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import type { Diagram } from '@careplane/pages';
import { describe } from '../diagram/network';
import { exampleService, pipelineOf, serviceFolder, writtenExceptions } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { approvalOf } from '../facts/pipelines';
import { approveCommands } from './approve';

/** From a laptop to production: branches, merges and what each of them starts. */
export function changes(facts: HandoverFacts): Chapter {
  const { environments, input } = facts;
  const { handover } = input.model;
  const checks = handover.requiredChecks;
  return {
    id: 'changes',
    title: 'How a change gets to production',
    blocks: [
      { kind: 'diagram', diagram: branchDiagram(facts) },
      numbered([
        [
          'Start a branch ',
          code(handover.featureBranches),
          ' from ',
          code(handover.developmentBranch),
          ', and push commits to it.',
        ],
        [
          'Open a pull request into ',
          code(handover.developmentBranch),
          '. When it is merged, the change is finished, and nothing is deployed yet.',
        ],
        ...environments.map(({ name, branch, approval, domain }, index): Text => [
          'Open a pull request from ',
          code(environments[index - 1]?.branch ?? handover.developmentBranch),
          ' into ',
          code(branch),
          `. The merge starts the pipelines of ${name}: build, scan${approval ? ', approval by a person' : ''}, deploy. Look at the result at `,
          code(domain),
          '.',
        ]),
      ]),
      heading('Rules of the branches'),
      list([
        `A merge into a branch of an environment needs ${handover.requiredReviews} review${handover.requiredReviews === 1 ? '' : 's'} of another person.`,
        checks.length === 0
          ? 'Required checks: none is written down. Write handover.requiredChecks in platform.yaml when the branch protection has some.'
          : `Required checks: ${checks.join(', ')}.`,
        'A branch of an environment changes only by pull requests, and its history is never rewritten: evidence and ledger name its commits.',
        'Careplane does not read the branch protection of a repository. Compare it with this list.',
      ]),
      heading('On a laptop'),
      ...localCommands(facts),
      heading('Add a service'),
      ...addService(facts),
    ],
  };
}

/** Branches from work in progress to production. */
function branchDiagram({ environments, input }: HandoverFacts): Diagram {
  const { handover } = input.model;
  const nodes = [
    { id: 'feature', name: handover.featureBranches, detail: 'work', tier: 0 },
    { id: 'development', name: handover.developmentBranch, detail: 'finished work', tier: 1 },
    ...environments.map(({ name, branch, domain }, index) => ({
      id: name,
      name: branch,
      detail: `${name}: ${domain}`,
      tier: 2 + index,
    })),
    { id: 'hotfix', name: handover.hotfixBranches, detail: 'urgent repair', tier: 1 },
  ];
  const order = ['feature', 'development', ...environments.map(({ name }) => name)];
  const last = environments.at(-1)?.name ?? 'development';
  const edges = [
    ...order.slice(1).map((to, index) => ({ from: order[index] ?? '', to, label: 'pull request' })),
    { from: 'hotfix', to: last, label: 'pull request' },
  ];
  return { title: 'Branches and environments', description: describe(nodes, edges), nodes, edges };
}

function localCommands(facts: HandoverFacts): Block[] {
  const { input, environments } = facts;
  const { folder, model } = input;
  const service = exampleService(facts);
  const environment = environments[0]?.name ?? '';
  const exceptions = service && writtenExceptions(service);
  return [
    paragraph('For a change of the platform’s files, none of these commands needs an account:'),
    commands(
      `npx careplane plan ${shellWord(folder)}`,
      `npx careplane synth ${shellWord(folder)} --out cdk.out`,
      `npx careplane check ${shellWord(folder)} --assembly cdk.out`,
      `npx careplane cost estimate ${shellWord(folder)}`,
    ),
    ...(service === undefined || service.kind === 'static'
      ? []
      : [
          paragraph(`For a change of a service, such as ${service.name}, scan the image as its pipeline does:`),
          commands(
            `docker build --tag ${service.name}:local .`,
            `npx careplane scan image ${service.name}:local --repository ${model.name}/${service.name} --environment ${environment} --account ${model.account} --region ${model.region}${exceptions === undefined ? '' : ` --exceptions ${shellWord(exceptions)}`} --out scan`,
          ),
        ]),
  ];
}

function addService({ input }: HandoverFacts): Block[] {
  const { folder, model } = input;
  return [
    paragraph(
      'A service is a folder with a ',
      code('service.yaml'),
      ` below ${folder}; nothing else has to know of it. A generator writes the file with source, Dockerfile, tests and runbook:`,
    ),
    commands(
      `npx nx g @careplane/nx:app-pipeline reports --platform ${model.name}`,
      `npx careplane plan ${shellWord(`${folder}/reports`)}`,
      `npx careplane cost estimate ${shellWord(`${folder}/reports`)}`,
    ),
    paragraph(
      'Have the folder reviewed and merged. The stacks of the new service are deployed by themselves; those of other services do not change. Its tasks start when its pipeline has pushed the first image.',
    ),
  ];
}

/** The way back that needs no new image. */
function releaseBefore(folder: string, environment: string): Block[] {
  return [
    commands(
      `npx careplane rollback ${shellWord(folder)} --env ${environment} --list`,
      `npx careplane rollback ${shellWord(folder)} --env ${environment}`,
    ),
    paragraph(
      'The pipeline runs for the release before the running one. Its image is still in the registry: the same image is scanned again, approved again and deployed. ',
      code('--to'),
      ' takes the commit or image digest of an older release. You need the right to start the pipeline: see ',
      toChapter('access', 'access'),
      '. The branch still has the newer commits, and the next push would release them again.',
    ),
  ];
}

/** Promote, roll back, repair. */
export function releases(facts: HandoverFacts): Chapter {
  const { input, environments } = facts;
  const { handover } = input.model;
  const production = environments.at(-1);
  const before = environments.at(-2);
  const service = exampleService(facts);
  const pipeline =
    service === undefined || production === undefined ? undefined : pipelineOf(facts, service.name, production.name);
  const approval = pipeline === undefined ? undefined : approvalOf(pipeline);
  const branch = production?.branch ?? '';
  const name = service?.name ?? '';
  return {
    id: 'releases',
    title: 'Promote, roll back, hotfix',
    blocks: [
      paragraph(
        'The commands are for ',
        strong(name),
        '. The names of another service differ only in the name of the service.',
      ),
      heading('Promote'),
      paragraph(
        `In the repository of the service. The pipeline scans the image again, because new vulnerabilities may have become known.`,
      ),
      commands(
        'git fetch origin',
        `git switch --create promote origin/${branch}`,
        `git merge --no-ff origin/${before?.branch ?? handover.developmentBranch}`,
        'git push --set-upstream origin promote',
      ),
      paragraph('Open a pull request into ', code(branch), ' and merge it after the review.'),
      ...(pipeline === undefined || approval === undefined
        ? [paragraph('No pipeline of this service asks for an approval.')]
        : [heading('Approve'), ...approveCommands(facts, pipeline, approval)]),
      heading('Roll back'),
      paragraph(
        `A deploy whose tasks do not become healthy is rolled back by ECS and CloudFormation without you; see `,
        toChapter('a deploy that was rolled back', 'troubleshooting', 'A deploy was rolled back'),
        '. If a healthy release is wrong, ',
        pipeline === undefined
          ? 'take its change back.'
          : 'release the one before it again, and then take the change back.',
      ),
      ...(pipeline === undefined || service === undefined
        ? []
        : releaseBefore(serviceFolder(facts, service), production?.name ?? '')),
      paragraph(
        'To take a change back, revert it. The revert goes through the same scan and approval, so that the branch, the ledger and the account keep saying the same.',
      ),
      commands(
        'git fetch origin',
        `git switch --create rollback origin/${branch}`,
        `git log --first-parent --oneline -5 origin/${branch}`,
        'git revert --mainline 1 --no-edit HEAD',
        'git push --set-upstream origin rollback',
      ),
      paragraph(
        'Leave out --mainline 1 if the last commit is no merge. For an older release, name its commit instead of HEAD. Open a pull request into ',
        code(branch),
        '. For a change of the platform’s own files, do the same in its repository. Data that a release changed in the database does not come back with the revert: see ',
        toChapter('backup and restore', 'backup'),
        '.',
      ),
      heading('Hotfix'),
      commands(
        'git fetch origin',
        `git switch --create ${handover.hotfixBranches.replace('*', 'repair')} origin/${branch}`,
        'git commit --all',
        `git push --set-upstream origin ${handover.hotfixBranches.replace('*', 'repair')}`,
      ),
      numbered([
        ['Start ', code(handover.hotfixBranches), ' from ', code(branch), ', and commit the repair with a test.'],
        ['Open a pull request into ', code(branch), `. Review, scan and approval are the same as for every change.`],
        [
          'After the deploy, merge ',
          code(branch),
          ' into ',
          code(before?.branch ?? handover.developmentBranch),
          ' and ',
          code(handover.developmentBranch),
          ', so that the next release has the repair as well.',
        ],
      ]),
    ],
  };
}
