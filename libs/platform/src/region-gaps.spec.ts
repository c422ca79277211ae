import { AWS_REGIONS, missingService } from '@careplane/aws-facts';
import { assembliesOf, stacksIn } from './testing/assemblies';
import { clinic, lab, MEDMO } from './testing/folders';
import { schemaFaults } from './testing/schema-validator';

/** Says that a region does not have a resource type. */
const TYPE_IS_MISSING = 'F3006';

it('the table of what regions lack is that of CloudFormation, for every type that the toolkit makes', () => {
  const templates = [MEDMO, clinic(), lab()].flatMap((folder) => stacksIn(assembliesOf(folder)));
  const types = [...new Set(templates.flatMap(({ template }) => Object.values(template.Resources).map(typeOf)))]
    .filter((type) => type.startsWith('AWS::'))
    // A site is in us-east-1, and sitesNeedCloudfront refuses other partitions.
    .filter((type) => !type.startsWith('AWS::CloudFront::'))
    // The selection belongs to the plan, which the table has.
    .filter((type) => type !== 'AWS::Backup::RestoreTestingSelection')
    .sort();
  const one = JSON.stringify({ Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])) });
  expect(types.length).toBeGreaterThan(70);
  const differences = Object.keys(AWS_REGIONS).flatMap((region) => {
    const lacking = new Set(
      schemaFaults(one, region)
        .filter(({ rule }) => rule === TYPE_IS_MISSING)
        .map(({ type }) => type),
    );
    return types
      .filter((type) => lacking.has(type) !== (missingService(type, region) !== undefined))
      .map((type) => `${region}: ${type} is ${lacking.has(type) ? 'missing' : 'offered'}`);
  });
  expect(differences).toEqual([]);
});

const typeOf = ({ Type }: { readonly Type: string }): string => Type;
