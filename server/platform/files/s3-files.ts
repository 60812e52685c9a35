import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Log } from '#server/platform/log.ts';
import { checkByRoundTrip, safeKey, typeOf } from './file-keys.ts';
import type { Files } from './files.ts';

/**
 * Files in an S3-compatible store: `s3://key:secret@host[:port]/bucket[?region=us-east-1&tls=false&prefix=trunkline]`. Key and
 * secret are percent-encoded.
 */
export function s3Files({ url, log }: { url: string; log: Log }): Files {
  const at = new URL(url.replace(/^s3:/, 'http:'));
  const bucket = at.pathname.replace(/^\/|\/$/g, '');
  if (!bucket) throw new Error('S3_URL names no bucket: s3://key:secret@host/bucket');
  const prefix = at.searchParams.get('prefix');
  const full = (key: string) => (prefix ? `${prefix}/${safeKey(key)}` : safeKey(key));
  const client = new S3Client({
    endpoint: `${at.searchParams.get('tls') === 'false' ? 'http' : 'https'}://${at.host}`,
    region: at.searchParams.get('region') ?? 'us-east-1',
    credentials: { accessKeyId: decodeURIComponent(at.username), secretAccessKey: decodeURIComponent(at.password) },
    forcePathStyle: true,
    // Stores that are only S3-compatible mostly do not know the newer checksum headers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const files: Files = {
    async put(key, content, contentType) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: full(key), Body: content, ContentType: contentType }),
      );
    },
    async get(key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: full(key) }));
        return { content: (await found.Body?.transformToByteArray()) ?? new Uint8Array(), contentType: typeOf(key) };
      } catch (error) {
        if (
          error instanceof NoSuchKey ||
          (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404
        )
          return undefined;
        throw error;
      }
    },
    async remove(keyPrefix) {
      const start = full(keyPrefix.replace(/\/$/, ''));
      const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: start }));
      const keys = (listed.Contents ?? []).flatMap(({ Key }) =>
        Key && (Key === start || Key.startsWith(`${start}/`)) ? [{ Key }] : [],
      );
      if (keys.length === 0) return;
      await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }));
      if (listed.IsTruncated) await files.remove(keyPrefix);
      log.debug({ files: keys.length }, 'files removed');
    },
    check: () => checkByRoundTrip(files),
  };
  return files;
}
