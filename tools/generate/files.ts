import { jsonSchemaOf } from '@careplane/config';
import { jsonSchemaOf as jsonSchemaOfFindings } from '@careplane/findings';
import { cliPage, costCliPage, scanCliPage } from './cli-page';
import { decisionsPage } from './decisions-page';
import { e2eProject } from './e2e-project';
import { generatorsPage } from './generators-page';
import { medplumPage } from './medplum-page';
import { withCfnLintVersion } from './pinned-versions';
import { iamTable } from './iam-table';
import { priceSnapshot } from './price-snapshot';
import { referencePage } from './reference-page';
import { resourceProperties } from './resource-properties';
import { settingsHandler } from './settings-handler';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: () => string;
}

/** One more generated file is one more line here. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'libs/config/schema/platform.schema.json', text: () => JSON.stringify(jsonSchemaOf('platform')) },
  { path: 'libs/config/schema/service.schema.json', text: () => JSON.stringify(jsonSchemaOf('service')) },
  {
    path: 'libs/findings/schema/exceptions.schema.json',
    text: () => JSON.stringify(jsonSchemaOfFindings('exceptions')),
  },
  { path: 'libs/findings/schema/policy.schema.json', text: () => JSON.stringify(jsonSchemaOfFindings('policy')) },
  { path: 'docs/reference/platform-yaml.md', text: () => referencePage('platform') },
  { path: 'docs/reference/service-yaml.md', text: () => referencePage('service') },
  { path: 'docs/reference/cli.md', text: () => cliPage() },
  { path: 'docs/reference/generators.md', text: () => generatorsPage() },
  { path: 'docs/reference/cost-cli.md', text: () => costCliPage() },
  { path: 'libs/cost-model/src/prices/snapshot.json', text: () => JSON.stringify(priceSnapshot()) },
  {
    path: 'libs/cost-model/src/testing/resource-properties.json',
    text: () => JSON.stringify(resourceProperties()),
  },
  { path: 'libs/governance/src/settings/handler-code.json', text: () => JSON.stringify(settingsHandler()) },
  { path: 'docs/reference/scan-cli.md', text: () => scanCliPage() },
  { path: 'docs/adr/README.md', text: () => decisionsPage() },
  { path: 'docs/reference/medplum-cdk.md', text: medplumPage },
  { path: 'libs/aws-facts/src/iam-actions.json', text: () => iamTable() },
  { path: 'README.md', text: () => withCfnLintVersion('README.md') },
  { path: 'tools/emulator/requirements.txt', text: () => withCfnLintVersion('tools/emulator/requirements.txt') },
  { path: 'e2e/project.json', text: e2eProject },
];
