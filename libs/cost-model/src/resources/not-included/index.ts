import type { TemplateResource } from '../../template/resource';
import type { Component } from '../priced-type';
import { COMPUTE } from './compute';
import { DATA } from './data';
import { MANAGEMENT } from './management';
import { MODELS } from './models';
import { NETWORK } from './network';
import { chargesNotIncluded, type NotIncludedTable } from './not-included';
import { SERVERLESS } from './serverless';

/** Of each type, the properties that add a charge which the estimate does not calculate. A type is in one of the tables. */
export const NOT_INCLUDED: readonly NotIncludedTable[] = [COMPUTE, DATA, MANAGEMENT, MODELS, NETWORK, SERVERLESS];

/** Rows that were looked for: a template has few of the types in the tables. */
const found = new Map<string, NotIncludedTable[string]>();

/** The rows of a type. @default none */
export function notIncludedRows(type: string): NotIncludedTable[string] {
  let rows = found.get(type);
  if (rows === undefined) {
    rows = NOT_INCLUDED.find((table) => Object.hasOwn(table, type))?.[type] ?? [];
    found.set(type, rows);
  }
  return rows;
}

/** The charges of a resource that the estimate names and does not calculate. */
export function notIncluded(resource: TemplateResource): readonly Component[] {
  const rows = notIncludedRows(resource.type);
  return rows.length === 0 ? NONE : chargesNotIncluded(resource, rows);
}

const NONE: readonly Component[] = [];
