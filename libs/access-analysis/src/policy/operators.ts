/** The condition operators of IAM, without qualifier and `IfExists` (IAM User Guide, "Condition operators"). */
export const OPERATOR_NAMES: readonly string[] = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan'],
  ...['NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals'],
  ...['DateGreaterThan', 'DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null'],
];

/** The same in lower case, as policies may write them too. */
export const OPERATORS: ReadonlySet<string> = new Set(OPERATOR_NAMES.map((name) => name.toLowerCase()));
