// BASE=http://localhost:3000 USERNAME=ada API_KEY=… NUMBER=+14155550123 node first-text.mjs
const { BASE, USERNAME, API_KEY, NUMBER } = process.env;

async function call(method, path, body) {
  const reply = await fetch(`${BASE}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${USERNAME}:${API_KEY}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.message);
  return answer;
}

const contact = await call('POST', '/v1/contacts', { name: 'Bob from JavaScript', number: NUMBER });
await call('POST', '/v1/messages', { contacts: [contact.id], text: 'Hello from JavaScript' });
process.stdout.write(`${(await call('GET', '/v1/inbox/?limit=1')).objects[0].text}\n`);
