// The paths that the dossier draws and lists, beside what is proved of the same templates: a path is there if and only if it is open.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessWorld, provedConnections } from '@careplane/access-analysis';
import type { AccessWorld, EndKind, ProvedConnection } from '@careplane/access-analysis';
import { analyzedPlatform } from '@careplane/assessment/proofs';
import type { StackWithText } from '@careplane/assessment/proofs';
import { shortRun } from '@careplane/command-line';
import { flowsOf } from '@careplane/compliance';
import type { CloudFormationTemplate, Hop } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { loadTarget } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import { decideAny } from '../../libs/access-analysis/src/decide/decide';
import { questionsByService } from '../../libs/access-analysis/src/properties/ask';
import { Selection } from '../../libs/access-analysis/src/properties/select';
import { generatedPlatforms } from '../../libs/platform/src/testing/fuzz';
import { report } from '../harness';

/** Generated platforms to compare; ACCESS_PLATFORMS=50 for a longer search. */
const PLATFORMS = Number(process.env['ACCESS_PLATFORMS'] ?? '5');

const CODE: readonly EndKind[] = ['service', 'job'];

/** Compare medmo, medplum and generated platforms, in both directions. */
export function arrowsAreProved(scratch: string): void {
  const wrong: string[] = [];
  const counts = { platforms: 0, drawn: 0, proved: 0 };
  const compare = (name: string, model: PlatformModel, assemblies: string): void => {
    const { drawn, proved, differences } = shortRun(() => comparison(model, assemblies));
    counts.platforms += 1;
    counts.drawn += drawn;
    counts.proved += proved;
    wrong.push(...differences.map((each) => `${name}: ${each}`));
  };
  for (const name of ['medmo', 'medplum']) {
    const folder = join(__dirname, '../../apps', name);
    const out = join(scratch, name);
    writeAssemblies(folder, {}, out, () => undefined);
    compare(name, loadTarget(folder, {}).model, out);
  }
  let number = 0;
  for (const { model, assemblies } of generatedPlatforms(16, PLATFORMS)) {
    compare(`generated ${(number += 1)}`, model, assemblies);
  }
  const words = `${counts.platforms} platforms, ${counts.drawn} paths drawn, ${counts.proved} proved`;
  report(`${words}: the same`, wrong.length === 0, [...new Set(wrong)].slice(0, 30).join('\n'));
  report('there are paths', counts.drawn > 30, words);
}

interface Comparison {
  readonly drawn: number;
  readonly proved: number;
  readonly differences: readonly string[];
}

function comparison(model: PlatformModel, assemblies: string): Comparison {
  const stacks = analyzedPlatform(model, readdirSync(assemblies), assemblies);
  const facts = {
    rpoHours: model.recovery.rpoHours,
    rtoHours: model.recovery.rtoHours,
    backupsAreCopied: model.backup.copyRegion !== undefined,
    productionEnvironments: model.environments.filter(({ production }) => production).map(({ name }) => name),
  };
  const evidence = stacks.map(({ name, region, file, text, template }) => ({
    ...{ stackName: name, region, file, text },
    template: template as CloudFormationTemplate,
  }));
  const drawn = new Set(flowsOf(evidence, facts).flatMap(pathDrawn));
  const world = accessWorld(stacks);
  const proved = new Set([
    ...provedConnections(world).flatMap((each) => pathProved(each, world)),
    ...accessPaths(world, stacks, model),
  ]);
  return {
    drawn: drawn.size,
    proved: proved.size,
    differences: [
      ...[...drawn].filter((path) => !proved.has(path)).map((path) => `drawn, and not proved: ${path}`),
      ...[...proved]
        .filter((path) => !drawn.has(path) && !isHostOfInternet(path, drawn))
        .map((path) => `proved, and not drawn: ${path}`),
    ],
  };
}

/** Tasks open the public load balancer as every host does: the path to any address of the internet stands for it. */
function isHostOfInternet(path: string, drawn: ReadonlySet<string>): boolean {
  const [from = '', to] = path.split(' > ');
  return to === 'load balancer' && drawn.has(`${from} > internet`) && drawn.has('internet > load balancer');
}

/** A hop of the dossier, as far as it is about the network or about stores that a policy opens. */
function pathDrawn({ from, to }: Hop): string[] {
  const end = (words: string): string | undefined => {
    const tasks = /^(.*) tasks$/.exec(words)?.[1];
    if (tasks !== undefined) return tasks;
    if (words === 'internet') return words;
    if (words === 'any address of the internet' || words.startsWith('partner ')) return 'internet';
    if (/load balancer/.test(words)) return 'load balancer';
    return /^(database|cache|bucket|queue|topic|file system)\b/.exec(words)?.[1];
  };
  const [one, other] = [end(from), end(to)];
  const isPath =
    one !== undefined && other !== undefined && !/^(?:database|bucket|queue|topic|cache|file system)$/.test(one);
  // Logs of load balancers, subscriptions and dead letters move inside of AWS.
  const isInside = one === 'load balancer' && other === 'bucket';
  return isPath && !isInside ? [`${one} > ${other}`] : [];
}

function pathProved({ from, to }: ProvedConnection, { stacks }: AccessWorld): string[] {
  const end = ({ kind, stack }: ProvedConnection['from']): string | undefined => {
    if (CODE.includes(kind)) return stacks.some(({ name }) => name === stack) ? stack : undefined;
    return kind === 'endpoint of AWS' || kind === 'function' || kind === 'build' ? undefined : kind;
  };
  const [one, other] = [end(from), end(to)];
  // What goes out from load balancers and what builds open is not drawn; both are properties of the network.
  return one === undefined || other === undefined || one === other ? [] : [`${one} > ${other}`];
}

/** What the roles of tasks may do to buckets with patient data, queues and topics. */
function accessPaths(world: AccessWorld, stacks: readonly StackWithText[], { environments }: PlatformModel): string[] {
  const selection = new Selection(world, { environments });
  const stores: readonly (readonly [word: string, type: string, actions: readonly string[]])[] = [
    ['bucket', 'AWS::S3::Bucket', ['s3:GetObject', 's3:PutObject']],
    ['queue', 'AWS::SQS::Queue', ['sqs:SendMessage', 'sqs:ReceiveMessage']],
    ['topic', 'AWS::SNS::Topic', ['sns:Publish']],
  ];
  const names = new Set(stacks.map(({ name }) => name));
  return selection.principals({ kind: ['task'] }).flatMap((principal) =>
    stores.flatMap(([word, type, actions]) => {
      const arns = world.resources.filter((each) => each.type === type).map(({ arn }) => arn);
      const answer = decideAny(principal.caller, questionsByService(actions, arns), world.guards);
      return answer.verdict === 'no' || !names.has(principal.stack) ? [] : [`${principal.stack} > ${word}`];
    }),
  );
}
