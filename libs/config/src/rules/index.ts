import { pipelineRules, triggerPathsNeedGithub } from './pipeline-rules';
import { platformRules } from './platform-rules';
import { platformWideRules } from './platform-wide-rules';
import type { Rules, ServiceRule } from './rule';
import { noSecretsInPlainText } from './secret-values';
import {
  githubNeedsAConnection,
  hostsAreNotAnEnvironmentsOwn,
  nameIsNotReserved,
  overriddenEnvironmentsExist,
  priorityIsForOnePath,
  scalingBoundsFit,
  sourcePathStaysInside,
  timeoutIsShorterThanInterval,
  variablesAreNotTaken,
  writablePathsFitInMemory,
} from './service-rules';

const serviceRules: readonly ServiceRule[] = [
  nameIsNotReserved,
  overriddenEnvironmentsExist,
  githubNeedsAConnection,
  sourcePathStaysInside,
  scalingBoundsFit,
  timeoutIsShorterThanInterval,
  hostsAreNotAnEnvironmentsOwn,
  variablesAreNotTaken,
  writablePathsFitInMemory,
  priorityIsForOnePath,
  triggerPathsNeedGithub,
  noSecretsInPlainText,
];

/** The rules of this library. An application adds those that need a construct library's tables. */
export const builtInRules: Rules = {
  platform: [...platformRules, ...pipelineRules],
  service: serviceRules,
  platformWide: platformWideRules,
};
