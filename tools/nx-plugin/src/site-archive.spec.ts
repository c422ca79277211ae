import { jsonSchemaOf } from '@careplane/config';
import * as pipeline from '@careplane/pipeline/builds';
import { COMMAND } from './executors/site/settings';
import { IMAGE_ARCHIVE, IMAGE_OUTPUT } from './site-archive';

it('a site is packed where the pipelines pack it', () => {
  expect([IMAGE_OUTPUT, IMAGE_ARCHIVE]).toEqual([pipeline.IMAGE_OUTPUT, pipeline.IMAGE_ARCHIVE]);
});

it('by the default command of the schema', () => {
  expect(JSON.stringify(jsonSchemaOf('service'))).toContain(`"default":${JSON.stringify(COMMAND)}`);
});
