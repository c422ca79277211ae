import { CONTROLS } from '../../controls/catalogue';
import type { Control } from '../../controls/control';
import type { EvidenceInput } from '../input';
import { controlId, uuidOf } from './ids';
import { metadataOf } from './metadata';

const SECTIONS: Readonly<Record<string, string>> = {
  '164.308': 'Administrative safeguards',
  '164.310': 'Physical safeguards',
  '164.312': 'Technical safeguards',
  '164.314': 'Organizational requirements',
  '164.316': 'Policies, procedures and documentation',
};

/** The 69 standards and specifications of 45 CFR 164.308-316 as an OSCAL catalogue, in our own words. */
export function oscalCatalog(input: EvidenceInput): object {
  return {
    catalog: {
      uuid: uuidOf(input.platform, 'catalog'),
      metadata: metadataOf(input, 'HIPAA Security Rule, 45 CFR 164.308-316'),
      groups: Object.entries(SECTIONS).map(([section, title]) => ({
        id: `hipaa-${section}`,
        title,
        controls: CONTROLS.filter(({ citation }) => citation.startsWith(section)).map(controlOf),
      })),
    },
  };
}

function controlOf({ citation, title, kind, meaning }: Control): object {
  const id = controlId(citation);
  return {
    id,
    title,
    props: [
      { name: 'label', value: citation },
      { name: 'kind', ns: 'https://careplane.dev/ns/oscal', value: kind },
    ],
    parts: [{ id: `${id}_smt`, name: 'statement', prose: meaning }],
  };
}
