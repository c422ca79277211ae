/** Protocols that services speak to partners beside HTTPS: the usual port, and what encrypts them. */
export const EGRESS_PROTOCOLS = {
  smtp: { port: 587, encryptedBy: 'STARTTLS' },
  smtps: { port: 465, encryptedBy: 'TLS' },
  mllp: { port: 2575, encryptedBy: 'TLS' },
  sftp: { port: 22, encryptedBy: 'SSH' },
  ldaps: { port: 636, encryptedBy: 'TLS' },
  dicom: { port: 2762, encryptedBy: 'TLS' },
} as const;

export type EgressProtocol = keyof typeof EGRESS_PROTOCOLS;

/** What the description of a rule of a security group ends with where nothing encrypts the connection. */
export const NOT_ENCRYPTED = 'not encrypted';
