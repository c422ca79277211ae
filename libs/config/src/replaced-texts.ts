import { renderGiven, renderPath } from '@careplane/problems';
import type { Path, Problem, YamlFile } from '@careplane/problems';

/** Texts that would not arrive as they are written, because a tool on the way replaces or refuses them. */
const REPLACED: readonly (readonly [pattern: RegExp, message: string, allowed: string, fix: string])[] = [
  [
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
    /\{\{resolve:/,
    'has a dynamic reference, which CloudFormation would replace with a stored value, in plain text',
    'text without "{{resolve:"',
    'remove it; a value that is secret belongs under secrets of the service',
  ],
  [
    /\$\{Token\[/,
    'has the form of an unfinished value of the CDK, which would be replaced',
    'text without "${Token["',
    'write it in another way',
  ],
  [
    // A template is UTF-8, and CloudFormation does not read such a file.
    /\p{Cs}/u,
    'has half of a character that consists of two, such as \\ud83d without what follows it',
    'whole characters',
    'write the character itself, or remove the half',
  ],
];

/** Every text of a document, and every key, that CloudFormation or the CDK would replace or refuse. */
export function replacedTexts(yaml: YamlFile): Problem[] {
  return textsIn(yaml.value, []).flatMap(({ path, text }) =>
    REPLACED.filter(([pattern]) => pattern.test(text)).map(([, message, allowed, fix]) => ({
      file: yaml.file,
      line: yaml.lineOf(path),
      path: renderPath(path),
      message,
      given: renderGiven(text, path),
      allowed,
      fix,
    })),
  );
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]));
  return Object.entries(value).flatMap(([key, each]) => [
    { path: [...path, key], text: key },
    ...textsIn(each, [...path, key]),
  ]);
}
