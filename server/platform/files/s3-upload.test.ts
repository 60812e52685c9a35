import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadInParts } from './s3-upload.ts';

/** What a store answers to a file in parts, and what it was sent. The emulator of the other tests knows no parts. */
const parts = new Map<number, Buffer>();
const asked: string[] = [];
let stored: Buffer | undefined;
const store = createServer((request, reply) => {
  const { searchParams } = new URL(request.url ?? '', 'http://store');
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const what = `${request.method} ${[...searchParams.keys()].filter((key) => key !== 'x-id').join(' ')}`.trim();
    asked.push(what);
    if (what === 'POST uploads')
      reply.end('<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>');
    else if (what === 'PUT partNumber uploadId') {
      parts.set(Number(searchParams.get('partNumber')), Buffer.concat(chunks));
      reply.setHeader('etag', `"${searchParams.get('partNumber')}"`).end();
    } else if (what === 'POST uploadId') {
      stored = Buffer.concat([...parts.keys()].sort((a, b) => a - b).map((n) => parts.get(n) ?? Buffer.alloc(0)));
      reply.end('<CompleteMultipartUploadResult><ETag>"all"</ETag></CompleteMultipartUploadResult>');
    } else reply.writeHead(204).end();
  });
});
let client: S3Client;
beforeAll(async () => {
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', () => resolve()));
  const { port } = store.address() as { port: number }; // it listens on TCP
  client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
});
afterAll(() => {
  client.destroy();
  store.close();
});
const place = { Bucket: 'trunkline', Key: 'archives/1.zip' };

test('a long file goes in parts, in order, and is there when the last one is', async () => {
  const pieces = Array.from({ length: 20 }, () => randomBytes(1_000_000));
  await uploadInParts(client, place, 'application/zip', async (piece) => {
    for (const one of pieces) await piece(one);
    expect(stored).toBeUndefined();
  });
  expect(asked).toEqual([
    'POST uploads',
    ...Array.from({ length: 3 }, () => 'PUT partNumber uploadId'),
    'POST uploadId',
  ]);
  expect(stored && Buffer.concat(pieces).equals(stored)).toBe(true);
});

test('one that fails half-way is given up at the store', async () => {
  asked.length = 0;
  stored = undefined;
  await expect(
    uploadInParts(client, place, 'application/zip', async (piece) => {
      for (let n = 0; n < 10; n += 1) await piece(randomBytes(1_000_000));
      throw new Error('the source is gone');
    }),
  ).rejects.toThrow('the source is gone');
  expect(asked).toEqual(['POST uploads', 'PUT partNumber uploadId', 'DELETE uploadId']);
  expect(stored).toBeUndefined();
});
