import {
  CloudControlClient,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
  UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol';
import { mockClient } from 'aws-sdk-client-mock';
import { deleteByCloudControl } from './delete-by-cloud-control';

const mock = mockClient(CloudControlClient);
const remove = () =>
  deleteByCloudControl(new CloudControlClient({ region: 'us-east-2' }), {
    ...{ stack: 'medmo-data-preview', logicalId: 'Database', type: 'AWS::DynamoDB::Table' },
    ...{ physicalId: 'medmo-preview', fate: 'kept' },
  });
const event = (OperationStatus: 'SUCCESS' | 'FAILED' | 'IN_PROGRESS', StatusMessage?: string) => ({
  ProgressEvent: { OperationStatus, RequestToken: 'token', ...(StatusMessage === undefined ? {} : { StatusMessage }) },
});

beforeEach(() => mock.reset());

describe('deleting data that a stack has left behind', () => {
  it('switches its protection off first, and waits', async () => {
    const Properties = JSON.stringify({ DeletionProtection: true });
    mock.on(GetResourceCommand).resolves({ ResourceDescription: { Properties } });
    mock.on(UpdateResourceCommand).resolves(event('SUCCESS'));
    mock.on(DeleteResourceCommand).resolves(event('IN_PROGRESS'));
    mock.on(GetResourceRequestStatusCommand).resolves(event('SUCCESS'));
    await remove();
    expect(mock.commandCalls(UpdateResourceCommand)[0]?.args[0].input.PatchDocument).toBe(
      '[{"op":"replace","path":"/DeletionProtection","value":false}]',
    );
    expect(mock.commandCalls(DeleteResourceCommand)).toHaveLength(1);
  });

  it('does not mind what is gone', async () => {
    mock.on(GetResourceCommand).rejects(Object.assign(new Error('no'), { name: 'ResourceNotFoundException' }));
    await expect(remove()).resolves.toBeUndefined();
  });

  it('says why it was not deleted', async () => {
    mock.on(GetResourceCommand).resolves({ ResourceDescription: { Properties: '{}' } });
    mock.on(DeleteResourceCommand).resolves(event('FAILED', 'The bucket is not empty'));
    await expect(remove()).rejects.toThrow('medmo-preview was not deleted: The bucket is not empty');
  });
});
