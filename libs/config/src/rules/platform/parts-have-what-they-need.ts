import type { BaselinePart } from '../../schema/governance';
import type { PlatformRule } from '../rule';

/** What a part of the baseline reads: AWS refuses the one, or it is silent, without the other. */
const NEEDS: readonly (readonly [part: BaselinePart, needs: BaselinePart, why: string])[] = [
  ['conformancePack', 'configuration', 'its rules judge what AWS Config records'],
  ['securityHub', 'configuration', 'its standards judge what AWS Config records'],
  ['alerts', 'auditTrail', 'they read the log of the audit trail'],
];

export const partsHaveWhatTheyNeed: PlatformRule = ({ governance }) =>
  governance === undefined
    ? []
    : NEEDS.filter(([part, needs]) => governance[part].enabled && !governance[needs].enabled).map(
        ([part, needs, why]) => ({
          path: ['governance', needs, 'enabled'],
          restsOn: [
            ['governance', needs, 'enabled'],
            ['governance', part, 'enabled'],
          ],
          message: `switches off what ${part} needs: ${why}`,
          allowed: `true, as long as ${part} is on`,
          fix: `switch off ${part}, too, with its own reason, or remove enabled: false`,
        }),
      );
