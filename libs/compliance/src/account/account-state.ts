import { PEOPLE_ONLY } from '../controls/people-only';
import type { EvidenceInput } from '../evidence/input';
import { lineOf } from '../evidence/lines';
import { placeOf } from '../judges/own-rules';
import { BASELINE_METADATA, ownerOf } from '../baseline/owner';
import { at, resourcesOf } from '../rules/template-values';
import { ACCOUNT_CONTROLS } from './account-controls';
import type { AccountControl } from './account-control';

/** What the templates show of a control of the account. */
export type AccountControlState =
  | { readonly state: 'made'; readonly path: string; readonly file: string; readonly line: number | undefined }
  /** Switched off in platform.yaml. */
  | { readonly state: 'off'; readonly reason: string }
  | { readonly state: 'people'; readonly duty: string }
  | { readonly state: 'not made'; readonly reason: string }
  /** No resource makes it, and no one wrote a reason. */
  | { readonly state: 'missing' };

export interface AccountControlRow {
  readonly control: AccountControl;
  readonly found: AccountControlState;
}

/** Each control of the account, and what the templates show of it. */
export function accountControls({ stacks }: Pick<EvidenceInput, 'stacks'>): AccountControlRow[] {
  return ACCOUNT_CONTROLS.map((control) => ({ control, found: stateOf(control, stacks) }));
}

function stateOf({ source }: AccountControl, stacks: EvidenceInput['stacks']): AccountControlState {
  if ('absent' in source) return { state: 'not made', reason: source.absent };
  if ('people' in source) {
    const duty = PEOPLE_ONLY.find(({ id }) => id === source.people)?.duty;
    if (duty === undefined) throw new Error(`no duty of people has the id ${source.people}`);
    return { state: 'people', duty };
  }
  const { types, properties = {}, part, leftOutAs, unless } = source;
  const reasons: unknown[] = [];
  for (const { stackName, file, text, template } of stacks) {
    const contents = ownerOf(template)?.resource.Metadata?.[BASELINE_METADATA];
    // Locked buckets of other stacks are not the trail's: a part of the baseline is looked for where the baseline is.
    if (part !== undefined && contents === undefined) continue;
    const [made] = Object.entries(template.Resources ?? {}).filter(
      ([, { Type, Properties }]) =>
        types.includes(Type) && Object.entries(properties).every(([name, value]) => Properties?.[name] === value),
    );
    if (made !== undefined) {
      const [logicalId, resource] = made;
      return { state: 'made', path: placeOf(stackName, logicalId, resource), file, line: lineOf(text, logicalId) };
    }
    if (part !== undefined) reasons.push(at(contents, 'off', part));
    if (leftOutAs !== undefined) reasons.push(at(contents, 'leftOut', leftOutAs));
  }
  if (unless !== undefined && stacks.some(({ template }) => resourcesOf(template, unless.type).length > 0))
    return { state: 'not made', reason: unless.reason };
  const reason = reasons.find((each) => typeof each === 'string');
  return reason === undefined ? { state: 'missing' } : { state: 'off', reason };
}
