/** Signs in and answers with the session's cookie. */
export async function signIn(url: string, username: string, password: string): Promise<string> {
  const reply = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}
