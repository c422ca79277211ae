import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CFN_LINT_VERSION } from '../../libs/compliance/src/judges/cfn-lint';

/** A file that names the version of cfn-lint, with the version that the judge requires. */
export function withCfnLintVersion(path: string): string {
  const text = readFileSync(join(__dirname, '../..', path), 'utf8');
  return text.replace(/\bcfn-lint==[\d.]+/g, `cfn-lint==${CFN_LINT_VERSION}`);
}
