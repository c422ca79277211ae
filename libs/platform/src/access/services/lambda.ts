import { inAccount, stackPrefixes } from '../place';
import type { ServiceRules } from './rules';

export const lambda: ServiceRules = {
  types: {
    'AWS::Lambda::Function': [
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:DeleteFunctionCodeSigningConfig',
      'lambda:DeleteFunctionConcurrency',
      'lambda:GetCodeSigningConfig',
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:GetFunctionRecursionConfig',
      'lambda:GetFunctionScalingConfig',
      'lambda:GetLayerVersion',
      'lambda:GetRuntimeManagementConfig',
      'lambda:PutFunctionCodeSigningConfig',
      'lambda:PutFunctionConcurrency',
      'lambda:PutFunctionRecursionConfig',
      'lambda:PutFunctionScalingConfig',
      'lambda:PutRuntimeManagementConfig',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
  },
  limits: [
    {
      actions: /./,
      resources: (place) => stackPrefixes(place).map((prefix) => inAccount(place, 'lambda', `function:${prefix}-*`)),
    },
  ],
  passedTo: ['lambda.amazonaws.com'],
};
