import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Log } from '#server/platform/log.ts';
import { checkByRoundTrip, keyFor, safeKey, typeOf } from './file-keys.ts';
import type { Files } from './files.ts';
import { uploadInParts } from './s3-upload.ts';

/** Files in an S3-compatible store, addressed as `readS3Url` says. */
export function s3Files({ url, log }: { url: string; log: Log }): Files {
  const { endpoint, region, bucket, prefix, credentials } = readS3Url(url);
  const full = (key: string) => `${prefix}${safeKey(key)}`;
  const client = new S3Client({
    endpoint,
    region,
    credentials,
    // Stores other than Amazon's seldom have a host name for each bucket, and seldom know the newer checksum headers.
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  });
  const files: Files = {
    async put(key, content, contentType) {
      const at = { Bucket: bucket, Key: full(keyFor(key, contentType)) };
      await client.send(new PutObjectCommand({ ...at, Body: content, ContentType: contentType }));
    },
    putInPieces(key, contentType, write) {
      return uploadInParts(client, { Bucket: bucket, Key: full(keyFor(key, contentType)) }, contentType, write);
    },
    async open(key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: full(key) }));
        // Under Node the client answers with a stream of Node's.
        return { content: found.Body as Readable, bytes: found.ContentLength ?? 0 };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async get(key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: full(key) }));
        return { content: (await found.Body?.transformToByteArray()) ?? new Uint8Array(), contentType: typeOf(key) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async remove(keyOrFolder) {
      const start = full(keyOrFolder.replace(/\/$/, ''));
      let removed = 0;
      for (let after: string | undefined; ; ) {
        const list = { Bucket: bucket, Prefix: start, MaxKeys: 100, StartAfter: after };
        const { Contents = [], IsTruncated } = await client.send(new ListObjectsV2Command(list));
        const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
        // A prefix also matches neighbours whose names only begin alike.
        const ours = keys.filter((key) => key === start || key.startsWith(`${start}/`));
        // One by one: several stores do not know the request that deletes many.
        await Promise.all(ours.map((Key) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))));
        removed += ours.length;
        after = keys.at(-1);
        if (!IsTruncated || after === undefined) break;
      }
      log.debug({ removed }, 'files removed');
    },
    check: () => checkByRoundTrip(files),
  };
  return files;
}

/** Stores name it differently; a bucket that is missing is no missing file but a wrong setting. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException) || error.name === 'NoSuchBucket') return false;
  return error.$metadata.httpStatusCode === 404;
}

/**
 * `s3://key:secret@host[:port]/bucket[?region=us-east-1&tls=false&prefix=trunkline]`. Key and secret are percent-encoded
 * (a `/` in a secret is `%2F`); `tls=false` is for a store on a trusted network; files go under `prefix`.
 */
export function readS3Url(url: string) {
  const at = new URL(url);
  const option = (name: string) => at.searchParams.get(name) || undefined;
  const bucket = at.pathname.replace(/^\/+|\/+$/g, '');
  if (at.protocol !== 's3:' || !at.host || !bucket || bucket.includes('/') || !at.username || !at.password) {
    throw new Error(
      'S3_URL is not of the form s3://key:secret@host/bucket (with a folder inside the bucket as ?prefix=folder)',
    );
  }
  const prefix = option('prefix')?.replace(/^\/+|\/+$/g, '');
  return {
    endpoint: `${option('tls') === 'false' ? 'http' : 'https'}://${at.host}`,
    region: option('region') ?? 'us-east-1',
    bucket,
    prefix: prefix ? `${safeKey(prefix)}/` : '',
    credentials: {
      accessKeyId: decodeURIComponent(at.username),
      secretAccessKey: decodeURIComponent(at.password),
    },
  };
}
