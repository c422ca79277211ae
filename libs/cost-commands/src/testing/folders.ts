import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The reference platform. */
export const MEDMO = resolve(__dirname, '../../../../apps/medmo');

/** A temporary folder with these files, by their paths in it; gone after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-cost-test-')));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A NAT gateway, whose hours have a price, and a service of two tasks. */
export const TEMPLATE = `Resources:
  Nat: { Type: AWS::EC2::NatGateway, Properties: { SubnetId: subnet-1, AllocationId: eipalloc-1 } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { Cpu: '512', Memory: '1024', RequiresCompatibilities: [FARGATE] }
  Service:
    Type: AWS::ECS::Service
    Properties: { TaskDefinition: !Ref Task, DesiredCount: 2, LaunchType: FARGATE }
`;
