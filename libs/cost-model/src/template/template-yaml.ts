import { readYaml } from '@careplane/problems';
import type { YamlResult } from '@careplane/problems';

/**
 * Functions that have a short form: `!Sub` for `Fn::Sub`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
const SHORT_FORMS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'Implies',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
];

const TAGS: Readonly<Record<string, string>> = {
  '!Ref': 'Ref',
  '!Condition': 'Condition',
  ...Object.fromEntries(SHORT_FORMS.map((name) => [`!${name}`, `Fn::${name}`])),
};

/**
 * Read a template in YAML as CloudFormation does, its short forms written out: of two equal keys the last one counts, and
 * brackets and quoted texts may go on in a line that is not indented. Aliases and merge keys are read too, although only
 * `aws cloudformation package` resolves them.
 */
export function readTemplateYaml(file: string, text: string): YamlResult {
  return readYaml(file, text, {
    kind: 'template',
    tags: TAGS,
    mergeKeys: true,
    repeatedKeys: true,
    looseIndentation: true,
    // CloudFormation takes 1 MB; a text above it is a problem of its own, with the estimate.
    limits: { bytes: 20_000_000, values: 1_000_000, aliases: 1000, depth: 500 },
  });
}
