export { CFN_LINT_INSTALL, CFN_LINT_VERSION, cfnLint, ToolError } from './cfn-lint';
export type { Template } from './cfn-lint';
export { cloudFormationValidation } from './cloudformation-validation';
export { cdkNag } from './nag';
export { templateFindings } from './template-findings';
export type { TemplateFindings } from './template-findings';
export { mergeVerdicts } from './verdict';
export type { Acknowledged, DidNotRun, Finding, Ran, Verdict } from './verdict';
