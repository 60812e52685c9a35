import { createServer } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '#server/platform/log.ts';
import { filesSuite } from './files.suite.ts';
import { readS3Url, s3Files } from './s3-files.ts';

const log = createLog('silent');
// The pair that the emulator always knows.
const key = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

let store: Emulator;
const urlOf = (bucket: string, more = '') =>
  `s3://${key}:${encodeURIComponent(secret)}@${new URL(store.url).host}/${bucket}?tls=false${more}`;

beforeAll(async () => {
  store = await createEmulator({
    service: 'aws',
    port: await freePort(),
    seed: { aws: { region: 'us-east-1', s3: { buckets: [{ name: 'trunkline' }, { name: 'shared' }] } } },
  });
});
afterAll(() => store.close());

filesSuite('files in S3', async () => ({ files: s3Files({ url: urlOf('trunkline'), log }), close: async () => {} }));

test('two installations share a bucket under prefixes and never meet', async () => {
  const one = s3Files({ url: urlOf('shared', '&prefix=one'), log });
  const two = s3Files({ url: urlOf('shared', '&prefix=one-two'), log });
  await one.put('a/x.txt', Buffer.from('one'), 'text/plain');
  await two.put('a/x.txt', Buffer.from('two'), 'text/plain');
  await one.remove('a');
  expect(await one.get('a/x.txt')).toBeUndefined();
  expect(Buffer.from((await two.get('a/x.txt'))?.content ?? []).toString()).toBe('two');
});

test('a bucket that does not exist, and a store that is not there, are told in a sentence', async () => {
  await expect(s3Files({ url: urlOf('missing'), log }).check()).rejects.toThrow(/^Files cannot be kept: .+/);
  const nobody = `s3://k:s@127.0.0.1:${await freePort()}/bucket?tls=false`;
  await expect(s3Files({ url: nobody, log }).check()).rejects.toThrow(/^Files cannot be kept: .*ECONNREFUSED/);
});

test('an address says all there is to know', () => {
  expect(readS3Url('s3://id:a%2Fb@minio.lan:9000/files?tls=false&region=eu-west-1&prefix=/trunkline/')).toEqual({
    endpoint: 'http://minio.lan:9000',
    region: 'eu-west-1',
    bucket: 'files',
    prefix: 'trunkline/',
    credentials: { accessKeyId: 'id', secretAccessKey: 'a/b' },
  });
  expect(readS3Url('s3://id:b@s3.example.com/files')).toMatchObject({
    endpoint: 'https://s3.example.com',
    region: 'us-east-1',
    prefix: '',
  });
});

test.each(['s3://host/bucket', 's3://k:s@host', 's3://k:s@host/a/b', 'https://k:s@host/bucket'])(
  '%s is refused with the form it should have',
  (url) => {
    expect(() => readS3Url(url)).toThrow('S3_URL is not of the form s3://key:secret@host/bucket');
  },
);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }; // it listens on TCP
      probe.close(() => resolve(port));
    });
  });
}
