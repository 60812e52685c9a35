import { afterAll, beforeAll, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { messageSettings } from '#contract/message-settings.ts';
import { messages } from '#contract/messages.ts';
import { hours } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world({ textCountries: ['US', 'CA', 'GB'] });
  w.clock.advance(hours(6));
});
afterAll(() => w.close());

async function lineOfAda() {
  const ada = await w.line();
  await w.drainJobs();
  return ada;
}
type Ada = Awaited<ReturnType<typeof lineOfAda>>;

async function groupOf(ada: Ada, number: string): Promise<string> {
  const { body: group } = await ada.call(groups.add, { body: { name: 'Friends' } });
  const { body: contact } = await ada.call(contacts.add, { body: { number, name: 'Zoe' } });
  await ada.call(groups.changeMembers, { params: { id: group.id }, body: { add: [contact.id] } });
  return group.id;
}

const picture = Buffer.from('\x89PNG\r\n\x1a\n and what follows', 'latin1');
async function upload(ada: Ada, content: Buffer, filename = 'menu.png', type = 'image/png') {
  const payload = Buffer.concat([
    Buffer.from(
      `--edge\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n--edge--\r\n'),
  ]);
  return ada.call(messages.uploadMedia, { raw: { payload, type: 'multipart/form-data; boundary=edge' } });
}
const textTo = (number: string) => w.texts().find((text) => text.to === number);
const codeIn = (text: string | undefined) => /http:\/\/localhost:3000\/l\/([\w-]+)/.exec(text ?? '')?.[1] ?? 'none';

test('with "hide link" on, addresses in texts to groups go out as short links that lead there; in texts to one they stay', async () => {
  const ada = await lineOfAda();
  await ada.call(messageSettings.change, { body: { set: { hideLinkInBulk: true } } });
  const link = 'https://example.com/offers?from=spring&to=summer#now';
  const text = `See ${link}. Bye`;
  const [member, one] = [freshNumber(), freshNumber()];
  const id = await groupOf(ada, member);
  const preview = await ada.call(messages.preview, { body: { to: { groups: [id] }, text } });
  expect(preview.body.text).toMatch(/^See http:\/\/localhost:3000\/l\/\w+\. Bye$/);
  await ada.call(messages.send, { body: { to: { groups: [id] }, text } });
  await ada.call(messages.send, { body: { to: { numbers: [one] }, text } });
  await w.drainJobs();
  expect(textTo(one)?.text).toBe(text);
  expect(textTo(member)?.text).toMatch(/^See http:\/\/localhost:3000\/l\/\w+\. Bye$/);
  const followed = await w.request(messages.shortLink, { params: { code: codeIn(textTo(member)?.text) } });
  expect(followed.status).toBe(302);
  expect(followed.headers).toMatchObject({ location: link, 'referrer-policy': 'no-referrer' });
  // What only the preview made up leads nowhere.
  const code = codeIn(preview.body.text);
  expect(await w.request(messages.shortLink, { params: { code } })).toMatchObject({ status: 404 });

  await ada.call(messageSettings.change, { body: { set: { hideLinkInBulk: false } } });
  expect((await ada.call(messages.preview, { body: { to: { groups: [id] }, text } })).body.text).toBe(text);
});

test('a file goes as a picture where phones take one, and as a short link where the carrier cannot carry it, or on wish', async () => {
  const ada = await lineOfAda();
  const [near, abroad, wished] = [freshNumber(), '+447400123456', freshNumber()];
  const { body: file } = await upload(ada, picture);
  const to = { numbers: [near, abroad] };
  const preview = await ada.call(messages.preview, { body: { to, text: 'The menu', media: [file.id] } });
  expect(preview.body).toMatchObject({ recipients: 2, asLinks: 1 });
  await ada.call(messages.send, { body: { to, text: 'The menu', media: [file.id] } });
  const { body: other } = await upload(ada, picture);
  await ada.call(messages.send, {
    body: { to: { numbers: [wished] }, text: 'Again', media: [other.id], asLinks: true },
  });
  await w.drainJobs();
  expect(textTo(near)).toMatchObject({ text: 'The menu', mediaUrls: [`http://localhost:3000${file.url}`] });
  expect(textTo(abroad)?.mediaUrls).toEqual([]);
  for (const text of [textTo(abroad)?.text, textTo(wished)?.text]) {
    const followed = await w.request(messages.shortLink, { params: { code: codeIn(text) } });
    expect(followed).toMatchObject({ status: 200, body: picture });
    expect(followed.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
  }
});

test.each([
  ['a program called a picture', Buffer.from('MZ\x90\0\x03\0', 'latin1'), 'a.png', 'image/png', 'messages.media_type'],
  ['nothing', Buffer.alloc(0), 'a.png', 'image/png', 'messages.media_missing'],
  [
    'more than 5 MB',
    Buffer.concat([picture, Buffer.alloc(5 * 1024 * 1024)]),
    'a.png',
    'image/png',
    'messages.media_too_large',
  ],
])('a file of %s is not taken', async (_, content, filename, type, code) => {
  const ada = await lineOfAda();
  expect(await upload(ada, content, filename, type)).toMatchObject({ body: { code } });
});

test('a page that would run in a browser is kept and handed out as plain text to save', async () => {
  const ada = await lineOfAda();
  const { body: file } = await upload(ada, Buffer.from('<script>alert(1)</script>'), 'a.html', 'text/html');
  const served = await w.request(messages.media, { params: { key: file.url.split('/').at(-1) } });
  expect(served.headers['content-type']).toMatch('text/plain');
  expect(served.headers['content-disposition']).toMatch('attachment');
});

test('eleven files, and a file of another line, are refused', async () => {
  const ada = await lineOfAda();
  const ids: string[] = [];
  for (let n = 0; n < 11; n += 1) ids.push((await upload(ada, picture)).body.id);
  const send = (media: string[]) =>
    ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'Look', media } });
  expect(await send(ids)).toMatchObject({ status: 422, body: { code: 'messages.too_many_media' } });
  const bob = await lineOfAda();
  const { body: his } = await upload(bob, picture);
  expect(await send([his.id])).toMatchObject({ status: 422, body: { code: 'messages.unknown_media' } });
});
