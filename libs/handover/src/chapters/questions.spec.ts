// Questions that people ask of the documents, and where the answer is: each was once not answered.
import { stringify } from 'yaml';
import { join } from 'node:path';
import { folderWith, lab, REPOSITORY } from '@careplane/platform/testing';
import { handoverFacts } from '../facts/facts';
import { inputOf } from '../testing/medmo';
import { bare } from '../testing/odd-platforms';
import { chaptersOf } from './chapters';
import { nights } from './nights';

/** Text of a chapter of a platform’s documents. */
function chapterOf(id: string, folder?: string): string {
  const chapters = chaptersOf(inputOf(folder));
  const chapter = chapters.find((each) => each.id === id);
  return chapter === undefined ? '' : JSON.stringify(chapter.blocks);
}

describe('where is the bill of materials of what runs', () => {
  it('is in the folder that the pipeline of the service writes', () => {
    const text = chapterOf('evidence');
    expect(text).toContain('medmo/<service>/<environment>/<commit>/<run>/scan/sbom.cdx.json');
    expect(text).toContain('--stack-name medmo-admin-production');
    expect(text).toContain('--repository-name medmo/admin');
    expect(text).toContain('medmo/admin/production/nightly/');
  });

  it('speaks of sidecars where there are some only', () => {
    expect(chapterOf('evidence')).not.toContain('sidecars');
    expect(chapterOf('evidence', bare())).not.toContain('sbom');
  });
});

describe('is staging off at night', () => {
  it('says what runs, and what a schedule would save', () => {
    const text = JSON.stringify(nights(handoverFacts(inputOf())));
    expect(text).toContain('staging: no service has a schedule, so it runs day and night.');
    expect(text).toContain('Each service without a schedule has one task there already, so a schedule saves nothing.');
    expect(text).not.toContain('production:');
  });

  it('says what a schedule does, and what one task of each service would save', () => {
    const folder = folderWith({
      'platform.yaml': stringify({
        name: 'acme',
        account: '111122223333',
        region: 'us-east-2',
        environments: {
          staging: place('staging.acme.example', 'nonproduction'),
          production: place('acme.example', 'production'),
        },
        alertEmails: ['on-call@acme.example'],
      }),
      ...serviceFiles('web', { schedule: [{ cron: '0 20 ? * * *', timeZone: 'America/New_York', min: 1, max: 1 }] }),
      ...serviceFiles('mail', {}),
    });
    const text = JSON.stringify(nights(handoverFacts(inputOf(folder))));
    expect(text).toContain('web has 1 to 1 tasks from 0 20 ? * * * America/New_York');
    // A task of 0.25 vCPU and 0.5 GB: 730 × (0.25 × 0.04048 + 0.5 × 0.004445) = 9.01. One of web at night, and two of mail.
    expect(text).toContain('Its tasks cost 27.03 US dollars a month');
    // One task of mail in 103 of 168 hours, and all three.
    expect(text).toContain('saves 5.52 of it');
    expect(text).toContain('it would be 16.57 less');
  });

  it('is no question for a platform without such an environment', () => {
    expect(nights(handoverFacts(inputOf(bare())))).toEqual([]);
  });
});

describe('what are the settings of a store, and what happens when it is full or a zone fails', () => {
  it('has a row for each store', () => {
    const text = chapterOf('components', medplum());
    expect(text).toContain('"work in production","Valkey 8.1","2 × cache.m7g.large","a replica takes over"');
    expect(text).toContain('writes are refused (noeviction)');
    expect(text).toContain('kept for 90 days');
    expect(chapterOf('components')).toContain('grows to 500 GiB');
    expect(chapterOf('network', medplum())).toContain('the cache work has no replica');
  });
});

describe('which variables does a container get', () => {
  it('are those of its file, those of the platform, and the names of its secrets', () => {
    const text = chapterOf('service-api');
    expect(text).toContain('[{"code":"LOG_LEVEL"},{"code":"debug"},{"code":"info"}]');
    expect(text).toContain('[{"code":"DATABASE_HOST"},"from the platform","from the platform"]');
    expect(text).toContain('[{"code":"SESSION_KEY"},"secret","secret"]');
  });
});

describe('what may a page of a static site load', () => {
  it('is the policy of its file', () => {
    expect(chapterOf('service-app', medplum())).toContain('https://api.medplum.example; font-src');
  });
});

describe('which key encrypts what', () => {
  it('is in the index, with what the template says of each key', () => {
    expect(chapterOf('index')).toContain('Encryption keys');
  });
});

describe('which quotas does the platform come near', () => {
  it('names what has to be raised', () => {
    expect(chapterOf('components', lab())).toContain('How near the platform comes to quotas');
    expect(chapterOf('components')).toContain('vCPUs of Fargate, with every task that scaling may start');
  });
});

const medplum = () => join(REPOSITORY, 'apps/medplum');

function place(domain: string, tier: string): object {
  const hostedZone = { id: 'Z08412345ABCDEFGHIJKL', name: 'acme.example' };
  return { branch: tier, domain, tier, hostedZone };
}

/** A service with two to four tasks in staging. */
function serviceFiles(name: string, scaling: object): Record<string, string> {
  const staging = { scaling: { min: 2, max: 4, ...scaling } };
  const file = { name, kind: 'worker', source: { path: '.' }, cpu: 256, memoryMiB: 512, environments: { staging } };
  return { [`${name}/Dockerfile`]: 'FROM scratch\n', [`${name}/service.yaml`]: stringify(file) };
}
