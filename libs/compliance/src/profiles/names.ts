/** Profiles that `check` may be asked for beside the rule in force. */
export const PROFILES = ['nprm-2025'] as const;
export type ProfileName = (typeof PROFILES)[number];
