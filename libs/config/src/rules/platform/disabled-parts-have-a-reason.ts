import { BASELINE_PARTS } from '../../schema/governance';
import type { PlatformRule } from '../rule';

/** As everywhere: a shorter excuse is no reason. */
const SHORTEST_REASON = 20;

/** Switching off a part of the baseline needs a reason in writing; a reason without a part that is off is a mistake. */
export const disabledPartsHaveAReason: PlatformRule = ({ governance }) => {
  if (governance === undefined) return [];
  return BASELINE_PARTS.flatMap((part) => {
    const { enabled, reason } = governance[part];
    const path = ['governance', part];
    if (enabled) {
      if (reason === undefined) return [];
      return [
        {
          path: [...path, 'reason'],
          restsOn: [
            [...path, 'reason'],
            [...path, 'enabled'],
          ],
          message: 'is a reason for switching off a part that is on',
          allowed: 'a reason together with enabled: false',
          fix: 'remove the reason, or write enabled: false',
        },
      ];
    }
    if ((reason ?? '').trim().length >= SHORTEST_REASON) return [];
    return [
      {
        path: reason === undefined ? path : [...path, 'reason'],
        restsOn: [
          [...path, 'reason'],
          [...path, 'enabled'],
        ],
        message: 'switches off a part of the baseline without a reason that an auditor can read',
        allowed: `a reason of ${SHORTEST_REASON} characters or more`,
        fix: `write why ${part} is not needed here, or who provides it instead, or remove enabled: false`,
      },
    ];
  });
};
