import type { EvidenceInput } from '../input';

/** The version that compliance-trestle 5 models. 1.2.2 and 1.2.3 are corrections of it. */
export const OSCAL_VERSION = '1.2.1';

/** Names of the documents, which refer to each other. */
export const OSCAL_FILES = {
  catalog: 'oscal/catalog.json',
  componentDefinition: 'oscal/component-definition.json',
  assessmentResults: 'oscal/assessment-results.json',
  planOfAction: 'oscal/poam.json',
} as const;

/** `metadata` of every document. The date is the assessment’s, not the clock’s. */
export function metadataOf({ platform, at, revision }: EvidenceInput, title: string): object {
  return {
    title: `${title}: ${platform}`,
    'last-modified': at,
    version: revision ?? 'uncommitted',
    'oscal-version': OSCAL_VERSION,
  };
}
