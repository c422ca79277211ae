import { join } from 'node:path';
import { cdkNag } from '@careplane/compliance';
import { load } from '@careplane/config';
import { synthesize, unitsOf } from '@careplane/platform';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { clinic, folderWith } from '@careplane/platform/testing';

it('a platform with production in an account and region of its own leaves nothing open for cdk-nag', () => {
  const loaded = load(clinic(), { rules: toolkitRules });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const folder = folderWith();
  const made = unitsOf(loaded.model).map((unit) => synthesize(loaded.model, unit, join(folder, unit.name)));
  const open = made.flatMap(({ app }) => cdkNag(app)).flatMap((verdict) => verdict.open);
  expect(open.map(({ rule, where }) => `${rule} at ${where}`)).toEqual([]);
});
