'use strict';
const { createHash, createHmac } = require('node:crypto');

/** ECS gives a task its credentials here. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
const CREDENTIALS = 'http://169.254.170.2';

/** How long a token is valid for a sign-in: the longest time that RDS takes. */
const TOKEN_SECONDS = 900;

/** Time for the answer of ECS. */
const TIMEOUT_MS = 5_000;

/**
 * Let every connection of the package pg sign in with a new token of IAM. pg calls a password that is a function at each connection.
 *
 * @param pg the package, as the server loads it
 * @param {Readonly<Record<string, string | undefined>>} env variables of the container
 */
function signInWithTokens(pg, env) {
  const Pool = pg.Pool;
  pg.Pool = class extends Pool {
    constructor(options) {
      super({ ...options, password: () => freshToken(options, env) });
    }
  };
}

async function freshToken({ host, port, user }, env) {
  const answer = await fetch(`${CREDENTIALS}${env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`ECS gave no credentials for the database: status ${answer.status}`);
  return databaseToken({ host, port, user, region: env.AWS_REGION, credentials: await answer.json(), at: new Date() });
}

/**
 * The token with which a user of RDS signs in: a presigned request, without its scheme.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @param target host, port and user of the database, its region, credentials as ECS gives them, and the time
 */
function databaseToken({ host, port, user, region, credentials, at }) {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/rds-db/aws4_request`;
  const query = {
    Action: 'connect',
    DBUser: user,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.AccessKeyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(TOKEN_SECONDS),
    'X-Amz-Security-Token': credentials.Token,
    'X-Amz-SignedHeaders': 'host',
  };
  const names = Object.keys(query).sort();
  const text = names.map((name) => `${name}=${encoded(query[name])}`).join('&');
  const request = ['GET', '/', text, `host:${host}:${port}`, '', 'host', hash('')].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hash(request)].join('\n');
  const key = [day, region, 'rds-db', 'aws4_request'].reduce(hmac, `AWS4${credentials.SecretAccessKey}`);
  return `${host}:${port}/?${text}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}`;
}

const hash = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const encoded = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

module.exports = { databaseToken, signInWithTokens };
