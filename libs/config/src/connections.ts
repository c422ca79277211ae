interface ConnectionDescription {
  /** As a sentence calls it. */
  readonly name: string;
  /** How the service signs in, as the description of its key in service.yaml ends. */
  readonly signsIn: string;
  /** The environment variables of a connected service, by the meaning of their values. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The resources that a service can be connected to, by their key in service.yaml. The schema, the model, the rule that
 * reserves the names of the variables, and the service's stack all read this list. To add a connection, add an entry here
 * and its function to `libs/platform/src/stacks/connections`.
 */
export const CONNECTIONS = {
  database: {
    name: 'the database',
    signsIn: 'signs in through IAM as the user of its own name',
    variables: { host: 'DATABASE_HOST', port: 'DATABASE_PORT', name: 'DATABASE_NAME', user: 'DATABASE_USER' },
  },
} as const satisfies Readonly<Record<string, ConnectionDescription>>;

/** A key of service.yaml that connects the service to something. */
export type ConnectionKind = keyof typeof CONNECTIONS;

const KINDS = Object.keys(CONNECTIONS) as ConnectionKind[];

/** One value for each kind of connection. */
export function forEachConnection<T>(make: (kind: ConnectionKind) => T): Record<ConnectionKind, T> {
  return Object.fromEntries(KINDS.map((kind) => [kind, make(kind)])) as Record<ConnectionKind, T>;
}

/** The connections that a service has switched on. */
export function connectionsOf(service: Readonly<Record<ConnectionKind, unknown>>): ConnectionKind[] {
  return KINDS.filter((kind) => Boolean(service[kind]));
}

/** The description of a connection's key in service.yaml. */
export function describeConnection(kind: ConnectionKind): string {
  const { name, signsIn } = CONNECTIONS[kind];
  return `Whether the service may reach ${name}. The service gets ${variablesInWords(kind)}, and ${signsIn}.`;
}

/** Names of the variables, as a sentence lists them: "A, B, C and D". */
export function variablesInWords(kind: ConnectionKind): string {
  return Object.values(CONNECTIONS[kind].variables)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
}
