import type { ResourceDeclaration, TemplateBody } from './template';

/** Stands for the resources of a loop that could not be written out. */
export const UNREAD_LOOP = 'Fn::ForEach';
/** Stands for what a macro adds to a template, or takes away. */
export const UNREAD_MACRO = 'Fn::Transform';

/** Why the cost of what was not read is unknown; undefined for any other type. */
export function unreadReason(type: string): string | undefined {
  if (type === UNREAD_LOOP) {
    return 'The list of this loop is known only at deployment; the cost of its resources is missing from the totals.';
  }
  return type === UNREAD_MACRO
    ? 'A macro changes the template at deployment; the cost of what it adds is missing from the totals.'
    : undefined;
}

/** Entries of `Resources` that are a function, such as a loop with an unknown list, as resources of unknown cost. */
export function unreadEntry(key: string): ResourceDeclaration {
  return { Type: key.startsWith('Fn::Transform') ? UNREAD_MACRO : UNREAD_LOOP };
}

/**
 * Macros of the whole template, as resources of unknown cost. Those of AWS add nothing that is charged, or are read, except an
 * include: its file is not at hand.
 */
export function macrosOf(body: TemplateBody): Readonly<Record<string, ResourceDeclaration>> {
  const all: readonly unknown[] = [body.Transform, body[UNREAD_MACRO]].flat();
  const names = all.map(nameOf).filter((name) => name !== undefined && isUnread(name));
  return Object.fromEntries(names.map((name) => [`Transform ${name ?? ''}`, { Type: UNREAD_MACRO }]));
}

/** Whether a macro adds to a resource, or to the properties that it has: what else the resource has is not known. */
export function hasMacro(declaration: ResourceDeclaration): boolean {
  const properties: unknown = declaration.Properties;
  // Properties that are a macro as a whole are all unknown, and each one says so.
  return isWithMacro(declaration) || (isWithMacro(properties) && Object.keys(properties).length > 1);
}

function isWithMacro(value: unknown): value is object {
  return typeof value === 'object' && value !== null && UNREAD_MACRO in value;
}

function nameOf(macro: unknown): string | undefined {
  const name = typeof macro === 'object' && macro !== null ? (macro as { readonly Name?: unknown }).Name : macro;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function isUnread(name: string): boolean {
  return name === 'AWS::Include' || !name.startsWith('AWS::');
}
