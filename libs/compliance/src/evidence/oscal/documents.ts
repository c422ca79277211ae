import type { EvidenceInput } from '../input';
import type { ControlMatrix } from '../matrix';
import { oscalAssessmentResults } from './assessment-results';
import { oscalCatalog } from './catalog';
import { oscalComponentDefinition } from './component-definition';
import { OSCAL_FILES } from './metadata';
import { oscalPlanOfAction } from './plan-of-action';

/** The four OSCAL documents by their file names. */
export function oscalDocuments(input: EvidenceInput, matrix: ControlMatrix): ReadonlyMap<string, object> {
  return new Map([
    [OSCAL_FILES.catalog, oscalCatalog(input)],
    [OSCAL_FILES.componentDefinition, oscalComponentDefinition(input, matrix)],
    [OSCAL_FILES.assessmentResults, oscalAssessmentResults(input, matrix)],
    [OSCAL_FILES.planOfAction, oscalPlanOfAction(input, matrix)],
  ]);
}
