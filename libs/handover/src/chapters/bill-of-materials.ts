import { code, commands, heading, list, paragraph } from '../document/block';
import type { Block, Text } from '../document/block';
import { exampleService, ofService, pipelineOf, productionOf, serviceStackName } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { handleOf } from '../facts/resources';
import type { NamedResource } from '../facts/resources';

/** Name of the file that each scan writes; CycloneDX. */
const FILE = 'sbom.cdx.json';

/**
 * Where the bill of materials of each image is that runs. Nothing for a platform whose images no pipeline scans.
 *
 * @param bucket command that puts the name of the evidence bucket into `BUCKET`
 */
export function billOfMaterials(facts: HandoverFacts, bucket: string): Block[] {
  const { input, environments } = facts;
  const service = exampleService(facts);
  const environment = productionOf(facts) ?? environments[0];
  if (service === undefined || environment === undefined) return [];
  const repository = repositoryOf(facts, service.name);
  if (repository === undefined || pipelineOf(facts, service.name, environment.name) === undefined) return [];
  const prefix = `${input.model.name}/${service.name}/${environment.name}`;
  const newest = (below: string) =>
    `aws s3 ls --recursive "s3://$BUCKET/${below}" | grep '/scan/${FILE}$' | sort -r | head -n 1 | awk '{print $4}'`;
  const places: Text[] = [
    ['of a release: ', code(`${input.model.name}/<service>/<environment>/<commit>/<run>/scan/${FILE}`)],
    [
      'of the image that ran at the last nightly scan: ',
      code(`${input.model.name}/<service>/<environment>/nightly/<run>/scan/${FILE}`),
    ],
    ...(input.model.services.some((each) => each.kind !== 'static' && each.sidecars.length > 0)
      ? [['of a sidecar: ', code(`<run>/sidecars/<name>/${FILE}`), ', in the folder of the same run'] as Text]
      : []),
  ];
  return [
    heading('What is in an image'),
    paragraph(
      'Each scan writes the bill of materials of the image (SBOM, in the form of CycloneDX) beside its report, and the evidence bucket keeps both as long as the other records:',
    ),
    list(places),
    paragraph(
      `For the image that ${service.name} runs in ${environment.name}: the stack has its digest, and the image repository the commit. The last commands show what the last nightly scan found in it. To read the bucket you need the duty “read evidence”.`,
    ),
    commands(
      bucket,
      `DIGEST="$(aws cloudformation describe-stacks --region ${environment.region} --stack-name ${serviceStackName(facts, service.name, environment.name)} --query "Stacks[0].Parameters[?ParameterKey=='ImageDigest'].ParameterValue" --output text)"`,
      `COMMIT="$(aws ecr describe-images --region ${repository.region} --repository-name ${handleOf(repository)} --image-ids imageDigest="$DIGEST" --query "imageDetails[0].imageTags" --output text | tr '\\t' '\\n' | grep -E -x -m 1 '[0-9a-f]{40}')"`,
      `aws s3 cp "s3://$BUCKET/$(${newest(`${prefix}/$COMMIT/`)})" ${FILE}`,
      `aws s3 cp "s3://$BUCKET/$(${newest(`${prefix}/nightly/`)})" nightly-${FILE}`,
    ),
  ];
}

function repositoryOf(facts: HandoverFacts, service: string): NamedResource | undefined {
  return ofService(facts, service, 'repository', 'AWS::ECR::Repository')[0];
}
