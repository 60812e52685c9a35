import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>>;
const boundary = 'xXx-boundary-xXx';
const multipart = (file: Buffer, name = 'me.jpg') => ({
  type: `multipart/form-data; boundary=${boundary}`,
  payload: Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]),
});
const upload = (of: Line, file: Buffer, query?: { x: number; y: number; side: number }) =>
  of.call(settings.uploadPicture, { raw: multipart(file), ...(query && { query }) });
const fetchPicture = (address: string, size: '64' | '128' | '256' | '512') =>
  w.request(settings.picture, { params: { key: address.split('/').pop() ?? '', size } });
const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

/** Left half red, right half blue. */
const redBlue = async (width: number, height: number) =>
  plain(width, height, 'blue').composite([
    {
      input: await plain(width / 2, height, 'red')
        .png()
        .toBuffer(),
      left: 0,
      top: 0,
    },
  ]);
const colourOf = async (picture: Buffer) => {
  const { data } = await sharp(picture).resize(1, 1).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return (data[0] ?? 0) > (data[2] ?? 0) ? 'red' : 'blue';
};

test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
  'a %s becomes the picture, square and in every size',
  async (format) => {
    const ada = await w.line();
    const reply = await upload(ada, await plain(300, 200, 'teal').toFormat(format).toBuffer());
    expect(reply).toMatchObject({
      status: 200,
      body: { picture: expect.stringMatching(/^\/api\/pictures\/[\w-]{22}$/) },
    });
    expect((await ada.call(identity.me)).body.line.picture).toBe(reply.body.picture);
    for (const size of ['64', '128', '256', '512'] as const) {
      const picture = await fetchPicture(reply.body.picture, size);
      expect(await sharp(picture.body).metadata()).toMatchObject({
        format: 'webp',
        width: Number(size),
        height: Number(size),
      });
    }
  },
);

test('a picture is served for ever, as a picture and nothing else', async () => {
  const ada = await w.line();
  const { body } = await upload(ada, await plain(80, 80, 'teal').png().toBuffer());
  const { headers } = await fetchPicture(body.picture, '64');
  expect(headers).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
});

test('the square that was chosen is what is kept', async () => {
  const ada = await w.line();
  const file = await (await redBlue(400, 200)).png().toBuffer();
  const left = await upload(ada, file, { x: 0, y: 0, side: 200 });
  expect(await colourOf((await fetchPicture(left.body.picture, '128')).body)).toBe('red');
  const right = await upload(ada, file, { x: 200, y: 0, side: 200 });
  expect(await colourOf((await fetchPicture(right.body.picture, '128')).body)).toBe('blue');
});

test('a square that reaches over the edge is moved inside', async () => {
  const ada = await w.line();
  const file = await (await redBlue(400, 200)).png().toBuffer();
  const reply = await upload(ada, file, { x: 390, y: 190, side: 9000 });
  expect(await colourOf((await fetchPicture(reply.body.picture, '128')).body)).toBe('blue');
});

test('a photo taken sideways stands upright before it is cropped, and says nothing of where it was taken', async () => {
  const ada = await w.line();
  // Orientation 6: the camera was turned; upright, the red half is on top.
  const file = await (await redBlue(400, 200))
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Ada', Orientation: '6' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect((await sharp(file).metadata()).exif).toBeDefined();
  const reply = await upload(ada, file, { x: 0, y: 0, side: 200 });
  const picture = (await fetchPicture(reply.body.picture, '512')).body;
  expect(await colourOf(picture)).toBe('red');
  expect(await sharp(picture).metadata()).not.toHaveProperty('exif');
});

const jpeg = () =>
  sharp({
    create: {
      width: 600,
      height: 600,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();

test.each<[string, () => Promise<Buffer>, number, string]>([
  ['a renamed text file', async () => Buffer.from('this is no picture at all'), 422, 'settings.picture_unreadable'],
  [
    'an SVG',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    422,
    'settings.picture_svg',
  ],
  [
    '100 megapixels in a small PNG',
    () => plain(10_000, 10_000, 'white').png({ compressionLevel: 9, palette: true }).toBuffer(),
    422,
    'settings.picture_pixels',
  ],
  [
    '11 MB',
    async () => Buffer.concat([await jpeg(), Buffer.alloc(11 * 1024 * 1024)]),
    413,
    'settings.picture_too_large',
  ],
  ['a truncated JPEG', async () => (await jpeg()).subarray(0, 40_000), 422, 'settings.picture_unreadable'],
  [
    'a truncated PNG',
    async () => (await plain(600, 600, 'red').png({ compressionLevel: 0 }).toBuffer()).subarray(0, 40_000),
    422,
    'settings.picture_unreadable',
  ],
  ['only the first bytes of a GIF', async () => Buffer.from('GIF89a'), 422, 'settings.picture_unreadable'],
  ['an empty file', async () => Buffer.alloc(0), 422, 'settings.picture_missing'],
])('%s is refused beside the field, and the old picture stays', async (_, file, status, code) => {
  const ada = await w.line();
  const before = await upload(ada, await plain(80, 80, 'teal').png().toBuffer());
  expect(await upload(ada, await file())).toMatchObject({ status, body: { code, field: 'picture' } });
  const { body } = await ada.call(settings.read);
  expect(body.picture).toBe(before.body.picture);
  expect((await fetchPicture(body.picture, '64')).status).toBe(200);
});

test('exactly 10 MB is let in', async () => {
  const ada = await w.line();
  const file = await plain(80, 80, 'teal').jpeg().toBuffer();
  expect((await upload(ada, Buffer.concat([file, Buffer.alloc(10 * 1024 * 1024 - file.length)]))).status).toBe(200);
});

test('a request without a file is told so', async () => {
  const ada = await w.line();
  expect(await ada.call(settings.uploadPicture, { body: {} })).toMatchObject({
    status: 422,
    body: { code: 'settings.picture_missing', field: 'picture' },
  });
  const none = { type: `multipart/form-data; boundary=${boundary}`, payload: `--${boundary}--\r\n` };
  expect(await ada.call(settings.uploadPicture, { raw: none })).toMatchObject({
    status: 422,
    body: { code: 'settings.picture_missing' },
  });
});

test('a body that breaks off or is no multipart is bad input, never a fault', async () => {
  const ada = await w.line();
  const { type, payload } = multipart(await jpeg());
  expect(await ada.call(settings.uploadPicture, { raw: { type, payload: payload.subarray(0, 5000) } })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid' },
  });
  expect((await ada.call(settings.uploadPicture, { raw: { type: 'multipart/form-data', payload: 'x' } })).status).toBe(
    400,
  );
});

test('the refusal of a large file reaches a client that is still sending it', async () => {
  const ada = await w.line();
  if (!w.app.server.listening) await w.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = w.app.server.address() as AddressInfo; // a server on a port has one
  const { type, payload } = multipart(Buffer.alloc(40 * 1024 * 1024));
  const reply = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = httpRequest(
      {
        port,
        path: settings.uploadPicture.path,
        method: 'PUT',
        headers: { cookie: ada.cookie(), 'content-type': type, 'content-length': payload.length },
      },
      (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    sent.on('error', reject);
    sent.end(payload);
  });
  expect(reply.status).toBe(413);
  expect(JSON.parse(reply.text)).toMatchObject({ code: 'settings.picture_too_large', field: 'picture' });
});

test('a picture that was replaced or removed is gone from the files, the one in use is not', async () => {
  const ada = await w.line();
  const first = (await upload(ada, await plain(80, 80, 'teal').png().toBuffer())).body.picture;
  const second = (await upload(ada, await plain(80, 80, 'navy').png().toBuffer())).body.picture;
  await w.drainJobs();
  expect((await fetchPicture(first, '64')).status).toBe(404);
  expect((await fetchPicture(second, '64')).status).toBe(200);
  expect((await ada.call(settings.removePicture)).body.picture).toBeNull();
  await w.drainJobs();
  expect((await fetchPicture(second, '64')).status).toBe(404);
});

test('files of an upload that never reached its line are removed', async () => {
  const ada = await w.line();
  const before = await readdir(join(w.deps.config.dataDir, 'files', 'pictures'));
  await w.pool.query(
    "alter table security_event add constraint no_pictures check (kind <> 'picture.changed') not valid",
  );
  const reply = await upload(ada, await plain(80, 80, 'teal').png().toBuffer());
  await w.pool.query('alter table security_event drop constraint no_pictures');
  expect(reply).toMatchObject({ status: 500, body: { code: 'server.fault' } });
  expect(await readdir(join(w.deps.config.dataDir, 'files', 'pictures'))).toHaveLength(before.length + 1);
  await w.drainJobs();
  expect((await readdir(join(w.deps.config.dataDir, 'files', 'pictures'))).length).toBeLessThanOrEqual(before.length);
});

test('an address that was guessed shows nothing', async () => {
  expect(await w.request(settings.picture, { params: { key: 'AAAAAAAAAAAAAAAAAAAAAA', size: '64' } })).toMatchObject({
    status: 404,
    body: { code: 'request.not_found' },
  });
  expect((await w.request(settings.picture, { params: { key: '../../../../etc/passwd', size: '64' } })).status).toBe(
    400,
  );
});

test('pictures are limited to sixty an hour', async () => {
  const ada = await w.line();
  const statuses = [];
  for (let n = 0; n < 61; n += 1) statuses.push((await upload(ada, Buffer.from('GIF89a'))).status);
  expect(statuses).toEqual([...Array(60).fill(422), 429]);
});
