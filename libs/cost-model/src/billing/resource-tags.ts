import type { Header } from '../csv/header';
import { normalColumn } from '../csv/header';

/** The resource of a template that a row of a bill is for, as CloudFormation tags it. */
export interface TaggedResource {
  /** Name of the stack. */
  readonly stack: string;
  /** Undefined if only the stack is known: what a service creates inherits fewer tags. */
  readonly logicalId?: string;
}

/** Finds the resource of a row; undefined if the row has no such tag. */
export type TagReader = (cells: readonly string[]) => TaggedResource | undefined;

const STACK = 'awscloudformationstackname';
const LOGICAL_ID = 'awscloudformationlogicalid';
/** Texts of tags whose meaning is kept. The rows of one resource repeat theirs. */
const MAX_KEPT = 20_000;

/**
 * The tags that CloudFormation gives each resource, in the forms that bills have: a column for each tag in a legacy report
 * (`resourceTags/aws:cloudformation:stack-name`), a map for all in a CUR 2.0 and in FOCUS, which a CSV writes as JSON.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-resource-tags.html
 */
export function tagReader(header: Header): TagReader {
  const at = {
    stack: header.find('resourceTags/aws:cloudformation:stack-name', 'aws:cloudformation:stack-name'),
    logicalId: header.find('resourceTags/aws:cloudformation:logical-id', 'aws:cloudformation:logical-id'),
    map: header.find('resource_tags', 'Tags'),
  };
  const known = new Map<string, TaggedResource | undefined>();
  const ofMap = (text: string): TaggedResource | undefined => {
    if (!text.includes('cloudformation')) return undefined;
    if (known.has(text)) return known.get(text);
    const resource = resourceOf(tagsOf(text));
    if (known.size < MAX_KEPT) known.set(text, resource);
    return resource;
  };
  return (cells) => {
    const stack = at.stack < 0 ? '' : (cells[at.stack] ?? '');
    if (stack !== '') return withLogicalId(stack, at.logicalId < 0 ? undefined : cells[at.logicalId]);
    return at.map < 0 ? undefined : ofMap(cells[at.map] ?? '');
  };
}

/** The tags of a map as JSON; none if it is something else, because the amount of the row counts all the same. */
function tagsOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function resourceOf(tags: unknown): TaggedResource | undefined {
  if (typeof tags !== 'object' || tags === null) return undefined;
  const named = new Map(Object.entries(tags).map(([name, value]) => [tagName(name), value]));
  const stack: unknown = named.get(STACK);
  return typeof stack === 'string' && stack !== '' ? withLogicalId(stack, named.get(LOGICAL_ID)) : undefined;
}

function tagName(name: string): string {
  return normalColumn(name).replace(/^resourcetags/, '');
}

function withLogicalId(stack: string, logicalId: unknown): TaggedResource {
  return typeof logicalId === 'string' && logicalId !== '' ? { stack, logicalId } : { stack };
}
