/** Names that people give to the environment that patients use. */
export const PRODUCTION = /^(?:prod|production|live)/;
