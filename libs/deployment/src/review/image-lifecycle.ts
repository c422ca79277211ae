/** A rule of a lifecycle policy of ECR, as far as it decides which images expire. */
interface ImageRule {
  readonly rulePriority: number;
  readonly selection: Readonly<Record<string, unknown>> & { readonly countNumber: number };
}

/**
 * Whether a lifecycle policy of ECR may delete images that the policy before kept. It may not where the rules before are still
 * there in their order, with the same or higher counts, and each new rule among them only keeps the image of one tag. A policy
 * that cannot be read may delete anything.
 *
 * ECR evaluates an image by the first rule whose tags match, and rules below never expire that image.
 *
 * @param before value of the property LifecyclePolicy; undefined where there is none
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function deletesMoreImages(before: unknown, after: unknown): boolean {
  if (after === undefined || JSON.stringify(before) === JSON.stringify(after)) return false;
  const [old, current] = [rulesOf(before), rulesOf(after)];
  if (old === undefined || current === undefined) return true;
  let next = 0;
  for (const rule of current) {
    const kept = old[next];
    if (kept !== undefined && keepsAsMuch(kept, rule)) next += 1;
    else if (!keepsOneTag(rule)) return true;
  }
  // The images of a rule that is gone are evaluated by the rules below it.
  return next < old.length && current.some((rule) => !keepsOneTag(rule));
}

function rulesOf(policy: unknown): readonly ImageRule[] | undefined {
  const text = (policy as { readonly LifecyclePolicyText?: unknown } | undefined)?.LifecyclePolicyText;
  if (typeof text !== 'string') return undefined;
  try {
    const { rules } = JSON.parse(text) as { readonly rules: readonly ImageRule[] };
    const sorted = [...rules].sort((a, b) => a.rulePriority - b.rulePriority);
    return sorted.every(({ selection }) => typeof selection.countNumber === 'number') ? sorted : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a rule selects the same images as another one, and expires none that the other keeps. */
function keepsAsMuch(before: ImageRule, after: ImageRule): boolean {
  const images = ({ selection }: ImageRule) => JSON.stringify(Object.entries({ ...selection, countNumber: 0 }).sort());
  return images(before) === images(after) && after.selection.countNumber >= before.selection.countNumber;
}

/** Whether a rule only keeps what one tag points at: a tag is never on two images, so the rule expires none. */
function keepsOneTag({ selection }: ImageRule): boolean {
  const { tagStatus, tagPatternList, countType, countNumber } = selection;
  const [tag, ...more] = Array.isArray(tagPatternList) ? (tagPatternList as readonly unknown[]) : [];
  const one = typeof tag === 'string' && !tag.includes('*') && more.length === 0;
  return tagStatus === 'tagged' && one && countType === 'imageCountMoreThan' && countNumber >= 1;
}
