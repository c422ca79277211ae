import { accountControls } from '../account/account-state';
import { PEOPLE_ONLY } from '../controls/people-only';
import { flowsOf } from '../inventory/flows';
import { inventoryOf } from '../inventory/inventory';
import type { EvidenceInput } from './input';
import { flowsMarkdown, inventoryMarkdown, matrixMarkdown } from './markdown';
import type { ControlMatrix } from './matrix';
import { oscalDocuments } from './oscal/documents';

/** The forms in which the evidence is written. */
export const EVIDENCE_FORMATS = ['markdown', 'json', 'oscal'] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

/** The files of the evidence in some formats, by their names; the templates that they link to are among them. */
export function evidenceFiles(
  input: EvidenceInput,
  matrix: ControlMatrix,
  formats: readonly EvidenceFormat[],
): ReadonlyMap<string, string> {
  const assets = inventoryOf(input.stacks);
  const hops = flowsOf(input.stacks, input.facts);
  const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...input.stacks.map(({ file, text }) => [file, text] as const),
    ...(formats.includes('markdown')
      ? ([
          ['matrix.md', matrixMarkdown(input, matrix)],
          ['inventory.md', inventoryMarkdown(input, assets)],
          ['flows.md', flowsMarkdown(input, hops)],
        ] as const)
      : []),
    ...(formats.includes('json')
      ? ([
          ['matrix.json', json({ ...matrix, account: accountControls(input), peopleOnly: PEOPLE_ONLY })],
          ['inventory.json', json(assets)],
          ['flows.json', json(hops)],
        ] as const)
      : []),
    ...(formats.includes('oscal')
      ? [...oscalDocuments(input, matrix)].map(([file, document]) => [file, json(document)] as const)
      : []),
  ]);
}
