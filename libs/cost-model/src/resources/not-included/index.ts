import type { TemplateResource } from '../../template/resource';
import type { Component } from '../priced-type';
import { COMPUTE } from './compute';
import { DATA } from './data';
import { MANAGEMENT } from './management';
import { MODELS } from './models';
import { NETWORK } from './network';
import { chargesNotIncluded, type NotIncludedTable } from './not-included';
import { SERVERLESS } from './serverless';

/** Of each type, the properties that add a charge which the estimate does not calculate. */
export const NOT_INCLUDED: NotIncludedTable = {
  ...COMPUTE,
  ...DATA,
  ...MANAGEMENT,
  ...MODELS,
  ...NETWORK,
  ...SERVERLESS,
};

const BY_TYPE = new Map(Object.entries(NOT_INCLUDED));

/** The charges of a resource that the estimate names and does not calculate. */
export function notIncluded(resource: TemplateResource): readonly Component[] {
  const rows = BY_TYPE.get(resource.type);
  return rows === undefined ? NONE : chargesNotIncluded(resource, rows);
}

const NONE: readonly Component[] = [];
