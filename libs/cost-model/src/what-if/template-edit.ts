import type { ResourceDeclaration, StackTemplate, TemplateBody } from '../template/template';

type Resources = Readonly<Record<string, ResourceDeclaration>>;

/** A copy of templates, nested ones too, with the resources of each as `edit` gives them; the same object where nothing changed. */
export function editTemplates(
  templates: readonly StackTemplate[],
  edit: (resources: Resources) => Resources,
): StackTemplate[] {
  return templates.map((template) => editTemplate(template, edit));
}

function editTemplate(template: StackTemplate, edit: (resources: Resources) => Resources): StackTemplate {
  const { body, nested } = template;
  const resources = isMap(body.Resources) ? edit(body.Resources) : body.Resources;
  const edited = nested && mapValues(nested, (each) => editTemplate(each, edit));
  const same = resources === body.Resources && (nested === undefined || sameValues(nested, edited ?? {}));
  if (same) return template;
  return { ...template, body: { ...body, Resources: resources } as TemplateBody, ...(edited && { nested: edited }) };
}

/** Resources of a type with other properties; `change` gives undefined for one that stays as it is. */
export function editType(
  resources: Resources,
  type: string,
  change: (properties: Readonly<Record<string, unknown>>, id: string) => Readonly<Record<string, unknown>> | undefined,
): Resources {
  let changed = false;
  const edited = mapValues(resources, (resource, id) => {
    if (!isMap(resource) || resource.Type !== type) return resource;
    const properties = change(isMap(resource.Properties) ? resource.Properties : {}, id);
    if (properties === undefined) return resource;
    changed = true;
    return { ...resource, Properties: properties };
  });
  return changed ? edited : resources;
}

function mapValues<T>(map: Readonly<Record<string, T>>, change: (value: T, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

function sameValues<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean {
  return Object.entries(a).every(([key, value]) => b[key] === value);
}

function isMap<T>(value: T): value is NonNullable<T> & object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
