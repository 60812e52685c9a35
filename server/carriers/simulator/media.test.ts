import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSimulator } from '#test/simulator.ts';

let rig: Awaited<ReturnType<typeof openSimulator>>;
beforeAll(async () => {
  rig = await openSimulator();
});
afterAll(() => rig?.close());

const upload = (contentType: string, body: Uint8Array<ArrayBuffer>) =>
  fetch(`${rig.simulator().url}/simulator/media`, { method: 'POST', headers: { 'content-type': contentType }, body });
const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

test('a picture is kept, and fetched byte for byte by whoever knows its address', async () => {
  const kept = await upload('image/png', picture);
  expect(kept.status).toBe(201);
  const { url } = (await kept.json()) as { url: string }; // the contract's reply
  expect(url).toMatch(new RegExp(`^${rig.simulator().url}/simulator/media/[0-9a-f]{32}\\.png$`));
  const fetched = await fetch(url);
  expect(fetched.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(picture);
});

test('a picture in a text from a handset reaches the line with its address and kind', async () => {
  const { url } = (await (await upload('image/png', picture)).json()) as { url: string }; // the contract's reply
  const sent = await rig.handsets('POST', 'handsets/+14155550177/messages', {
    to: rig.ours,
    text: '',
    mediaUrls: [url],
  });
  expect(sent).toMatchObject({ status: 201, body: { media: [url] } });
});

test('what no phone sends is refused, and so is nothing at all', async () => {
  for (const [contentType, body] of [
    ['image/svg+xml', picture],
    ['text/html', picture],
    ['image/png', new Uint8Array()],
  ] as const)
    expect([contentType, (await upload(contentType, body)).status]).toEqual([
      contentType,
      expect.toBeOneOf([400, 415, 422]),
    ]);
});

test('a file over 5 MB is refused', async () => {
  expect((await upload('image/png', new Uint8Array(5 * 1024 * 1024 + 1))).status).toBe(413);
});

test('a page of another site keeps no files here', async () => {
  const answer = await fetch(`${rig.simulator().url}/simulator/media`, {
    method: 'POST',
    headers: { 'content-type': 'image/png', 'sec-fetch-site': 'cross-site' },
    body: picture,
  });
  expect(answer.status).toBe(403);
});

test('an address nobody was given has nothing', async () => {
  expect((await fetch(`${rig.simulator().url}/simulator/media/nothing.png`)).status).toBe(404);
});
