import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import type { NagPack } from 'cdk-nag';
import { nearest } from '@careplane/problems';
import type { IConstruct } from 'constructs';
import { version } from 'cdk-nag/package.json';
import { acknowledgementProblems } from './acknowledgement-problems';
import type { Acknowledgement } from './acknowledgement-problems';
import { equivalentOf } from './equivalent-rules';
import type { Acknowledged, JudgeFinding, Ran } from './verdict';

/** A pack of rules of cdk-nag, which is a judge of its own. */
export interface NagPackOfRules {
  readonly judge: string;
  /** The prefix of the rule in an acknowledgement: the name of the pack in the CDK. */
  readonly prefix: string;
  readonly make: () => NagPack;
}

/** The packs that are asked. */
export const NAG_PACKS: readonly NagPackOfRules[] = [
  { judge: 'cdk-nag HIPAA Security', prefix: 'HIPAA.Security', make: () => new HIPAASecurityChecks() },
  { judge: 'cdk-nag NIST 800-53', prefix: 'NIST.800.53.R5', make: () => new NIST80053R5Checks() },
  { judge: 'cdk-nag AWS Solutions', prefix: 'AwsSolutions', make: () => new AwsSolutionsChecks() },
];

/**
 * Ask cdk-nag's packs about a construct tree.
 *
 * Acknowledgements carry the pack's prefix (`HIPAA.Security::HIPAA.Security-RULE`). cdk-nag's own lookup does not know
 * that form, so it reports everything, and the acknowledgements are matched here: nothing is dropped, and finding and
 * reason stay together. A rule of NIST 800-53 that is the same as one of another pack shares its acknowledgement
 * (`equivalent-rules.ts`).
 */
export function cdkNag(scope: IConstruct): Ran[] {
  return NAG_PACKS.map((pack) => askPack(pack, scope));
}

/** Ask one pack, as `cdkNag` does. */
export function askPack(pack: NagPackOfRules, scope: IConstruct): Ran {
  const written = acknowledgementsBelow(scope);
  // No pack looks at a prefix that none has: the first one reports it.
  const open: JudgeFinding[] = pack === NAG_PACKS[0] ? unknownPacks(written) : [];
  const acknowledged = new Map<string, Acknowledged>();
  const used = new Set<string>();
  for (const violation of pack.make().validateScope(scope).violations) {
    for (const { constructPath = '' } of violation.violatingResources) {
      const found = acknowledgementFor(scope, constructPath, idsOf(pack, violation.ruleName));
      if (found === undefined) {
        const severity = violation.severity === 'warning' ? 'warning' : 'error';
        open.push({ rule: violation.ruleName, severity, message: violation.description, where: constructPath });
        continue;
      }
      const key = `${violation.ruleName} ${found.at}`;
      const known = acknowledged.get(key);
      used.add(key);
      const { at, reason } = found;
      acknowledged.set(key, {
        at,
        reason,
        rule: violation.ruleName,
        where: [...(known?.where ?? []), constructPath],
      });
    }
  }
  open.push(
    ...acknowledgementProblems(written.get(pack.prefix) ?? [], rulesOf(pack), ({ rule, at }) =>
      used.has(`${rule} ${at}`),
    ),
  );
  return { judge: pack.judge, ran: true, version, open, acknowledged: [...acknowledged.values()] };
}

/** What the CDK puts before an id that names no pack. Its own warnings are acknowledged with it, too. */
const NO_PACK = 'Annotation';
/** The CDK's own validation has acknowledgements of its own, and reads them itself. */
const OF_CDK = 'CloudFormation-Validate';

/**
 * Acknowledgements of a pack that is not asked would accept nothing, and look as if they did. Those without a pack do worse: cdk-nag
 * drops the finding.
 */
function unknownPacks(written: ReadonlyMap<string, readonly Acknowledgement[]>): JudgeFinding[] {
  const known = NAG_PACKS.map(({ prefix }) => prefix);
  return [...written].flatMap(([prefix, all]) => {
    if (known.includes(prefix) || prefix === OF_CDK) return [];
    return all.flatMap(({ rule, at }): JudgeFinding[] => {
      const owner = known.find((pack) => rule.startsWith(`${pack}-`));
      if (prefix === NO_PACK && owner === undefined) return [];
      const guess = owner ?? nearest(prefix, known);
      const fix = guess === undefined ? `Known: ${known.join(', ')}.` : `Write ${guess}::${rule}.`;
      const named = prefix === NO_PACK ? 'names no pack' : `is for the pack "${prefix}", which is not asked`;
      const message = `The acknowledgement of ${rule} ${named}. ${fix}`;
      return [{ rule: 'AcknowledgementNamesRule', severity: 'error', message, where: at }];
    });
  });
}

/** Ids under which a finding may be acknowledged: its own, and the one of the rule in another pack that it repeats. */
function idsOf({ prefix }: NagPackOfRules, rule: string): readonly string[] {
  const equivalent = equivalentOf(rule);
  return [`${prefix}::${rule}`, ...(equivalent === undefined ? [] : [equivalent])];
}

/** The acknowledgement of a rule at a construct or the nearest one above it. */
function acknowledgementFor(
  scope: IConstruct,
  path: string,
  ids: readonly string[],
): { reason: string; at: string } | undefined {
  for (let construct = findByPath(scope, path); construct !== undefined; construct = construct.node.scope) {
    const known = acknowledgementsAt(construct);
    const reason = ids.map((id) => known.get(id)).find((each) => each !== undefined && each.trim() !== '');
    if (reason !== undefined) return { reason, at: construct.node.path };
  }
  return undefined;
}

function acknowledgementsAt(construct: IConstruct): ReadonlyMap<string, string> {
  return new Map(
    construct.node.metadata
      .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap((entry) => Object.entries((entry.data ?? {}) as Record<string, string>)),
  );
}

/** Every acknowledgement in a tree, by the prefix of its pack. */
function acknowledgementsBelow(scope: IConstruct): ReadonlyMap<string, Acknowledgement[]> {
  const byPrefix = new Map<string, Acknowledgement[]>();
  for (const construct of scope.node.findAll()) {
    for (const [id, reason] of acknowledgementsAt(construct)) {
      const [prefix = '', rule = ''] = [id.slice(0, id.indexOf('::')), id.slice(id.indexOf('::') + 2)];
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), { rule, reason, at: construct.node.path }]);
    }
  }
  return byPrefix;
}

const rulesByPack = new Map<string, ReadonlySet<string>>();

/** Names of the rules of a pack. cdk-nag has no list of them: the pack is shown one resource, and asks each of its rules about it. */
function rulesOf({ prefix, make }: NagPackOfRules): ReadonlySet<string> {
  const known = rulesByPack.get(prefix);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const pack = make();
  Object.assign(pack, {
    applyRule: ({ ruleSuffixOverride, rule }: { ruleSuffixOverride?: string; rule: { name: string } }) =>
      names.add(`${prefix}-${ruleSuffixOverride ?? rule.name}`),
  });
  pack.validateScope(new CfnResource(new Stack(), 'Any', { type: 'AWS::CDK::Metadata' }));
  rulesByPack.set(prefix, names);
  return names;
}

function findByPath(scope: IConstruct, path: string): IConstruct | undefined {
  let construct: IConstruct | undefined = scope;
  for (const id of path.split('/')) construct = construct?.node.tryFindChild(id);
  return construct;
}
