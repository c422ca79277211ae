import { App, AspectPriority, Aspects, CfnResource, Stack, TagManager } from 'aws-cdk-lib';
import type { IAspect } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { BadInput, counted } from '@careplane/command-line';
import { boundaryName, rolePath } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { Problem } from '@careplane/problems';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { scopeOfStack } from './access/scope';
import { BucketsKeptApart } from './buckets-kept-apart';
import { UNTAGGED_TYPES } from './stacks/base';
import type { Unit } from './units';

/** A unit's construct tree and the assembly that was written from it. */
export interface Synthesized {
  readonly app: App;
  readonly assembly: CloudAssembly;
}

/**
 * Write a unit's cloud assembly into a folder, which should be empty.
 *
 * The same input gives the same bytes, wherever and whenever: no stack traces, no tree, no usage metrics, and nothing
 * looked up in an account.
 *
 * @throws Error when the assembly asks for something to be looked up: it would not be the same tomorrow
 * @throws BadInput when a stack is larger than CloudFormation takes
 */
export function synthesize(platform: PlatformModel, unit: Unit, outdir: string): Synthesized {
  const app = new App({
    outdir,
    analyticsReporting: false,
    // The templates are validated once, by the judges of `check`; here it would cost two seconds at every synthesis.
    builtinCloudFormationValidation: false,
    treeMetadata: false,
    postCliContext: {
      ...recommendedFlags,
      ...zoneContext(platform),
      // Where a resource comes from in the source; estimates and diffs speak of construct paths.
      'aws:cdk:enable-path-metadata': true,
      // Traces hold the paths of this machine.
      'aws:cdk:disable-stack-trace': true,
      'aws:cdk:disable-creation-stack-traces': true,
      '@aws-cdk/core:enableAdditionalMetadataCollection': false,
    },
  });
  unit.build(app);
  const tags = { ...platform.tags, 'careplane:platform': platform.name, 'careplane:unit': unit.name };
  Aspects.of(app).add(new Tagged(tags), { priority: AspectPriority.MUTATING });
  Aspects.of(app).add(new Bounded(platform), { priority: AspectPriority.MUTATING });
  Aspects.of(app).add(new BucketsKeptApart(platform), { priority: AspectPriority.MUTATING });
  refuseLargeStacks(app);
  dropTraces(app);
  const assembly = app.synth();
  const missing = assembly.manifest.missing ?? [];
  if (missing.length > 0) {
    throw new Error(`unit ${unit.name} needs a lookup of ${missing.map((item) => item.key).join(', ')} in the account`);
  }
  return { app, assembly };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_RESOURCES = 500;

/**
 * What the rules of the configuration do not foresee ends here and not in CloudFormation: together, services, queues and environments
 * may be too many for a stack.
 */
function refuseLargeStacks(app: App): void {
  const stacks = app.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
  const problems = stacks.flatMap((stack): Problem[] => {
    const count = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
    if (count <= MAX_RESOURCES) return [];
    return [
      {
        file: 'platform.yaml',
        line: 1,
        path: '',
        message: `makes the stack ${stack.stackName} too large: it has ${count} resources`,
        given: `${count} resources`,
        allowed: `at most ${MAX_RESOURCES} resources in a stack, which is a limit of CloudFormation`,
        fix: 'move some environments, queues or services to another platform',
      },
    ];
  });
  if (problems.length > 0) throw new BadInput(`${counted(problems.length, 'stack')} cannot be deployed`, problems);
}

/** CDK's own priority of a tag that is put on from above: one that a construct gives itself wins. */
const TAG_PRIORITY = 100;

/**
 * Tags on everything that has tags. CDK's `Tags` goes through the whole tree once for each tag, and half of a synthesis
 * is spent in walks through the tree: this goes once.
 */
class Tagged implements IAspect {
  constructor(private readonly tags: Readonly<Record<string, string>>) {}

  visit(construct: IConstruct): void {
    // A stack's own tags are another thing: CloudFormation would put them on everything, also on what knows no tags.
    const manager = Stack.isStack(construct) ? undefined : TagManager.of(construct);
    if (isFunctionOfCdk(construct)) construct.addPropertyOverride('Tags', this.written());
    if (manager === undefined || !manager.applyTagAspectHere([], UNTAGGED_TYPES)) return;
    for (const [key, value] of Object.entries(this.tags)) manager.setTag(key, value, TAG_PRIORITY);
  }

  private written(): { Key: string; Value: string }[] {
    return Object.entries(this.tags)
      .map(([Key, Value]) => ({ Key, Value }))
      .sort((a, b) => (a.Key < b.Key ? -1 : 1));
  }
}

/**
 * The functions of CDK's own custom resources have no tags in CDK. A role of an environment can call what has none: the function that
 * closes the default security group opens the group that its caller names.
 */
function isFunctionOfCdk(construct: IConstruct): construct is CfnResource {
  return (
    CfnResource.isCfnResource(construct) &&
    construct.cfnResourceType === 'AWS::Lambda::Function' &&
    TagManager.of(construct) === undefined
  );
}

/**
 * Every role and managed policy lies below the path of its stack's scope, and every role has the boundary of the platform:
 * the scope's execution role may make them like this and in no other way.
 */
class Bounded implements IAspect {
  constructor(private readonly platform: PlatformModel) {}

  visit(construct: IConstruct): void {
    if (!CfnResource.isCfnResource(construct)) return;
    const type = construct.cfnResourceType;
    if (type !== 'AWS::IAM::Role' && type !== 'AWS::IAM::ManagedPolicy') return;
    const stack = Stack.of(construct);
    construct.addPropertyOverride('Path', rolePath(this.platform.name, scopeOfStack(this.platform, stack.stackName)));
    if (type === 'AWS::IAM::ManagedPolicy' || hasOwnBoundary(construct)) return;
    const boundary = { service: 'iam', region: '', resource: 'policy', resourceName: boundaryName(this.platform.name) };
    construct.addPropertyOverride('PermissionsBoundary', stack.formatArn(boundary));
  }
}

/** The role for emergencies has another boundary, which `careplane bootstrap` makes for it alone. */
function hasOwnBoundary(construct: CfnResource): boolean {
  return construct instanceof CfnRole && construct.permissionsBoundary !== undefined;
}

/** Which zones an account has is for the configuration to say; without this, CDK's `Vpc` asks the account. */
function zoneContext(platform: PlatformModel): Record<string, string[]> {
  return Object.fromEntries(
    platform.locations.map(({ account, region, network }) => [
      `availability-zones:account=${account}:region=${region}`,
      network.zones.map((zone) => `${region}${zone}`),
    ]),
  );
}

/** CDK notes where each acknowledgement was made, with paths of this machine, and has no switch for it. */
function dropTraces(app: App): void {
  for (const construct of app.node.findAll()) {
    for (const entry of construct.node.metadata) delete (entry as { trace?: unknown }).trace;
  }
}
