// Runs a function of Lambda with Node.js once: the event comes on stdin, as emulator/functions.py writes it. The process has the
// function's environment and the keys of its role, and ends when the handler does, as Lambda then freezes the function.
const dns = require('node:dns');
const { readFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const { join } = require('node:path');

const { folder, handler, event, timeoutMs, name, arn, requestId } = JSON.parse(readFileSync(0, 'utf8'));
const began = Date.now();
const [file, method] = handler.split(/\.(?=[^.]+$)/);

// The SDK puts an account in front of the host of S3 Control: 111122223333.localhost is the emulator, too.
const { lookup } = dns;
dns.lookup = (host, ...rest) => lookup(host.endsWith('.localhost') ? 'localhost' : host, ...rest);

// The CDK's own functions answer by HTTPS, as every answer to AWS goes.
const { port } = new URL(process.env.AWS_ENDPOINT_URL);
https.request = (options, answered) => http.request({ ...options, port }, answered);

const context = {
  functionName: name,
  invokedFunctionArn: arn,
  awsRequestId: requestId,
  getRemainingTimeInMillis: () => timeoutMs - (Date.now() - began),
};

Promise.resolve()
  .then(() => require(join(folder, file))[method](event, context))
  .then(
    () => process.exit(0),
    (error) => {
      console.error(JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: error.stack }));
      process.exit(1);
    },
  );
