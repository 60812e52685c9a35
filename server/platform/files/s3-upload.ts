import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { WritePiece } from './files.ts';

/** Stores want parts of 5 MB at least, and take 10,000 of them: files of up to 80 GB. */
const partBytes = 8 * 1024 * 1024;

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Writes a file of any size with one part of it in memory. A short one goes in one request; of a long one nothing is seen before
 * its last part is there, and nothing stays when it fails.
 */
export async function uploadInParts(
  client: S3Client,
  place: Place,
  ContentType: string,
  write: (piece: WritePiece) => Promise<void>,
): Promise<void> {
  const parts: { ETag: string | undefined; PartNumber: number }[] = [];
  let upload: { UploadId: string | undefined } | undefined;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const sendPart = async () => {
    const Body = Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
    upload ??= { UploadId: (await client.send(new CreateMultipartUploadCommand({ ...place, ContentType }))).UploadId };
    const PartNumber = parts.length + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...place, ...upload, PartNumber, Body }));
    parts.push({ ETag, PartNumber });
  };
  try {
    await write(async (piece) => {
      waiting.push(piece);
      bytes += piece.length;
      if (bytes >= partBytes) await sendPart();
    });
    if (upload === undefined) {
      await client.send(new PutObjectCommand({ ...place, Body: Buffer.concat(waiting), ContentType }));
      return;
    }
    if (bytes > 0) await sendPart();
    await client.send(new CompleteMultipartUploadCommand({ ...place, ...upload, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    if (upload !== undefined)
      await client.send(new AbortMultipartUploadCommand({ ...place, ...upload })).catch(() => undefined);
    throw error;
  }
}
