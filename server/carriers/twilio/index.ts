import type { Carrier } from '../carrier.ts';
import {
  callNewsIn,
  changeCall,
  deleteRecording,
  endCall,
  fetchRecording,
  findCall,
  findRecordingOf,
  placeCall,
} from './calls.ts';
import { type ClientOptions, createClient } from './client.ts';
import { fetchMedia } from './media.ts';
import { listNumbers, pointNumber, releaseNumber, searchNumbers, takeNumber } from './numbers.ts';
import { findSent, findText, sendText } from './texts.ts';
import { writeTwiml } from './twiml.ts';
import { genuineForm, readWebhook } from './webhooks.ts';

export { type Form, readForm } from './form.ts';

export interface TwilioOptions extends ClientOptions {
  /** Still believed in webhooks while a new token is being rolled out. */
  readonly previousAuthToken?: string;
  /** The address under which the carrier reaches us. */
  readonly publicUrl: string;
  /** Opaque; it is in the path of every webhook, so that the right token is tried. */
  readonly connectionId: string;
  /** Host and port of a carrier at this machine or in this network, whose files may be fetched though they are not on the internet. */
  readonly mediaHost?: string;
}

/** Texts and numbers through any carrier that speaks Twilio's protocol, the simulator included. */
export function twilioCarrier(options: TwilioOptions): Carrier {
  const client = createClient(options);
  const { publicUrl, connectionId, authToken, previousAuthToken } = options;
  const tokens = previousAuthToken ? [authToken, previousAuthToken] : [authToken];
  return {
    name: 'twilio',
    sendText: (text) => sendText(client, text),
    findSent: (query) => findSent(client, query),
    findText: (carrierId) => findText(client, carrierId),
    fetchMedia: (url, limits) => fetchMedia(options, url, limits),
    searchNumbers: (query) => searchNumbers(client, query),
    takeNumber: (order) => takeNumber(client, order),
    pointNumber: (number, urls) => pointNumber(client, number, urls),
    listNumbers: (query) => listNumbers(client, query?.label === undefined ? {} : { label: query.label }),
    releaseNumber: (number) => releaseNumber(client, number),
    readWebhook: (webhook) => readWebhook({ tokens, publicUrl, connectionId }, webhook),
    placeCall: (order) => placeCall(client, order),
    changeCall: (carrierId, plan) => changeCall(client, carrierId, plan),
    endCall: (carrierId) => endCall(client, carrierId),
    findCall: (carrierId) => findCall(client, carrierId),
    findRecordingOf: (carrierId) => findRecordingOf(client, carrierId),
    fetchRecording: (id) => fetchRecording(client, id),
    deleteRecording: (id) => deleteRecording(client, id),
    readCallWebhook(webhook) {
      const form = genuineForm({ tokens, publicUrl, connectionId }, webhook);
      return form && callNewsIn(form);
    },
    writePlan: (plan) => ({ contentType: 'text/xml', body: writeTwiml(plan) }),
  };
}
