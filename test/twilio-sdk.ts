import twilio from 'twilio';

/** The SDK can only reach subdomains of twilio.com; this sends what it would send there to our own server. */
export function sdkFor(base: string, accountSid: string, authToken: string) {
  class LocalClient extends twilio.RequestClient {
    override request<T>(options: Parameters<twilio.RequestClient['request']>[0]) {
      return super.request<T>({ ...options, uri: options.uri.replace('https://api.twilio.com', base) } as never); // only the address differs
    }
  }
  return twilio(accountSid, authToken, { httpClient: new LocalClient() });
}
