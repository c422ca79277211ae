/**
 * What OSCAL 1.2.1 requires of the four documents, as far as the toolkit writes them: keys, and the form of their values. A key that is
 * not here is an error, and so is an empty list: OSCAL leaves a list out that has nothing. The real tool, compliance-trestle, reads
 * the documents in the end-to-end tests.
 *
 * @see https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/
 */
type Shape = RegExp | readonly [Shape] | Keys;
/** A key that ends with a question mark can be left out. */
interface Keys {
  readonly [key: string]: Shape;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** A name of XML: neither a digit nor a bracket can begin it. */
const token = /^[\p{L}_][\p{L}\p{N}._-]*$/u;
/** Neither a blank at an end nor a new line within. */
const text = /^\S(?:.*\S)?$/;
const line = text;
const lines = /^\S[\s\S]*$/;
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
/** A reference of RFC 3986: blanks and quotation marks have to be escaped. */
const reference = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;

const metadata = { title: line, 'last-modified': time, version: text, 'oscal-version': /^1\.2\.1$/ };
const props = [{ name: token, 'ns?': /^https:\/\/\S+$/, value: text }] as const;
const links = [{ href: reference, rel: /^reference$/, 'text?': line }] as const;

const control = { id: token, title: line, props, parts: [{ id: token, name: token, prose: lines }] } as const;

const component = {
  uuid,
  type: /^(?:service|policy)$/,
  title: line,
  description: lines,
  'links?': links,
  'control-implementations': [
    {
      uuid,
      source: reference,
      description: lines,
      'implemented-requirements': [{ uuid, 'control-id': token, description: lines, props, 'links?': links }],
    },
  ],
} as const;

const observation = {
  uuid,
  description: lines,
  methods: [/^TEST$/],
  collected: time,
  'subjects?': [{ 'subject-uuid': uuid, type: /^component$/, title: line }],
  'relevant-evidence?': [{ href: reference, description: lines }],
} as const;

const finding = {
  uuid,
  title: line,
  description: lines,
  target: { type: /^objective-id$/, 'target-id': token, status: { state: /^(?:not-)?satisfied$/ } },
  'related-observations': [{ 'observation-uuid': uuid }],
} as const;

const result = {
  uuid,
  title: line,
  description: lines,
  start: time,
  'reviewed-controls': { 'control-selections': [{ 'include-controls': [{ 'control-id': token }] }] },
  observations: [observation],
  findings: [finding],
} as const;

const risk = {
  uuid,
  title: line,
  description: lines,
  statement: lines,
  status: /^(?:open|deviation-approved)$/,
  'deadline?': time,
} as const;

/** By file. */
export const OSCAL_SHAPES: Readonly<Record<string, Shape>> = {
  'oscal/catalog.json': { catalog: { uuid, metadata, groups: [{ id: token, title: line, controls: [control] }] } },
  'oscal/component-definition.json': { 'component-definition': { uuid, metadata, components: [component] } },
  'oscal/assessment-results.json': {
    'assessment-results': {
      uuid,
      metadata,
      'import-ap': { href: /^#[0-9a-f-]{36}$/ },
      results: [result],
      'back-matter': { resources: [{ uuid, title: line, description: lines }] },
    },
  },
  'oscal/poam.json': {
    'plan-of-action-and-milestones': {
      uuid,
      metadata,
      'system-id': { 'identifier-type': /^https:\/\/\S+$/, id: text },
      'risks?': [risk],
      'poam-items': [{ uuid, title: line, description: lines, 'related-risks?': [{ 'risk-uuid': uuid }] }],
    },
  },
};

/** Where a value is not what its shape asks for, with the place. */
export function shapeFaults(shape: Shape, value: unknown, place = ''): string[] {
  if (shape instanceof RegExp)
    return typeof value === 'string' && shape.test(value) ? [] : [`${place}: ${String(value)}`];
  if (isList(shape)) {
    if (!Array.isArray(value) || value.length === 0) return [`${place}: no list, or an empty one`];
    return value.flatMap((item, index) => shapeFaults(shape[0], item, `${place}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${place}: no object`];
  const wanted = new Map(Object.entries(shape).map(([key, one]) => [key.replace('?', ''), one]));
  const missing = Object.keys(shape).filter((key) => !key.endsWith('?') && !Object.hasOwn(value, key));
  return [
    ...missing.map((key) => `${place}: has no ${key}`),
    ...Object.entries(value).flatMap(([key, one]) => {
      const known = wanted.get(key);
      return known === undefined ? [`${place}: has ${key}`] : shapeFaults(known, one, `${place}.${key}`);
    }),
  ];
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
