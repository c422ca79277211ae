import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { ECRClient } from '@aws-sdk/client-ecr';
import { PATIENT } from '../aws/parameter-store';

/** Where releases are looked up and started, with the caller's own credentials. */
export interface ReleaseClients {
  readonly pipelines: CodePipelineClient;
  readonly registry: ECRClient;
}

/** @param region the platform's own: pipelines and image repositories are there */
export function releaseClients(region: string): ReleaseClients {
  return { pipelines: new CodePipelineClient({ region, ...PATIENT }), registry: new ECRClient({ region, ...PATIENT }) };
}
