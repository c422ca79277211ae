/** The defaults of a framework, and how to test an application whose source is in this repository. */
export interface Framework {
  readonly port: number;
  readonly healthPath: string;
  /** User and group of the image, by number. */
  readonly user: string;
  /** Command of the health check for an image with neither curl nor wget. */
  readonly healthCommand?: readonly string[];
  /** Memory for a framework that does not start in 512 MiB. */
  readonly memoryMiB?: number;
  /** Commands of the targets lint and test, run in the service's folder. */
  readonly lint?: string;
  readonly test: string;
  /** Command that installs the packages which lint and test need. */
  readonly install?: string;
  /** Requirements on the machine for lint and test. */
  readonly needs: string;
}

export const FRAMEWORK_NAMES = ['express', 'nginx', 'fastapi', 'spring'] as const;
export type FrameworkName = (typeof FRAMEWORK_NAMES)[number];

/** One more framework is one more entry, and a folder of its name below files/. */
export const FRAMEWORKS: Readonly<Record<FrameworkName, Framework>> = {
  express: {
    port: 8080,
    healthPath: '/healthz',
    user: '1000:1000',
    lint: 'npm run lint',
    test: 'npm test',
    install: 'npm install --no-audit --no-fund',
    needs: 'Node.js 20 or newer, and openssl (without it the test of the certificate is skipped)',
  },
  nginx: {
    port: 8080,
    healthPath: '/healthz',
    user: '101:101',
    test: 'node --test',
    needs: 'Node.js 20 or newer',
  },
  fastapi: {
    port: 8000,
    healthPath: '/healthz',
    user: '1000:1000',
    healthCommand: ['CMD', 'python', '-m', 'app.probe'],
    lint: 'python3 -m compileall -q app tests',
    test: 'python3 -m unittest discover -s tests -t .',
    needs:
      'Python 3.10 or newer, and openssl; the tests of the routes also need the packages in requirements.txt. Tests without their requirements are skipped',
  },
  spring: {
    port: 8080,
    healthPath: '/actuator/health',
    user: '1000:1000',
    memoryMiB: 1024,
    lint: 'mvn --batch-mode --quiet compile',
    test: 'mvn --batch-mode --quiet test',
    needs: 'a JDK 21 and Maven',
  },
};

/** Any container, for an external source with an unknown framework. */
export const PLAIN: Pick<Framework, 'port' | 'healthPath' | 'user' | 'healthCommand' | 'memoryMiB'> = {
  port: 8080,
  healthPath: '/',
  user: '1000:1000',
};
