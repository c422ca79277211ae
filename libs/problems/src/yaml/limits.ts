import type { Problem } from '../problem';
import type { YamlLimits } from './options';

/** People indent by four columns or fewer; text in a block may be indented more than its depth. */
const COLUMNS_PER_LEVEL = 4;

/**
 * Why a text is not even parsed. Nesting is looked at before parsing, because the parser recurses, and a stack overflow can
 * end the process uncaught.
 */
export function limitProblem(file: string, text: string, limits: YamlLimits, kind: string): Problem | undefined {
  const bytes = Buffer.byteLength(text);
  const fix = 'check that this is the right file';
  if (bytes > limits.bytes) {
    const message = `is too large for a ${kind}`;
    return {
      ...{ file, line: 1, path: '', message, fix },
      ...{ given: `${bytes} bytes`, allowed: `at most ${limits.bytes} bytes` },
    };
  }
  const line = lineOfDeepNesting(text, limits.depth);
  if (line === undefined) return undefined;
  const given = `(a line of ${text.split('\n')[line - 1]?.length ?? 0} characters)`;
  return {
    file,
    line,
    path: '',
    message: 'is nested too deeply',
    given,
    allowed: `at most ${limits.depth} levels`,
    fix,
  };
}

/** Line where nesting goes beyond the depth. It may count brackets inside of texts: the limit is far above what people write. */
function lineOfDeepNesting(text: string, depth: number): number | undefined {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    for (const character of line) {
      if (character === '[' || character === '{') open += 1;
      if ((character === ']' || character === '}') && open > 0) open -= 1;
      if (open > depth) return index + 1;
    }
    const indent = line.search(/\S/);
    const inline = line.match(/[-?](?=\s)/g)?.length ?? 0;
    if (indent > COLUMNS_PER_LEVEL * depth || inline > COLUMNS_PER_LEVEL * depth) return index + 1;
  }
  return undefined;
}
