/** A dash by itself between brackets, before the end of its value. */
const DASH = /([[,{]\s*|:\s+|![\w:]+\s+)-(?=[,\]}])/g;

/**
 * A text in which a dash by itself between brackets, as in `!Split [-, !Ref Name]`, is quoted. YAML 1.1, which CloudFormation reads,
 * takes it as text, and YAML 1.2 as the beginning of a list. No line moves, so the lines of problems stay right.
 */
export function quoteDashes(text: string): string {
  return text.replace(DASH, "$1'-'");
}
