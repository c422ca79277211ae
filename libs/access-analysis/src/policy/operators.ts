/** The condition operators of IAM in lower case, without qualifier and `IfExists` (IAM User Guide, "Condition operators"). */
export const OPERATORS: ReadonlySet<string> = new Set([
  ...['stringequals', 'stringnotequals', 'stringequalsignorecase', 'stringnotequalsignorecase'],
  ...['stringlike', 'stringnotlike', 'arnequals', 'arnnotequals', 'arnlike', 'arnnotlike'],
  ...['numericequals', 'numericnotequals', 'numericlessthan', 'numericlessthanequals', 'numericgreaterthan'],
  ...['numericgreaterthanequals', 'dateequals', 'datenotequals', 'datelessthan', 'datelessthanequals'],
  ...['dategreaterthan', 'dategreaterthanequals', 'bool', 'binaryequals', 'ipaddress', 'notipaddress', 'null'],
]);
