interface ConnectionDescription {
  /** As a sentence calls it. */
  readonly name: string;
  /** The environment variables that a connected service gets, by what each says. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * What a service can be connected to, by the key of service.yaml that does it. The schema describes the variables, a rule
 * reserves their names, and the service's stack sets them: all three read them here. One more connection is one entry here,
 * its key in the schema, and its function in the stacks.
 */
export const CONNECTIONS = {
  database: {
    name: 'the database',
    variables: { host: 'DATABASE_HOST', port: 'DATABASE_PORT', name: 'DATABASE_NAME', user: 'DATABASE_USER' },
  },
} as const satisfies Readonly<Record<string, ConnectionDescription>>;

/** A key of service.yaml that connects the service to something. */
export type ConnectionKind = keyof typeof CONNECTIONS;

/** What a service is connected to: the keys that it has switched on. */
export function connectionsOf(service: Readonly<Record<ConnectionKind, unknown>>): ConnectionKind[] {
  return (Object.keys(CONNECTIONS) as ConnectionKind[]).filter((kind) => Boolean(service[kind]));
}

/** Names of the variables, as a sentence lists them: "A, B, C and D". */
export function variablesInWords(kind: ConnectionKind): string {
  return Object.values(CONNECTIONS[kind].variables)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
}
