type Rule = Readonly<Record<string, unknown>>;

/** Properties that choose the objects of a rule. */
const SELECTION = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** Properties that delete objects or their earlier versions. */
const DELETING = [
  'ExpirationInDays',
  'ExpirationDate',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionExpirationInDays',
];

/**
 * Whether the lifecycle rules of a bucket may delete objects that the rules before kept. They may not where each rule that
 * deletes has a rule before it for the same objects that deletes them at the same time or earlier.
 *
 * @param before value of the property LifecycleConfiguration; undefined where there is none
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html
 */
export function deletesMoreObjects(before: unknown, after: unknown): boolean {
  if (hasIntrinsic(after)) return !sameValue(before, after) && JSON.stringify(after).includes('Expiration');
  const old = deletingRules(before);
  return deletingRules(after).some((rule) => !old.some((each) => keepsAsLong(each, rule)));
}

/** Whether CloudFormation computes a part of a value, so that the template does not tell what it will be. */
function hasIntrinsic(value: unknown): boolean {
  return /"(?:Ref|Fn::\w+)":/.test(JSON.stringify(value) ?? '');
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function deletingRules(configuration: unknown): readonly Rule[] {
  const rules = (configuration as { readonly Rules?: unknown } | undefined)?.Rules;
  if (!Array.isArray(rules)) return [];
  return (rules as readonly Rule[]).filter(
    (rule) => rule['Status'] !== 'Disabled' && DELETING.some((name) => rule[name] !== undefined),
  );
}

function keepsAsLong(before: Rule, after: Rule): boolean {
  const same = SELECTION.every((name) => sameValue(before[name], after[name]));
  return same && DELETING.every((name) => isNoEarlier(before[name], after[name]));
}

/** A limit that is gone or higher deletes less; any other difference may delete more. */
function isNoEarlier(before: unknown, after: unknown): boolean {
  if (after === undefined) return true;
  if (typeof before === 'number' && typeof after === 'number') return after >= before;
  if (isLimits(before) && isLimits(after)) {
    // One limit alone deletes more than that limit and a second one that must be reached, too.
    return Object.keys(before).every((name) => typeof after[name] === 'number' && after[name] >= (before[name] ?? 0));
  }
  return sameValue(before, after);
}

function isLimits(value: unknown): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'number');
}
