import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { objectsBelow } from './artifacts';
import type { ImagePipelinesProps } from './image-pipelines';
import type { Places } from './permissions';

/** Each environment has its own prefix, so that a staging build cannot write what production's approver reads. */
function evidencePrefix({ platform, service }: ImagePipelinesProps, environment: string): string {
  return `${platform}/${service}/${environment}`;
}

/** What every build of a service's pipelines reads or writes. */
export function commonPlaces(scope: Construct, props: ImagePipelinesProps, environment: string): Places {
  const { repositoryName, destinations } = props;
  return {
    evidence: [objectsBelow(scope, destinations.evidenceBucketName, evidencePrefix(props, environment))],
    imageRepository: [repositoryName, ...(props.sidecars?.repositoryNames ?? [])].map((resourceName) =>
      Stack.of(scope).formatArn({ service: 'ecr', resource: 'repository', resourceName }),
    ),
  };
}

/** Variables of every build of a service's pipelines. */
export function commonVariables(
  scope: Construct,
  props: ImagePipelinesProps,
  environment: string,
): Record<string, string> {
  const { account, region, urlSuffix } = Stack.of(scope);
  return {
    REGISTRY: `${account}.dkr.ecr.${region}.${urlSuffix}`,
    REGISTRY_REGION: region,
    REPOSITORY: props.repositoryName,
    EVIDENCE_BUCKET: props.destinations.evidenceBucketName,
    EVIDENCE_PREFIX: evidencePrefix(props, environment),
  };
}
