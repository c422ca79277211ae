import { Fn, Token } from 'aws-cdk-lib';

/** What the judges take for a variable of Fn::Sub that stands outside of it (E1029). */
const LIKE_A_VARIABLE = /\$\{[\w:.]+\}/;

/**
 * A text as a template has it, so that the container gets it unchanged: `${HOME}` is for a shell, and the judges take it for a
 * variable of CloudFormation. The dollar is one instead: an Fn::Sub that has `${!HOME}` alone is one without a variable, which cfn-lint
 * warns of (W1020).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function literalText(text: string): string {
  // A value that CDK fills in later looks the same, and is none of a person's.
  if (!LIKE_A_VARIABLE.test(text) || Token.isUnresolved(text)) return text;
  return Fn.sub(text.replaceAll('${', '${Dollar}{'), { Dollar: '$' });
}
