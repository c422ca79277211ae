import type { PlatformModel } from './model';

/** A value that examples and templates use and that belongs to no one. */
export interface Placeholder {
  /** Key of platform.yaml. */
  readonly path: string;
  readonly given: string;
  /** What to write instead. */
  readonly expected: string;
}

/** Accounts of examples in AWS's documentation, and unused numbers. */
const ACCOUNT = /^(?:123456789012|210987654321|012345678901|(\d)\1{11})$/;
/** The same digit or letter repeated, an alphabet or a count: no real hosted zone. */
const HOSTED_ZONE = /^Z(?:([A-Z0-9])\1+|0*1?23456789[A-Z0]*|.*EXAMPLE.*|X+)$/;
const UUID = /([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;
/** https://www.rfc-editor.org/rfc/rfc2606 */
const DOMAIN = /(?:^|\.)example\.(?:com|net|org)$/;

/**
 * Values of a platform that are still those of an example. They satisfy every rule, so a deploy would fail late, or an alarm would
 * reach no one.
 */
export function placeholdersOf(model: PlatformModel): Placeholder[] {
  const found: Placeholder[] = [];
  const check = (is: boolean, path: string, given: string, expected: string) => {
    if (is && !found.some((one) => one.path === path)) found.push({ path, given, expected });
  };
  check(ACCOUNT.test(model.account), 'account', model.account, 'the number of your AWS account');
  const { githubConnectionArn: connection } = model;
  if (connection !== undefined) {
    check(isPlaceholderId(connection), 'githubConnectionArn', connection, 'the ARN of your connection');
  }
  for (const email of model.alertEmails)
    check(DOMAIN.test(hostOf(email)), 'alertEmails', email, 'an address that you read');
  for (const environment of model.environments) {
    const at = (key: string) => `environments.${environment.name}.${key}`;
    const { account, domain, hostedZone, certificateArn } = environment;
    if (account !== model.account)
      check(ACCOUNT.test(account), at('account'), account, 'the number of your AWS account');
    check(DOMAIN.test(domain), at('domain'), domain, 'a domain that you own');
    if (hostedZone !== undefined) {
      check(HOSTED_ZONE.test(hostedZone.id), at('hostedZone.id'), hostedZone.id, 'the id of your hosted zone');
    }
    if (certificateArn !== undefined) {
      check(isPlaceholderId(certificateArn), at('certificateArn'), certificateArn, 'the ARN of your certificate');
    }
    for (const email of environment.alertEmails) {
      const path = model.alertEmails.includes(email) ? 'alertEmails' : at('alertEmails');
      check(DOMAIN.test(hostOf(email)), path, email, 'an address that you read');
    }
  }
  return found;
}

/** Whether the id at the end of an ARN has one digit only, or is the count of many examples. */
function isPlaceholderId(arn: string): boolean {
  const digits = (UUID.exec(arn)?.slice(1) ?? []).join('');
  return /^(.)\1+$/.test(digits) || digits.startsWith('12345678123412341234');
}

function hostOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}
