import type { PlatformRule } from '../rule';

export const baselineHasContacts: PlatformRule = ({ governance, contacts }) =>
  governance?.baseline !== 'own' || contacts !== undefined
    ? []
    : [
        {
          path: ['governance'],
          restsOn: [['contacts'], ['governance', 'baseline']],
          message: 'has a baseline of its own, and the file names no contacts of the account',
          allowed: 'contacts with operations, billing and security',
          fix: 'add contacts: AWS writes to them, and the baseline’s alerts go to the security contact',
        },
      ];
